/* SPDX-License-Identifier: BSD-3-Clause */
/* Row B2: a supervised scope. Errors of tasks go to a handler or nowhere, siblings and body go on;
 * an error of the body is raised as ever. */
#include <stdbool.h>

#include "turns.h"

static void log_error(const tamer_error *error, void *data)
{
    printf("  handler: %s\n", tamer_error_message(error));
    ++*(int *)data;
}

static TAMED async int get(failing_delayed *result)
{
    return await failing_get(result);
}

static TAMED async void to_a_handler(void)
{
    int count = 0;

    TAMER_SCOPE(scope, .handler = log_error, .handler_data = &count) {
        work_scoped(scope, 1, 6);
        failing_scoped(scope, 2, 4);
        failing_delayed *kept = failing_scoped(scope, 3, 2);
        failing_delayed *waited = failing_scoped(scope, 4, 3);
        OWNED tamer_error *error = NULL;

        printf("  caught %d\n", tamer_catch(&error, await failing_get(waited)));
        report(&error);
        await turns(2);
        printf("  3 %s, scope cancelled: %d\n", state_name(&kept->base),
               tamer_scope_cancelled(scope));
        printf("  asked for later: %d\n", tamer_catch(&error, await failing_get(kept)));
        report(&error);
    }
    printf("  %d handled\n", count);
}

static TAMED async void to_nobody(void)
{
    TAMER_SCOPE(scope, .on_error = TAMER_IGNORE) {
        work_scoped(scope, 1, 6);
        failing_scoped(scope, 2, 2);
        failing_delayed *waited = failing_scoped(scope, 3, 2);
        OWNED tamer_error *error = NULL;

        tamer_catch(&error, await get(waited));
        report(&error);
        await turns(2);
    }
}

static TAMED async void body_fails(int *count)
{
    TAMER_SCOPE(scope, .handler = log_error, .handler_data = count) {
        endless_scoped(scope, 1);
        failing_scoped(scope, 2, 1);
        await turns(3);
        tamer_raise(EINVAL, "the body");
    }
}

/* Supervision ends at the scope: an inner one reports to its own end. */
static TAMED async void inner(void)
{
    TAMER_SCOPE(scope, .name = "inner") {
        endless_scoped(scope, 7);
        failing_scoped(scope, 8, 1);
    }
    puts("  went on: wrong");
}

static TAMED async void nested(int *count)
{
    TAMER_SCOPE(scope, .handler = log_error, .handler_data = count) {
        inner_scoped(scope);
        work_scoped(scope, 9, 6);
    }
}

struct restarted {
    tamer_scope *scope;
    int left;
};

static void start_again(const tamer_error *error, void *data)
{
    struct restarted *job = data;

    printf("  handler: %s\n", tamer_error_message(error));
    if (--job->left > 0)
        failing_scoped(job->scope, job->left, 2);
}

/* The handler schedules into the scope, also while that waits at its end. */
static void restarts(void)
{
    struct restarted job = {.left = 3};

    TAMER_SCOPE(scope, .handler = start_again, .handler_data = &job, .start = TAMER_EAGER) {
        job.scope = scope;
        failing_scoped(scope, job.left, 0);
    }
    printf("  %d left\n", job.left);
}

static void cancel_all(const tamer_error *error, void *data)
{
    printf("  handler: %s\n", tamer_error_message(error));
    tamer_cancel(*(tamer_scope **)data);
}

static void cancels(void)
{
    tamer_scope *jobs = NULL;

    TAMER_SCOPE(scope, .handler = cancel_all, .handler_data = &jobs) {
        jobs = scope;
        endless_scoped(scope, 1);
        failing_scoped(scope, 2, 2);
    }
}

static void unwaited(void)
{
    OWNED tamer_error *error = NULL;
    int count = 0;

    TAMER_SCOPE(scope, .handler = log_error, .handler_data = &count, .exit = TAMER_RAISE,
                .error = &error) {
        failing_scoped(scope, 1, 1);
        turns(4);
    }
    printf("  %s\n", strerror(tamer_error_code(error)));
    tamer_error_clear(&error);
}

static failing_delayed *handled; /* of waited_later */

static void asks(const tamer_error *error, void *data)
{
    (void)data;
    printf("  handler: %s, the same as the result: %d\n", tamer_error_message(error),
           tamer_catch(NULL, failing_get(handled)));
}

/* By the handler itself, or by the body afterwards: then nobody complains. */
static void waited_later(bool by_handler)
{
    OWNED tamer_error *error = NULL;
    int count = 0;

    TAMER_SCOPE(scope, .handler = by_handler ? asks : log_error, .handler_data = &count,
                .exit = TAMER_RAISE, .error = &error) {
        handled = failing_scoped(scope, 1, 1);
        turns(4);
        if (!by_handler)
            printf("  asked for later: %d\n", tamer_catch(NULL, failing_get(handled)));
    }
    report(&error);
}

static void plain(void)
{
    int count = 0;

    TAMER_SCOPE(scope, .handler = log_error, .handler_data = &count) {
        failing_scoped(scope, 1, 1);
        work_scoped(scope, 2, 3);
        turns(6);
        printf("  the body goes on, cancelled: %d\n", tamer_scope_cancelled(scope));
    }
    TAMER_SCOPE(scope, .on_error = TAMER_IGNORE) {
        failing_scoped(scope, 3, 1);
        work_scoped(scope, 4, 3);
    }
}

int main(void)
{
    OWNED tamer_error *error = NULL;
    int count = 0;

    puts("handler");
    to_a_handler();
    puts("nobody");
    to_nobody();
    puts("the body fails");
    printf("  %d\n", tamer_catch(&error, body_fails(&count)));
    report(&error);
    puts("nested");
    nested(&count);
    puts("the handler starts it again");
    restarts();
    puts("the handler cancels");
    cancels();
    puts("handled and not waited for");
    unwaited();
    puts("handled, and waited for later");
    waited_later(false);
    waited_later(true);
    puts("plain");
    plain();
    return 0;
}
