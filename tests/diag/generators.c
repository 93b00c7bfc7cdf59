/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMER_GENERATES(ticks, int);

TAMED async static void tick(ticks_generator *to)
{
    await tamer_give(to, 1);
}

TAMED async static void ticks(ticks_generator *to, int n)
{
    TAMER_SCOPE(scope) {
        for (int i = 0; i < n; i++)
            await tamer_give(to, i);
    }
    tamer_defer {
        await tamer_give(to, -1);
    }
    TAMER_EACH(x, ticks, n - 1) {
        await tamer_give(to, x);
        if (x == 3)
            goto into;
    }
    tamer_give(to, 2);
    await tamer_give(to, "three");
    TAMER_EACH(y, ticks, 2) {
        goto out;
    into:
        await tick(to);
    }
out:
    return;
}
