/* SPDX-License-Identifier: BSD-3-Clause */
/* Row B1: 1000 short tasks go through one scope that lives long; few are alive at once, and none at
 * the end. */
#include "turns.h"

static int alive, most, ended;

static TAMED async void short_task(void)
{
    if (++alive > most)
        most = alive;
    tamer_defer {
        alive--;
        ended++;
    }
    await tamer_sleep(0.003);
}

static TAMED async void feed(tamer_scope *scope)
{
    size_t pending = 0;

    for (int i = 0; i < 1000; i++) {
        short_task_scoped(scope);
        await tamer_sleep(0.001);
        if (tamer_scope_pending(scope) > pending)
            pending = tamer_scope_pending(scope);
    }
    printf("  a handful at most: %s, %s\n", most <= 5 ? "yes" : "no", pending <= 5 ? "yes" : "no");
}

static TAMED async void tamed(void)
{
    TAMER_SCOPE(scope) {
        await feed(scope);
        await tamer_sleep(0.01);
        printf("  alive %d, pending %zu, ended %d\n", alive, tamer_scope_pending(scope), ended);
    }
}

static void plain(void)
{
    TAMER_SCOPE(scope) {
        feed(scope);
        tamer_sleep(0.01);
        printf("  alive %d, pending %zu, ended %d\n", alive, tamer_scope_pending(scope), ended);
    }
}

int main(void)
{
    puts("tamed");
    tamed();
    puts("plain");
    plain();
    return 0;
}
