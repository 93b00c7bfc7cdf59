/* SPDX-License-Identifier: BSD-3-Clause */
/* Errors that nobody received are raised at the end together, in scheduling order, as one error
 * with several causes. */
#include "turns.h"

static TAMED async void scheduling_order(void)
{
    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        failing_scoped(scope, 1, 6);
        failing_scoped(scope, 2, 2);
        failing_delayed *received = failing_scoped(scope, 3, 4);
        failing_scoped(scope, 4, 4);
        work_scoped(scope, 5, 8);
        OWNED tamer_error *error = NULL;
        if (tamer_catch(&error, await failing_get(received)))
            puts("  received 3");
        tamer_error_clear(&error);
    }
}

static TAMED async void body_first(void)
{
    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        failing_scoped(scope, 1, 1);
        failing_scoped(scope, 2, 9);
        await turns(4);
        tamer_raise(EINVAL, "the body");
    }
}

static TAMED async int wait_for(failing_delayed *result)
{
    return await failing_get(result);
}

/* The waiter was cancelled before the error came: it has not received it. */
static TAMED async void cancelled_waiter(void)
{
    TAMER_SCOPE(outer, .on_error = TAMER_CONTINUE) {
        failing_delayed *late = failing_scoped(outer, 1, 9);
        TAMER_SCOPE(inner, .exit = TAMER_CANCEL) {
            wait_for_scoped(inner, late);
            await turns(2);
        }
        puts("  the waiter is gone");
    }
}

/* An error that passes through a waiter is raised once, by the waiter. */
static TAMED async void passed_on(void)
{
    TAMER_SCOPE(scope) {
        failing_delayed *first = failing_scoped(scope, 1, 4);
        wait_for_scoped(scope, first);
    }
}

static void plain(void)
{
    OWNED tamer_error *error = NULL;

    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE, .error = &error) {
        failing_scoped(scope, 1, 4);
        failing_scoped(scope, 2, 2);
    }
    report(&error);
}

int main(void)
{
    OWNED tamer_error *error = NULL;

    puts("scheduling order");
    tamer_catch(&error, scheduling_order());
    report(&error);
    puts("body first");
    tamer_catch(&error, body_first());
    report(&error);
    puts("cancelled waiter");
    tamer_catch(&error, cancelled_waiter());
    report(&error);
    puts("passed on");
    printf("  %d\n", tamer_catch(&error, passed_on()));
    printf("  %s\n", tamer_error_message(error));
    tamer_error_clear(&error);
    puts("plain");
    plain();
    return 0;
}
