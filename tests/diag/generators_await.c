/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMER_GENERATES(ticks, int);
TAMED async void ticks(ticks_generator *to, int n)
{
    tamer_give(to, n);
    tamer_blocking(tamer_give(to, n));
}

TAMER_MANAGES(held, int);
TAMED async void held(held_manager *to, int n)
{
    tamer_lend(to, n);
}
