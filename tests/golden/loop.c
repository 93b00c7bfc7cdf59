/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int get(int n);

/* golden */
TAMED async int sum(int n)
{
    int s = 0;

    for (int i = 0; i < n; i++)
        s += await get(i);
    return s;
}
