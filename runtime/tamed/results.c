/* SPDX-License-Identifier: BSD-3-Clause */
/* Combinators over delayed results. */
#include <errno.h>

#include <tamer/tamer.h>

#include "arrivals.h"
#include "error.h"
#include "loop.h"
#include "mem.h"
#include "scope.h"

/* For the time of a call: the caller will ask for the results. */
static TAMED async tamer_arrivals *open_list(tamer_results results, const char *function)
{
    tamer_arrivals *arrivals;

    tmr_results_check(results, function);
    if (tmr_results_own(results))
        tamer_raise(EDEADLK, "%s: a task waits for its own end", function);
    arrivals = tmr_arrivals_new(results, true);
    if (!arrivals)
        await tmr_reraise(tmr_error_nomem());
    return arrivals;
}

/* All have finished: this does not wait. */
static TAMED async void raise_all(tamer_results results)
{
    tamer_error *all = NULL;

    for (tamer_size i = 0; i < results.count; i++) {
        tamer_delayed *delayed = tmr_results_at(results, i);
        tamer_error *error = NULL;

        if (delayed && tamer_catch(&error, await tmr_receive(delayed)))
            all = tmr_error_join(all, error);
    }
    if (all)
        await tmr_reraise(all);
}

static TAMED async void wait_for_all(tamer_results results, const char *function)
{
    tamer_arrivals *arrivals = await open_list(results, function);

    tamer_defer {
        tmr_arrivals_end(arrivals);
    }
    await tmr_arrivals_all(arrivals);
}

TAMED async tamer_size tamer_gather(tamer_results results)
{
    tamer_size failed = 0;

    await wait_for_all(results, "tamer_gather");
    for (tamer_size i = 0; i < results.count; i++) {
        tamer_delayed *delayed = tmr_results_at(results, i);

        if (delayed && tamer_catch(NULL, await tmr_receive(delayed)))
            failed++;
    }
    return failed;
}

TAMED async void tamer_gather_or_raise(tamer_results results)
{
    await wait_for_all(results, "tamer_gather_or_raise");
    await raise_all(results);
}

TAMED async tamer_ssize tamer_race(tamer_results results)
{
    tamer_arrivals *arrivals = await open_list(results, "tamer_race");
    tamer_ssize first;

    tamer_defer {
        tmr_arrivals_end(arrivals);
    }
    tamer_defer {
        tmr_arrivals_cancel(arrivals);
        await tmr_arrivals_rest(arrivals);
    }
    first = await tamer_arrivals_next(arrivals);
    if (first < 0)
        tamer_raise(EINVAL, "tamer_race: there is no result");
    await tmr_receive(tmr_results_at(results, (tamer_size)first));
    return first;
}

TAMED async tamer_ssize tamer_first_success(tamer_results results)
{
    tamer_arrivals *arrivals = await open_list(results, "tamer_first_success");
    tamer_ssize next;

    tamer_defer {
        tmr_arrivals_end(arrivals);
    }
    tamer_defer {
        tmr_arrivals_cancel(arrivals);
        await tmr_arrivals_rest(arrivals);
    }
    while ((next = await tamer_arrivals_next(arrivals)) >= 0)
        if (!tamer_catch(NULL, await tmr_receive(tmr_results_at(results, (tamer_size)next))))
            return next;
    await raise_all(results);
    tamer_raise(EINVAL, "tamer_first_success: there is no result");
}

/* ---- iterating ---- */

static TAMED async void keep(tamer_arrivals *arrivals)
{
    await tmr_arrivals_rest(arrivals);
}

/* It begins at once, and so does its work if it is cancelled before its first turn. */
static void keep_in(tamer_scope *scope, tamer_arrivals *arrivals)
{
    static const tamer_scope_options options = {.start = TAMER_EAGER, .name = "tamer_arrivals"};

    keep_scoped_into(tamer_group_open(scope, &options), NULL, arrivals);
}

tamer_arrivals *tamer_arrivals_open(tamer_scope *scope, tamer_results results)
{
    static tamer_arrivals none; /* never changes */
    tamer_arrivals *arrivals;

    tmr_scope_check(scope, "tamer_arrivals_open");
    tmr_results_check(results, "tamer_arrivals_open");
    if (tmr_results_own(results))
        tmr_misuse("tamer_arrivals_open", "a task waits for its own end");
    arrivals = tmr_arrivals_new(results, false);
    if (!arrivals) {
        tmr_task_starve(tmr_task_current());
        return &none;
    }
    if (scope->cancelled) {
        tmr_arrivals_cancel(arrivals);
        tmr_arrivals_end(arrivals);
        return &none;
    }
    arrivals->next_of_scope = tmr_scope_more(scope)->arrivals;
    scope->more->arrivals = arrivals;
    if (arrivals->pending > 0)
        keep_in(scope, arrivals);
    return arrivals;
}
