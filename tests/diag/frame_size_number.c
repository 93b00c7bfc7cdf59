/* SPDX-License-Identifier: BSD-3-Clause */
/* flags: -Wframe-size=12k */
#include <tamer/tamer.h>

TAMED async int get(int n);

TAMED async int call(int n)
{
    return await get(n);
}
