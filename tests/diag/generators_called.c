/* SPDX-License-Identifier: BSD-3-Clause */
/* Generators and managers as functions like others. */
#include <tamer/tamer.h>

TAMER_GENERATES(ticks, int);
TAMED async void ticks(ticks_generator *to, int n);
TAMER_MANAGES(held, int);
TAMED async void held(held_manager *to, int n);

int plain(int n);
int plain(int n)
{
    ticks_generator generator;
    held_manager manager;
    ticks(&generator, n);
    TAMER_SCOPE(scope)
    {
        ticks_scoped(scope, &generator, n);
        held_scoped(scope, &manager, n);
        held(&manager, n);
    }
    return n;
}

TAMED async void tamed(ticks_generator *to, int n)
{
    ticks_generator own;
    held_manager manager;
    await ticks(&own, n);
    await held(&manager, n);
    await ticks(to, n);
    ticks_scoped(tamer_generator_open(&own.base), &own, n);
    await tamer_generator_close(&own.base);
    TAMER_SCOPE(scope)
        held_scoped(tamer_manager_in(scope, &manager.base), &manager, n);
    TAMER_EACH(x, ticks, 3)
        n += x;
}
