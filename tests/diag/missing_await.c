/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int fetch(int size);
TAMED async int both(TAMED async int (*next)(int))
{
    int n = fetch(1) + await fetch(fetch(2));
    tamer_sleep(1.0);
    n += next(3);
    return tamer_blocking(fetch(4) + next(5)) + (int)sizeof(fetch(6)) + n;
}
