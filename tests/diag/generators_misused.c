/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int fetch(int size);
TAMER_GENERATES(ticks, int);
TAMED async void ticks(ticks_generator *to, int n);
TAMER_GENERATES(unmarked, int);
void unmarked(unmarked_generator *to, int n);
TAMER_GENERATES(alone, int);
async void alone(alone_generator *to, int n);
TAMER_MANAGES(held, int);
TAMED async void held(held_manager *to, int n);

int each(int n);
int each(int n)
{
    TAMER_EACH(x, fetch, 3)
        n += x;
    TAMER_EACH(x, nothing, 3)
        n += x;
    TAMER_EACH(x, unmarked, 3)
        n += x;
    TAMER_EACH(x, alone, 3)
        n += x;
    TAMER_WITH(x, ticks, 3)
        n += x;
    TAMER_WITH(x, held, 3)
        n += x;
    return n;
}

void called(ticks_generator *to);
void called(ticks_generator *to)
{
    ticks(to, 3);
}

TAMED async void gives(ticks_generator *to)
{
    await ticks(to, 3);
}
