/* SPDX-License-Identifier: BSD-3-Clause */
/* flags: -std=gnu89 */
/* C as it was, where inline and // mean something else, and asm and typeof are words. */
#include "leaves.h"

#define HALF(x) (x) //**/ 2

static TAMED async int declarations_first(int n)
{
    auto int a;
    register int i;
    int b = 0;

    a = await leaf(n);
    for (i = 0; i < 3; i++) {
        int c;

        c = await leaf(i);
        b += c * a;
    }
    {
        typeof(b) d = await leaf(b), e = HALF(await leaf(10));

        b += d + e;
    }
    return b;
}

static __inline TAMED async long inlined(long n)
{
    return n + await leaf(1);
}

TAMED async int main(void)
{
    printf("%d %ld\n", await declarations_first(4), await inlined(8));
    return 0;
}
