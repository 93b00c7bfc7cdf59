/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int get(int n);

/* golden */
TAMED async int branches(int a, int b)
{
    int unused = b, r = 0;

    if (await get(a))
        r = a;
    else if (b > 1)
        r = await get(b);
    return r + unused;
}
