/* SPDX-License-Identifier: BSD-3-Clause */
/* Row B11: every order in which three tasks can finish or fail, and every turn at which a
 * combinator can be cancelled, or a task beside it can fail: the right one wins, nothing is lost,
 * and every task has ended and cleaned up when the combinator has. */
#include <stdbool.h>

#include <tamer/calls.h>

#include "turns.h"

enum { TASKS = 3, LONGEST = 4 };

static int live;

/* Cleans up for a turn. */
static TAMED async int run(int n, int count, bool fails)
{
    live++;
    tamer_defer {
        await turns(1);
        live--;
    }
    await turns(count);
    if (fails)
        tamer_raise(EPROTO, "%d", n);
    return n;
}

/* ---- orders ---- */

struct plan {
    int counts[TASKS];
    bool fails[TASKS];
};

/* The first to finish, of those that are `successful` only if so asked; -1: none. */
static int first_of(const struct plan *plan, bool successful)
{
    int first = -1;

    for (int i = 0; i < TASKS; i++)
        if (!(successful && plan->fails[i]) && (first < 0 || plan->counts[i] < plan->counts[first]))
            first = i;
    return first;
}

static TAMED async void start(tamer_scope *scope, const struct plan *plan, run_delayed **list)
{
    for (int i = 0; i < TASKS; i++)
        list[i] = run_scoped(scope, i, plan->counts[i], plan->fails[i]);
    await tamer_yield();
}

static TAMED async bool race_is_right(const struct plan *plan, bool successful)
{
    int first = first_of(plan, successful);
    bool fails = first < 0 || plan->fails[first], right = true;
    OWNED tamer_error *error = NULL, *others = NULL;
    run_delayed *list[TASKS];
    tamer_ssize winner = -1;

    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE, .error = &others) {
        await start(scope, plan, list);
        if (successful)
            tamer_catch(&error, winner = await tamer_first_success(TAMER_RESULTS_OF(list, TASKS)));
        else
            tamer_catch(&error, winner = await tamer_race(TAMER_RESULTS_OF(list, TASKS)));
        right = live == 0;
    }
    right = right && (error != NULL) == fails && (fails || winner == first);
    if (error && !successful)
        right = right && tamer_error_message(error)[0] == '0' + first;
    if (error && successful)
        right = right && tamer_error_count(error) == TASKS;
    tamer_error_clear(&others); /* of who lost by a hair */
    tamer_error_clear(&error);
    return right;
}

static TAMED async bool gather_is_right(const struct plan *plan)
{
    run_delayed *list[TASKS];
    bool right = true;

    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        size_t failed = 0;

        await start(scope, plan, list);
        for (int i = 0; i < TASKS; i++)
            failed += plan->fails[i];
        right = await tamer_gather(TAMER_RESULTS_OF(list, TASKS)) == failed && live == 0;
        for (int i = 0; i < TASKS; i++)
            right = right && (run_value(list[i]) != NULL) == !plan->fails[i];
    }
    return right;
}

/* In the order of their turns; of the same turn, in that of scheduling. */
static TAMED async bool arrivals_are_right(const struct plan *plan)
{
    run_delayed *list[TASKS];
    bool right = true;

    TAMER_SCOPE(scope, .on_error = TAMER_IGNORE) {
        await start(scope, plan, list);
        tamer_arrivals *arrivals = tamer_arrivals_open(scope, TAMER_RESULTS_OF(list, TASKS));
        int before = -1;
        for (tamer_ssize i; (i = await tamer_arrivals_next(arrivals)) >= 0;) {
            int key = plan->counts[i] * TASKS + (int)i;

            right = right && key > before;
            before = key;
        }
    }
    return right;
}

static TAMED async void all_orders(void)
{
    int orders = 0, wrong = 0;

    for (int i = 0; i < LONGEST * LONGEST * LONGEST * 8; i++) {
        struct plan plan = {{i % LONGEST, i / LONGEST % LONGEST, i / LONGEST / LONGEST % LONGEST},
                            {(i >> 6) & 1, (i >> 7) & 1, (i >> 8) & 1}};

        orders++;
        wrong += !await race_is_right(&plan, false);
        wrong += !await race_is_right(&plan, true);
        wrong += !await gather_is_right(&plan);
        wrong += !await arrivals_are_right(&plan);
    }
    printf("  %d orders, wrong %d\n", orders, wrong);
}

/* ---- cancelled at every turn ---- */

static TAMED async void call(void *data, size_t index)
{
    (void)data;
    await run((int)index, (int)index % 3 + 1, index == 4);
}

static TAMED async void fails_twice(void *data, size_t index)
{
    (void)data;
    await run((int)index, 1, index < 2);
}

static TAMED async void everything(int *finished)
{
    OWNED tamer_error *error = NULL;

    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        run_delayed *list[TASKS];
        struct plan plan = {{3, 1, 6}, {false, true, false}};

        await start(scope, &plan, list);
        await tamer_first_success(TAMER_RESULTS_OF(list, TASKS));
        plan.fails[1] = false;
        await start(scope, &plan, list);
        await tamer_race(TAMER_RESULTS_OF(list, TASKS));
        await start(scope, &plan, list);
        await tamer_gather_or_raise(TAMER_RESULTS_OF(list, TASKS));
        TAMER_SCOPE(rest, .exit = TAMER_CANCEL) {
            await start(scope, &plan, list);
            tamer_arrivals *arrivals = tamer_arrivals_open(rest, TAMER_RESULTS_OF(list, TASKS));
            await tamer_arrivals_next(arrivals);
            await tamer_arrivals_next(arrivals);
        }
    }
    if (tamer_catch(&error, await tamer_map(9, call, NULL, &(tamer_map_options){.limit = 3})))
        tamer_error_clear(&error);
    await tamer_map(9, call, NULL, &(tamer_map_options){.limit = 2, .on_error = TAMER_IGNORE});
    await tamer_first_success_calls(3, fails_twice, NULL);
    await tamer_race_calls(3, call, NULL);
    await tamer_retry(fails_twice, NULL, NULL);
    ++*finished;
}

enum how { CANCELLED, FAILED, SIBLING };

static TAMED async void interrupted(enum how how, int after, int *finished)
{
    TAMER_SCOPE(scope, .exit = how == CANCELLED ? TAMER_CANCEL : TAMER_WAIT) {
        everything_scoped(scope, finished);
        if (how == SIBLING)
            failing_scoped(scope, 1, after);
        else
            await turns(after);
        if (how == FAILED)
            tamer_raise(EPROTO, "the body");
    }
}

static void at_every_turn(void)
{
    int places = 0, wrong = 0, on_its_way = 0, finished = 0;

    for (enum how how = CANCELLED; how <= SIBLING; how++)
        for (int after = 0; after < 120; after++) {
            OWNED tamer_error *error = NULL;
            int before = finished;

            tamer_catch(&error, interrupted(how, after, &finished));
            wrong += live != 0 || (how != CANCELLED && !error);
            on_its_way += how == CANCELLED && error;
            live = 0;
            places += finished == before;
            tamer_error_clear(&error);
        }
    printf("  %d places, wrong %d, an error on its way that is not lost %d, up to the end: %s\n",
           places, wrong, on_its_way, finished > 0 ? "yes" : "no");
}

int main(void)
{
    puts("orders");
    all_orders();
    puts("at every turn");
    at_every_turn();
    return 0;
}
