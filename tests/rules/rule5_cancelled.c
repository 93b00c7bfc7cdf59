/* SPDX-License-Identifier: BSD-3-Clause */
/* Cancellation is level-triggered: a cancelled task unwinds at its next await and at every later
 * one; it cannot be swallowed, and is no error. A task that never started never runs. */
#include "turns.h"

static TAMED async void stubborn(void)
{
    OWNED tamer_error *error = NULL;
    tamer_defer {
        puts("  stubborn leaves");
    }

    if (tamer_catch(&error, await turns(20)))
        puts("  caught: wrong");
    else
        puts("  not caught: wrong");
    await turns(1);
    puts("  went on: wrong");
}

static TAMED async void busy(tamer_scope *scope)
{
    tamer_cancel(scope);
    puts("  goes on up to its next await");
    tamer_defer {
        await turns(2);
        puts("  the cleanup may wait");
    }
    await tamer_yield();
    puts("  went on: wrong");
}

static TAMED async void never_runs(void)
{
    puts("  ran: wrong");
    await tamer_yield();
}

/* Awaits nothing after it was cancelled: it is done, with its value. */
static TAMED async int no_more_awaits(tamer_scope *scope)
{
    await tamer_yield();
    tamer_cancel(scope);
    return 5;
}

static TAMED async void run(void)
{
    SLOT never_runs_delayed unstarted = {0};
    SLOT no_more_awaits_delayed result = {0};
    OWNED tamer_error *error = NULL;

    TAMER_SCOPE(scope, .exit = TAMER_CANCEL, .error = &error) {
        stubborn_scoped(scope);
        await turns(3);
    }
    report(&error);
    TAMER_SCOPE(scope, .error = &error) {
        busy_scoped(scope, scope);
    }
    report(&error);
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        never_runs_scoped_into(scope, &unstarted);
    }
    printf("  never started: %s\n", state_name(&unstarted.base));
    TAMER_SCOPE(scope) {
        no_more_awaits_scoped_into(scope, &result, scope);
    }
    printf("  no more awaits: %s\n", state_name(&result.base));
}

int main(void)
{
    run();
    return 0;
}
