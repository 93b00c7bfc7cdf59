/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int get(int n);

/* golden */
TAMED async int gotos(int n)
{
    int r = 0;

again:
    r += await get(n);
    do {
        if (r > 3)
            goto out;
    } while (await get(r) < 2);
    if (--n)
        goto again;
out:
    return r;
}
