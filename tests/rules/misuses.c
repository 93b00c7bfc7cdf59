/* SPDX-License-Identifier: BSD-3-Clause */
/* Results that are used after their scope, and other uses that cannot be meant: each ends the
 * program with a message. */
#include <math.h>
#include <pthread.h>
#include <stdbool.h>

#include <tamer/calls.h>
#include <tamer/sync.h>

#include "aborted.h"
#include "turns.h"

/* ---- results of scopes that have been left ---- */

static work_delayed *left(void)
{
    work_delayed *kept = NULL;

    TAMER_SCOPE(early)
        kept = work_scoped(early, 1, 1);
    return kept;
}

static void get(void)
{
    printf("%d\n", work_get(left()));
}

static TAMED async void awaits(work_delayed *kept)
{
    printf("%d\n", await work_get(kept));
}

static void await_get(void)
{
    TAMER_SCOPE(scope)
        awaits_scoped(scope, left());
}

static void state(void)
{
    printf("%d\n", tamer_delayed_state(&left()->base));
}

static void error(void)
{
    tamer_delayed_error(&left()->base);
}

static void cancel(void)
{
    tamer_delayed_cancel(&left()->base);
}

static void clear(void)
{
    tamer_delayed_clear(&left()->base);
}

static void settle(void)
{
    tamer_delayed_settle(&left()->base);
}

static void cancel_wait(void)
{
    tamer_delayed *results[] = {NULL, &left()->base};

    tamer_cancel_wait(results, 2);
}

static void gather(void)
{
    work_delayed *kept = left();

    tamer_gather(TAMER_RESULTS(kept));
}

static void arrivals(void)
{
    work_delayed *kept = left();

    TAMER_SCOPE(scope)
        tamer_arrivals_open(scope, TAMER_RESULTS(kept));
}

static void selects(void)
{
    work_delayed *kept = left();
    tamer_case cases[] = {TAMER_ON_RESULT(kept)};

    tamer_select(cases, 1);
}

static void of_a_group(void)
{
    tamer_scope *group = tamer_group_open(NULL, &(tamer_scope_options){.name = "jobs"});
    work_delayed *kept = work_scoped(group, 1, 1);

    tamer_group_close(group);
    work_get(kept);
}

struct large {
    int values[100];
};

static TAMED async struct large large(void)
{
    await tamer_yield();
    return (struct large){{1, 2, 3}};
}

static TAMED async void awaits_large(large_delayed *kept)
{
    printf("%d\n", (await large_get(kept)).values[1]);
}

static void large_result(void)
{
    large_delayed *kept = NULL;

    TAMER_SCOPE(early)
        kept = large_scoped(early);
    TAMER_SCOPE(scope)
        awaits_large_scoped(scope, kept);
}

static TAMED async int quiet(int n)
{
    await tamer_yield();
    return n;
}

/* Not every result is kept: of this one nobody knows any more which scope it was of. */
static void one_of_many(void)
{
    quiet_delayed *first = NULL;

    TAMER_SCOPE(many)
        for (int i = 0; i < 100; i++) {
            quiet_delayed *one = quiet_scoped(many, i);

            first = i == 0 ? one : first;
        }
    quiet_get(first);
}

static void scopes_later(void)
{
    work_delayed *kept = left();

    for (int i = 0; i < 20; i++)
        TAMER_SCOPE(later)
            work_get(work_scoped(later, i, 1));
    work_get(kept);
}

/* ---- no results at all ---- */

static void never_scheduled(void)
{
    static work_delayed slot;

    work_get(&slot);
}

static void no_result(void)
{
    tamer_delayed_settle(NULL);
}

/* ---- options: constants without a cast are refused by tamerc ---- */

static void exit_of_another(void)
{
    TAMER_SCOPE(scope, .exit = (enum tamer_policy)TAMER_CONTINUE)
        puts("went on: wrong");
}

static TAMED async void on_error_of_another(void)
{
    TAMER_SCOPE(scope, .on_error = (enum tamer_policy)TAMER_WAIT)
        puts("went on: wrong");
}

static void in_a_task(void)
{
    TAMER_SCOPE(scope)
        on_error_of_another_scoped(scope);
}

static void on_timeout_of_another(void)
{
    tamer_group_open(NULL, &(tamer_scope_options){.on_timeout = TAMER_CANCEL});
}

static void start_of_another(void)
{
    enum tamer_start start = (enum tamer_start)TAMER_WAIT;

    TAMER_SCOPE(scope, .start = start)
        puts("went on: wrong");
}

static void no_such_option(void)
{
    TAMER_SCOPE(scope, .exit = (enum tamer_policy)77)
        puts("went on: wrong");
}

static void deadline(void)
{
    TAMER_SCOPE(scope, .deadline = NAN)
        puts("went on: wrong");
}

static void timeout(void)
{
    TAMER_SCOPE(scope, .timeout = -NAN)
        puts("went on: wrong");
}

static void passed_long_ago(void)
{
    bool timed_out = false;

    TAMER_SCOPE(scope, .timeout = -INFINITY, .on_timeout = TAMER_MOVE_ON, .timed_out = &timed_out)
        work_scoped(scope, 1, 1);
    fprintf(stderr, "  timed out: %d\n", timed_out);
}

static void map_option(void)
{
    tamer_map(1, NULL, NULL, NULL);
}

static void count(void *data, tamer_size index)
{
    (void)data;
    printf("%zu: wrong\n", index);
}

static void map_policy(void)
{
    tamer_map(1, count, NULL, &(tamer_map_options){.on_error = TAMER_MOVE_ON});
}

/* ---- others ---- */

static void no_scope(void)
{
    tamer_cancel(NULL);
}

static void scheduled_nowhere(void)
{
    tamer_scope *none = NULL;

    work_scoped(none, 1, 1);
}

static void started_nowhere(void)
{
    tamer_scope *none = NULL;
    quiet_delayed slot;

    quiet_scoped_into(none, &slot, 1);
}

static TAMED async void schedules_nowhere(tamer_scope *none)
{
    large_scoped(none);
    await tamer_yield();
}

static void awaits_nowhere(void)
{
    TAMER_SCOPE(scope, .start = TAMER_EAGER)
        schedules_nowhere_scoped(scope, NULL);
}

static void sleep_nan(void)
{
    tamer_sleep(NAN);
}

static TAMED async int raises(int code)
{
    await tamer_yield();
    tamer_raise(code, "a message");
}

static void raise_0(void)
{
    raises(0);
}

static void raise_negative(void)
{
    raises(-EPROTO);
}

static tamer_mutex mutex;

static TAMED async void unlocks(void)
{
    await tamer_yield();
    tamer_mutex_unlock(&mutex);
}

static void unlock_of_another(void)
{
    tamer_mutex_lock(&mutex);
    TAMER_SCOPE(scope)
        unlocks_scoped(scope);
}

static void unlock_of_none(void)
{
    tamer_mutex_unlock(&mutex);
}

static void more_permits(void)
{
    tamer_semaphore semaphore = {.permits = 3, .bound = 2};

    tamer_semaphore_acquire(&semaphore);
}

static void no_parties(void)
{
    tamer_barrier barrier = TAMER_BARRIER_INIT(0);

    tamer_barrier_wait(&barrier);
}

static void no_function(void)
{
    tamer_once once = TAMER_ONCE_INIT;

    tamer_once_run(&once, NULL, NULL);
}

static void no_channel(void)
{
    tamer_case cases[] = {TAMER_ON_SEND(NULL, cases)};

    tamer_select(cases, 1);
}

static void no_case(void)
{
    tamer_case cases[] = {{.kind = (enum tamer_case_kind)9}};

    tamer_select(cases, 1);
}

static void closed_twice(void)
{
    tamer_scope *group = tamer_group_open(NULL, &(tamer_scope_options){.name = "jobs"});

    tamer_group_close(group);
    tamer_group_close(group);
}

/* ---- a group that nobody closes: no misuse, but told of ---- */

static TAMED async int waits_long(void)
{
    await tamer_sleep(1000);
    return 1;
}

static void forgotten_group(void)
{
    tamer_scope *group =
        tamer_group_open(NULL, &(tamer_scope_options){.name = "jobs", .on_error = TAMER_CONTINUE});

    for (int i = 0; i < 10; i++)
        waits_long_scoped(group);
    failing_scoped(group, 1, 0);
    tamer_group_open(NULL, NULL);
    turns(3);
}

static void *forget_there(void *unused)
{
    waits_long_scoped(tamer_group_open(NULL, NULL));
    return unused;
}

static void forgotten_in_a_thread(void)
{
    pthread_t thread;

    pthread_create(&thread, NULL, forget_there, NULL);
    pthread_join(thread, NULL);
}

static void empty_group(void)
{
    tamer_scope *group = tamer_group_open(NULL, NULL);

    work_scoped(group, 1, 1);
    turns(3);
}

int main(void)
{
    show("get", get);
    show("await get", await_get);
    show("state", state);
    show("error", error);
    show("cancel", cancel);
    show("clear", clear);
    show("settle", settle);
    show("cancel and wait", cancel_wait);
    show("gather", gather);
    show("arrivals", arrivals);
    show("select", selects);
    show("of a group", of_a_group);
    show("a large one", large_result);
    show("one of many", one_of_many);
    show("20 scopes later", scopes_later);
    show("never scheduled", never_scheduled);
    show("NULL", no_result);
    show(".exit of .on_error", exit_of_another);
    show(".on_error of .exit", in_a_task);
    show(".on_timeout of .exit", on_timeout_of_another);
    show(".start of .exit", start_of_another);
    show("no such option", no_such_option);
    show("a deadline", deadline);
    show("a timeout", timeout);
    show("long ago is no misuse", passed_long_ago);
    show("a map of nothing", map_option);
    show("a map's .on_error", map_policy);
    show("no scope", no_scope);
    show("no scope for a task", scheduled_nowhere);
    show("... nor for a slot", started_nowhere);
    show("... nor in a tamed function", awaits_nowhere);
    show("sleep", sleep_nan);
    show("raise 0", raise_0);
    show("raise a negative code", raise_negative);
    show("unlock another's mutex", unlock_of_another);
    show("unlock a free mutex", unlock_of_none);
    show("more permits than the bound", more_permits);
    show("a barrier of none", no_parties);
    show("a tamer_once of nothing", no_function);
    show("a select without a channel", no_channel);
    show("a select of no kind", no_case);
    show("a group closed twice", closed_twice);
    show("a group never closed", forgotten_group);
    show("... in a thread", forgotten_in_a_thread);
    show("... with nothing in it", empty_group);
    return 0;
}
