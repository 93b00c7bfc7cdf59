/* SPDX-License-Identifier: BSD-3-Clause */
/* Row B2: all open scopes, and a print of them with the lines at which their tasks wait. */
#include "turns.h"

static void count(const tamer_scope *scope, unsigned depth, void *data)
{
    printf("  %*s%s: %zu\n", 2 * (int)depth, "", tamer_scope_name(scope),
           tamer_scope_pending(scope));
    ++*(int *)data;
}

static TAMED async void sleeper(double seconds)
{
    await tamer_sleep(seconds);
}

static TAMED async void walk(int legs)
{
    TAMER_SCOPE(way) {
        for (int i = 0; i < legs; i++)
            sleeper_scoped(way, 2 + i);
        sleeper_delayed *last = sleeper_scoped(way, 9);
        await sleeper_get(last);
    }
}

static TAMED async void shows(void)
{
    int scopes = 0;

    await tamer_yield();
    tamer_scope_visit(count, &scopes);
    printf("  %d scopes\n", scopes);
    tamer_scope_print(stdout);
}

static TAMED async void everything(void)
{
    TAMER_SCOPE(scope, .name = "all") {
        tamer_scope *group = tamer_group_open(scope, &(tamer_scope_options){.name = "jobs"});

        walk_scoped(scope, 1);
        sleeper_scoped(group, 5);
        shows_scoped(scope);
        await tamer_sleep(1);
        tamer_cancel(group);
        sleeper_scoped(scope, 1);
    }
}

int main(void)
{
    int scopes = 0;

    tamer_clock_virtual(0);
    tamer_scope_visit(count, &scopes);
    printf("  %d scopes\n", scopes);
    TAMER_SCOPE(plain) {
        everything();
        tamer_scope_visit(count, &scopes);
    }
    return 0;
}
