/* SPDX-License-Identifier: BSD-3-Clause */
#include "given.h"

extern int puts(const char *text);

TAMED async void given(given_generator *to, int from, int below)
{
    tamer_defer {
        await tamer_sleep(0.001);
        puts("given closes");
    }
    for (int i = from; i < below; i++) {
        await tamer_yield();
        await tamer_give(to, i);
    }
}

TAMED async void lent(lent_manager *to)
{
    await tamer_yield();
    await tamer_lend(to, "lent");
    puts("taken back");
}
