/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int run(n, rows)
int n;
int (*rows)[n];
{
    await tamer_yield();
    return rows[1][0] + n;
}
