/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMER_MANAGES(held, int);

TAMED async static void held(held_manager *to, int n)
{
    TAMER_SCOPE(scope) {
        await tamer_lend(to, n); /* this is fine */
    }
    tamer_defer {
        await tamer_lend(to, n);
    }
}

TAMED async static void group(void)
{
    held_manager outside;
    TAMER_SCOPE(scope) {
        held_manager inside[2];
        held_scoped(tamer_manager_in(scope, &outside.base), &outside, 1);
        held_scoped(tamer_manager_in(scope, &inside[1].base), &inside[1], 2);
    }
}

TAMED async static int user(void)
{
    static int last;
    TAMER_WITH(x, held, 3) {
        last = x;
        goto into;
    }
    TAMER_WITH(y, held, user()) {
    into:
        last = y;
    }
    await group();
    return last;
}
