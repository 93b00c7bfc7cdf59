/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int get(int n);

/* golden */
int plain(int, int, int);

TAMED async int order(int a)
{
    return plain(a++, await get(a), plain(1, 2, await get(3))) + a;
}
