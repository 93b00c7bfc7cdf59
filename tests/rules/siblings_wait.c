/* SPDX-License-Identifier: BSD-3-Clause */
/* What other systems get wrong. */
#include "turns.h"

static TAMED async void waits_for(failing_delayed *bad)
{
    await failing_get(bad);
    puts("  went on: wrong");
}

/* The failing task cancels its sibling before that received the error: the error still surfaces,
 * once. */
static TAMED async void error_still_surfaces(void)
{
    TAMER_SCOPE(scope) {
        failing_delayed *bad = failing_scoped(scope, 1, 3);
        waits_for_scoped(scope, bad);
    }
}

static TAMED async void fails_in_cleanup(int n)
{
    tamer_defer {
        await turns(2);
        OWNED tamer_error *error = NULL;
        if (tamer_catch(&error, await failing(n, 1)))
            printf("  the cleanup met: %s\n", tamer_error_message(error));
        tamer_error_clear(&error);
    }
    await turns(100);
}

static TAMED async void second_error(int n)
{
    tamer_defer {
        await turns(2);
        await failing(n, 0);
    }
    await turns(100);
}

/* A second error during the cleanup after a cancel is one of the causes. */
static TAMED async void errors_of_cleanup(void)
{
    TAMER_SCOPE(scope) {
        failing_scoped(scope, 1, 3);
        second_error_scoped(scope, 2);
        fails_in_cleanup_scoped(scope, 3);
    }
}

/* RAISE with tasks that nobody waited for and with failed ones: both are reported. */
static TAMED async void both_reported(void)
{
    TAMER_SCOPE(scope, .exit = TAMER_RAISE, .on_error = TAMER_CONTINUE) {
        failing_scoped(scope, 1, 1);
        endless_scoped(scope, 2);
        await turns(6);
    }
}

/* Scheduling into one's own scope during its end. */
static TAMED async void late(tamer_scope *scope, int n)
{
    await turns(2);
    if (n > 0)
        late_scoped(scope, scope, n - 1);
    else
        puts("  the last one ran");
}

static TAMED async void schedules_at_end(void)
{
    TAMER_SCOPE(scope) {
        late_scoped(scope, scope, 5);
    }
    puts("  left");
}

static void run(const char *title, tamer_error **error, void (*function)(void))
{
    puts(title);
    if (tamer_catch(error, function()))
        report(error);
}

int main(void)
{
    OWNED tamer_error *error = NULL;

    run("a waiting sibling", &error, error_still_surfaces);
    run("errors of a cleanup", &error, errors_of_cleanup);
    run("unwaited and failed", &error, both_reported);
    run("late tasks", &error, schedules_at_end);
    return 0;
}
