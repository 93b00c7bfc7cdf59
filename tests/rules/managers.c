/* SPDX-License-Identifier: BSD-3-Clause */
/* Context managers, around blocks of plain and of tamed functions; with leaves that never,
 * sometimes and always suspend. */
#include <stdbool.h>
#include <stdlib.h>

#include <tamer/sync.h>

#include "turns.h"

static enum { NEVER, ODD, ALWAYS } pauses;
static int paused, held_now;

static TAMED async void pause_here(void)
{
    if (pauses == ALWAYS || (pauses == ODD && ++paused % 2))
        await turns(1);
}

TAMER_MANAGES(held, int);

static TAMED async void held(held_manager *to, int n)
{
    await pause_here();
    held_now++;
    tamer_defer {
        held_now--;
        await pause_here();
    }
    await tamer_lend(to, n);
    await pause_here();
}

TAMER_MANAGES(takes, int);

enum taking { PASSES_ON, TAKES, REPLACES, FAILS_IN_DEFER, TAKINGS };

static TAMED async void takes(takes_manager *to, enum taking taking)
{
    OWNED tamer_error *error = NULL;

    held_now++;
    tamer_defer {
        held_now--;
        await pause_here();
        if (taking == FAILS_IN_DEFER)
            await failing(99, 0);
    }
    if (taking == PASSES_ON || taking == FAILS_IN_DEFER) {
        await tamer_lend(to, taking);
    } else if (tamer_catch(&error, await tamer_lend(to, taking))) {
        printf("  the manager has: %s\n", tamer_error_message(error));
        tamer_error_clear(&error);
        await pause_here();
        if (taking == REPLACES)
            tamer_raise(EIO, "instead of that");
    }
}

TAMER_MANAGES(mistaken, int);

enum mistake {
    FAILS,
    LENDS_NEVER,
    LENDS_TWICE,
    LENDS_IN_DEFER,
    LENDS_IN_TASK,
    FAILS_BEHIND,
    MISTAKES
};

static TAMED async void lends(mistaken_manager *to)
{
    await tamer_lend(to, 5);
}

static TAMED async void mistaken(mistaken_manager *to, enum mistake mistake)
{
    await pause_here();
    if (mistake == FAILS)
        await failing(1, 0);
    if (mistake == LENDS_TWICE || mistake == FAILS_BEHIND)
        await lends(to);
    if (mistake == LENDS_TWICE)
        await lends(to);
    if (mistake == FAILS_BEHIND)
        await failing(2, 1);
    if (mistake == LENDS_IN_DEFER) {
        tamer_defer {
            await lends(to);
        }
    }
    if (mistake == LENDS_IN_TASK) {
        TAMER_SCOPE(scope)
            lends_scoped(scope, to);
    }
}

TAMER_MANAGES(heart, const int *);

static TAMED async void beat(int *count, int fails_after)
{
    for (;; ++*count) {
        await turns(1);
        if (*count == fails_after)
            tamer_raise(EPIPE, "the heart stands still");
    }
}

static TAMED async void heart(heart_manager *to, int fails_after)
{
    int count = 0;

    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        beat_scoped(scope, &count, fails_after);
        await tamer_lend(to, &count);
    }
}

TAMER_MANAGES(time_limit, char);

static TAMED async void time_limit(time_limit_manager *to, bool *out_of_time)
{
    TAMER_SCOPE(scope, .timeout = 2.5, .on_timeout = TAMER_MOVE_ON, .timed_out = out_of_time) {
        await tamer_lend(to, 0);
    }
}

static tamer_mutex mutex = TAMER_MUTEX_INIT;

TAMER_MANAGES(locked, tamer_mutex *);

static TAMED async void locked(locked_manager *to, tamer_mutex *which)
{
    await tamer_mutex_lock(which);
    tamer_defer {
        tamer_mutex_unlock(which);
    }
    await tamer_lend(to, which);
}

static TAMED async void tamed_with_lock(void)
{
    TAMER_WITH(lock, locked, &mutex) {
        await pause_here();
        if (tamer_mutex_try_lock(lock))
            puts("  it was not locked");
        await failing(1, 1);
    }
}

static void plain_with_lock(void)
{
    TAMER_WITH(lock, locked, &mutex) {
        pause_here();
        if (tamer_mutex_try_lock(lock))
            puts("  it was not locked");
        failing(1, 1);
    }
}

TAMER_MANAGES(member, int);

enum { MEMBERS = 10 };

static int members_held, at_work, most_at_work;

/* What all members do at once takes a turn of each. */
static TAMED async void member_work(void)
{
    if (++at_work > most_at_work)
        most_at_work = at_work;
    tamer_defer {
        at_work--;
    }
    await turns(1);
}

static TAMED async void member(member_manager *to, int n, bool fails_to_enter, bool fails_to_leave)
{
    await member_work();
    if (fails_to_enter)
        tamer_raise(EPROTO, "no entrance for %d", n);
    members_held++;
    tamer_defer {
        members_held--;
    }
    await tamer_lend(to, n * n);
    await member_work();
    if (fails_to_leave)
        tamer_raise(EPROTO, "no way out for %d", n);
}

#define KIND static
#define WAIT
#define CASE(name) plain_##name
#include "manager_cases.h"
#undef KIND
#undef WAIT
#undef CASE
#define KIND static TAMED async
#define WAIT await
#define CASE(name) tamed_##name
#include "manager_cases.h"

/* ---- what only a tamed body can do ---- */

/* Neither takes a cancellation. */
static TAMED async int cancelled(enum taking taking)
{
    int reached = 0;

    TAMER_SCOPE(scope) {
        TAMER_WITH(a, takes, taking) {
            (void)a;
            reached = 1;
            tamer_cancel(scope);
            await pause_here();
            await turns(1);
            reached = 2;
        }
        reached = 3;
    }
    return reached;
}

/* A body that fails cancels the members where they lend. */
static TAMED async int group_fails(void)
{
    member_manager members[MEMBERS];

    TAMER_SCOPE(scope) {
        for (int i = 0; i < MEMBERS; i++)
            member_scoped(tamer_manager_in(scope, &members[i].base), &members[i], i, false, false);
        for (int i = 0; i < MEMBERS; i++)
            await tamer_manager_entered(&members[i].base);
        await failing(MEMBERS, 1);
    }
    return 1;
}

/* Members of a group go on when that is closed, or with its parent. */
static TAMED async int in_group(bool closes)
{
    member_manager members[3];
    int sum = 0;

    TAMER_SCOPE(scope) {
        tamer_scope *group = tamer_group_open(scope, NULL);

        for (int i = 0; i < 3; i++)
            member_scoped(tamer_manager_in(group, &members[i].base), &members[i], i, false, false);
        for (int i = 0; i < 3; i++)
            sum += await tamer_manager_entered(&members[i].base);
        sum = sum * 10 + members_held;
        if (closes)
            await tamer_group_close(group);
        sum = sum * 10 + members_held;
    }
    return sum * 10 + members_held;
}

/* ---- */

#define RUN(...)                                                                                   \
    do {                                                                                           \
        OWNED tamer_error *error = NULL;                                                           \
        int result = 0;                                                                            \
        tamer_catch(&error, result = __VA_ARGS__);                                                 \
        printf("%s: %d\n", #__VA_ARGS__, result);                                                  \
        if (error)                                                                                 \
            report(&error);                                                                        \
        if (held_now != 0 || members_held != 0)                                                    \
            printf("%d, %d are held\n", held_now, members_held);                                   \
    } while (0)

#define BOTH(name, ...)                                                                            \
    RUN(plain_##name(__VA_ARGS__));                                                                \
    RUN(tamed_##name(__VA_ARGS__))

/* Plain code above a tamed function. */
static TAMED async int nested(void)
{
    await pause_here();
    return plain_accompanied(-1) + plain_together(-1, -1);
}

static void run_all(void)
{
    BOTH(whole, );
    BOTH(returned, );
    for (enum taking taking = 0; taking < TAKINGS; taking++) {
        BOTH(fails, taking);
        RUN(cancelled(taking));
    }
    for (enum mistake mistake = 0; mistake < MISTAKES; mistake++) {
        BOTH(badly_managed, mistake);
    }
    BOTH(accompanied, -1);
    BOTH(accompanied, 2);
    BOTH(limited, 1);
    BOTH(limited, 5);
    BOTH(lock_released, );
    BOTH(together, -1, -1);
    BOTH(together, 3, 7);
    RUN(group_fails());
    RUN(in_group(true));
    RUN(in_group(false));
    RUN(nested());
}

int main(void)
{
    tamer_clock_virtual(0);
    for (int i = NEVER; i <= ALWAYS; i++) {
        pauses = i;
        printf("---- %s\n", i == NEVER ? "never" : i == ODD ? "odd" : "always");
        run_all();
    }
    return 0;
}
