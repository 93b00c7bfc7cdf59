/* SPDX-License-Identifier: BSD-3-Clause */
/* Letters beyond ASCII in names, as themselves and as universal character names. */
#include "leaves.h"

#define DOUBLÉ(x) ((x) + (x))

static TAMED async int größe(int ünï)
{
    int Ωmega = await leaf(ünï), *\u00e9p = &Ωmega, *𝒳 = &Ωmega; /* \u00e9 "*/
    await pause_maybe();
    return DOUBLÉ(*ép) + await leaf(\u03a9mega) + *𝒳;
}

static TAMED async int caf\u00e9(int n)
{
    const char *text = "\u00e9'\\", c = '"';
    printf("%s %d %s\n", text, c, __func__);
    return await größe(n) + await gr\U000000f6\u00dfe(n);
}

TAMED async int main(void)
{
    printf("%d\n", await café(5));
    return 0;
}
