/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int get(int n);

/* golden */
TAMED async int conditions(int a, int b)
{
    int r = a && await get(b);

    r += a || (b && await get(a));
    r += a ? await get(1) : b;
    while (r < 10 && await get(r))
        r++;
    return r;
}
