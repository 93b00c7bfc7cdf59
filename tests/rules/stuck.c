/* SPDX-License-Identifier: BSD-3-Clause */
/* Waiting for what can never come: for the end of a group, of tasks, for a scope's next result. The
 * call fails with EDEADLK; what it waited for is there as before. */
#include <tamer/sync.h>

#include "turns.h"

static tamer_event never;

static TAMED async int stuck(int n)
{
    tamer_defer {
        printf("  %d left\n", n);
    }
    await tamer_event_wait(&never);
    return n;
}

static TAMED async void stuck_cleaning(int n)
{
    tamer_defer {
        await tamer_event_wait(&never);
        printf("  %d left\n", n);
    }
    await tamer_event_wait(&never);
}

static void tell(tamer_error **error)
{
    const char *text = tamer_error_message(*error);

    printf("  %s: it waits for%s\n", strerror(tamer_error_code(*error)),
           text && strstr(text, "it waits for") ? strstr(text, "it waits for") + 12 : " ?");
    tamer_error_clear(error);
}

static void a_group(void)
{
    tamer_scope *outer = tamer_group_open(NULL, NULL), *group = tamer_group_open(outer, NULL);
    OWNED tamer_error *error = NULL;

    stuck_scoped(group, 1);
    tamer_catch(&error, tamer_group_close(outer));
    tell(&error);
    printf("  pending %zu\n", tamer_scope_pending(group));
    tamer_group_shutdown(outer);
}

static void a_task(void)
{
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        stuck_delayed *result = stuck_scoped(scope, 2);
        OWNED tamer_error *error = NULL;

        tamer_catch(&error, tamer_delayed_settle(&result->base));
        tell(&error);
        printf("  %s\n", state_name(&result->base));
    }
}

static void cancelled_tasks(void)
{
    TAMER_SCOPE(scope) {
        stuck_cleaning_delayed *a = stuck_cleaning_scoped(scope, 3),
                               *b = stuck_cleaning_scoped(scope, 4);
        tamer_delayed *results[] = {&a->base, &b->base};
        OWNED tamer_error *error = NULL;

        turns(2);
        tamer_catch(&error, tamer_cancel_wait(results, 2));
        tell(&error);
        tamer_event_set(&never);
        tamer_cancel_wait(results, 2);
        printf("  %s, %s\n", state_name(&a->base), state_name(&b->base));
    }
    tamer_event_clear(&never);
}

static void a_result(void)
{
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        stuck_delayed *result = stuck_scoped(scope, 5);
        OWNED tamer_error *error = NULL;

        tamer_catch(&error, tamer_scope_next(scope));
        tell(&error);
        tamer_event_set(&never);
        printf("  the next one: %d\n", tamer_scope_next(scope) == &result->base);
        printf("  none: %d\n", tamer_scope_next(scope) == NULL);
    }
}

int main(void)
{
    puts("a group");
    a_group();
    puts("a task");
    a_task();
    puts("cancelled tasks");
    cancelled_tasks();
    puts("a result");
    a_result();
    return 0;
}
