/* SPDX-License-Identifier: BSD-3-Clause */
/* What coverage is counted of: it suspends, and is a task. */
#include <tamer/tamer.h>

static TAMED async int task(int x) /* mark: begins */
{
    if (x == 0) {
        await tamer_sleep(1); /* mark: never */
        return 0;
    }
    for (int i = 0; i < x; i++) {
        await tamer_yield();
        await tamer_yield();
        await tamer_yield();
        await tamer_yield();
        await tamer_yield();
    }
    return x;
}

int main(void)
{
    TAMER_SCOPE(scope) {
        task_scoped(scope, 3);
    }
    return 0;
}
