/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMER_GENERATES(ticks, int);
TAMED async void ticks(ticks_generator *to, int n);

int plain(ticks_generator *to);
int plain(ticks_generator *to)
{
    static int last;
    TAMER_EACH(x, ticks, 3)
        last = x;
    tamer_give(to, 2);
    return last;
}
