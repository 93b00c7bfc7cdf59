/* SPDX-License-Identifier: BSD-3-Clause */
/* Row B2: groups, which are scopes without a block, as members of structs. */
#include <stdbool.h>

#include "turns.h"

struct service {
    tamer_scope *jobs;
    int asked;
};

static void ask(struct service *service, int count)
{
    work_scoped(service->jobs, ++service->asked, count);
}

static TAMED async void closed_from_elsewhere(struct service *service)
{
    ask(service, 2);
    await turns(1);
    await tamer_group_close(service->jobs);
    puts("  closed");
}

static TAMED async void a_member(void)
{
    struct service service = {0};

    TAMER_SCOPE(scope) {
        service.jobs = tamer_group_open(NULL, NULL);
        ask(&service, 4);
        closed_from_elsewhere_scoped(scope, &service);
        await turns(2);
        ask(&service, 5);
    }
    puts("  left");
}

static TAMED async void shut_down_by(tamer_scope *group)
{
    await tamer_group_shutdown(group);
    puts("  shut down");
}

static TAMED async void shut_down(void)
{
    TAMER_SCOPE(scope) {
        tamer_scope *group = tamer_group_open(scope, &(tamer_scope_options){.name = "jobs"});

        endless_scoped(group, 1);
        work_scoped(group, 2, 1);
        await turns(3);
        await shut_down_by(group);
        puts("  the body goes on");
    }
}

static TAMED async void errors(void)
{
    OWNED tamer_error *error = NULL; /* outlives the groups */

    TAMER_SCOPE(scope) {
        tamer_scope *group = tamer_group_open(scope, NULL), *all;

        failing_scoped(group, 1, 1);
        endless_scoped(group, 2);
        work_scoped(scope, 3, 4);
        await turns(3);
        printf("  cancelled: group %d, scope %d\n", tamer_scope_cancelled(group),
               tamer_scope_cancelled(scope));
        printf("  %d\n", tamer_catch(&error, await tamer_group_close(group)));
        report(&error);
        all = tamer_group_open(scope,
                               &(tamer_scope_options){.on_error = TAMER_CONTINUE, .error = &error});
        failing_scoped(all, 4, 2);
        failing_scoped(all, 5, 1);
        await tamer_group_close(all);
        report(&error);
    }
}

static void handle(const tamer_error *error, void *data)
{
    (void)data;
    printf("  handler: %s\n", tamer_error_message(error));
}

/* The parent's block is left: its .exit is the group's. */
static TAMED async void left_with(enum tamer_policy exit)
{
    TAMER_SCOPE(scope, .exit = exit) {
        tamer_scope *outer = tamer_group_open(scope, NULL);
        tamer_scope *inner = tamer_group_open(outer, &(tamer_scope_options){.handler = handle});
        tamer_scope *faulty =
            tamer_group_open(outer, &(tamer_scope_options){.on_error = TAMER_CONTINUE});

        work_scoped(inner, 1, 6);
        failing_scoped(inner, 2, 1);
        work_scoped(outer, 3, 4);
        failing_scoped(faulty, 4, 1);
        failing_scoped(outer, 5, 9);
        work_scoped(scope, 6, 2);
        await turns(3);
    }
    puts("  went on");
}

/* A task of the parent uses the group while the parent waits, and closes it; a task of one group
 * another one that is empty. */
static TAMED async void feeds(tamer_scope *group)
{
    await turns(3);
    work_scoped(group, 2, 1);
    await turns(4);
    work_scoped(group, 3, 1);
}

static TAMED async void feeds_and_closes(tamer_scope *group)
{
    await feeds(group);
    await tamer_group_close(group);
    puts("  closed by a task");
}

static TAMED async void used_at_the_end(void)
{
    TAMER_SCOPE(scope) {
        tamer_scope *first = tamer_group_open(scope, NULL), *second = tamer_group_open(scope, NULL);

        feeds_and_closes_scoped(scope, tamer_group_open(scope, NULL));
        feeds_scoped(first, second);
        work_scoped(first, 1, 1);
    }
    puts("  left");
}

static TAMED async void closes(tamer_scope *group, int n)
{
    tamer_defer {
        printf("  closer %d leaves\n", n);
    }
    OWNED tamer_error *error = NULL;
    tamer_catch(&error, await tamer_group_close(group));
    printf("  closer %d: %s\n", n, error ? tamer_error_message(error) : "no error");
    tamer_error_clear(&error);
}

static TAMED async void careful(int n)
{
    tamer_defer {
        await turns(3);
        printf("  %d cleaned up\n", n);
    }
    for (;;)
        await tamer_yield();
}

/* The group is cancelled and closed, then the closer is left. */
static TAMED async void closer_cancelled(void)
{
    TAMER_SCOPE(scope) {
        tamer_scope *group = tamer_group_open(scope, NULL);

        careful_scoped(group, 1);
        TAMER_SCOPE(closers) {
            closes_scoped(closers, group, 1);
            closes_scoped(closers, group, 2);
            await turns(3);
            tamer_cancel(closers);
        }
        puts("  went on");
    }
}

static TAMED async void two_closers(void)
{
    TAMER_SCOPE(scope) {
        tamer_scope *group = tamer_group_open(scope, NULL);

        failing_scoped(group, 1, 3);
        closes_scoped(scope, group, 1);
        closes_scoped(scope, group, 2);
    }
}

/* One is cancelled, and another one closes it. */
static TAMED async void one_of_two(void)
{
    TAMER_SCOPE(scope) {
        tamer_scope *group = tamer_group_open(scope, NULL);

        careful_scoped(group, 1);
        closes_delayed *first = closes_scoped(scope, group, 1);
        closes_scoped(scope, group, 2);
        await turns(2);
        tamer_delayed_cancel(&first->base);
    }
}

static TAMED async void closes_its_own(struct service *service)
{
    OWNED tamer_error *error = NULL;

    tamer_catch(&error, await tamer_group_close(service->jobs));
    report(&error);
    TAMER_SCOPE(inner) {
        tamer_catch(&error, await tamer_group_shutdown(service->jobs));
        report(&error);
    }
    tamer_cancel(service->jobs);
    await tamer_yield();
    puts("  went on: wrong");
}

static void its_own(void)
{
    struct service service = {.jobs =
                                  tamer_group_open(NULL, &(tamer_scope_options){.name = "own"})};

    closes_its_own_scoped(service.jobs, &service);
    tamer_group_close(service.jobs);
}

static TAMED async void sleeper(int n)
{
    tamer_defer {
        printf("  sleeper %d over at %.0f\n", n, tamer_now());
    }
    await tamer_sleep(100);
}

static TAMED async void late(void)
{
    static bool is_late; /* outlives the group, whatever happens here */
    tamer_scope *group = tamer_group_open(NULL, &(tamer_scope_options){.timeout = 2});
    OWNED tamer_error *error = NULL;

    sleeper_scoped(group, 1);
    await tamer_sleep(3);
    tamer_catch(&error, await tamer_group_close(group));
    report(&error);
    group = tamer_group_open(
        NULL,
        &(tamer_scope_options){.timeout = 2, .on_timeout = TAMER_MOVE_ON, .timed_out = &is_late});
    sleeper_scoped(group, 2);
    await tamer_sleep(3);
    printf("  %d\n", tamer_scope_timed_out(group));
    await tamer_group_close(group);
    printf("  late %d at %.0f\n", is_late, tamer_now());
}

/* Cancelling the parent cancels the group, a shielded one excepted. */
static TAMED async void cancelled_with(void)
{
    TAMER_SCOPE(scope) {
        tamer_scope *open = tamer_group_open(scope, NULL);
        tamer_scope *shielded = tamer_group_open(scope, &(tamer_scope_options){.shield = 1});

        endless_scoped(open, 1);
        work_scoped(shielded, 2, 5);
        await turns(2);
        tamer_cancel(scope);
        printf("  scheduled: %s\n", state_name(&work_scoped(open, 3, 1)->base));
        await tamer_yield();
        puts("  went on: wrong");
    }
}

static void plain(void)
{
    tamer_scope *group = tamer_group_open(NULL, &(tamer_scope_options){.start = TAMER_EAGER});
    OWNED tamer_error *error = NULL;

    work_delayed *result = work_scoped(group, 1, 2);
    printf("  got %d\n", work_get(result));
    failing_scoped(group, 2, 1);
    printf("  %d\n", tamer_catch(&error, tamer_group_close(group)));
    report(&error);
    group = tamer_group_open(NULL, NULL);
    endless_scoped(group, 3);
    turns(2);
    tamer_group_shutdown(group);
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        group = tamer_group_open(NULL, NULL);
        endless_scoped(group, 4);
        turns(2);
    }
}

int main(void)
{
    OWNED tamer_error *error = NULL;

    tamer_clock_virtual(0);
    puts("a member of a struct");
    a_member();
    puts("shut down");
    shut_down();
    puts("errors");
    errors();
    puts("left with the parent, which waits");
    tamer_catch(&error, left_with(TAMER_WAIT));
    report(&error);
    puts("left with the parent, which cancels");
    tamer_catch(&error, left_with(TAMER_CANCEL));
    report(&error);
    puts("used while the parent waits");
    used_at_the_end();
    puts("two closers");
    two_closers();
    puts("the closers are cancelled");
    closer_cancelled();
    puts("one of the closers is cancelled");
    one_of_two();
    puts("closed by one of its own");
    TAMER_SCOPE(all)
        its_own();
    puts("timeouts");
    TAMER_SCOPE(all)
        late();
    puts("cancelled with the parent");
    cancelled_with();
    puts("plain");
    plain();
    return 0;
}
