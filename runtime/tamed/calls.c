/* SPDX-License-Identifier: BSD-3-Clause */
/* Races of calls, and calls made again. */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <tamer/calls.h>
#include <tamer/combine.h>
#include <tamer/tamer.h>

#include "arrivals.h"
#include "error.h"
#include "mem.h"
#include "misuse.h"
#include "options.h"

/* ---- one of many ---- */

static TAMED async void call(tamer_action action, void *data, tamer_size index)
{
    await action(data, index);
}

static TAMED async tamer_ssize one_of(tamer_size count, tamer_action action, void *data,
                                      bool successful)
{
    call_delayed *calls;
    tamer_results results = {NULL, count, sizeof *calls};
    tamer_ssize first = 0;

    if (!action)
        tmr_misuse(successful ? "tamer_first_success_calls" : "tamer_race_calls",
                   "there is nothing to call: the function is NULL");
    if (count > PTRDIFF_MAX / sizeof *calls)
        tamer_raise(EINVAL, "a race of too many calls");
    calls = tmr_alloc(count * sizeof *calls + 1);
    if (!calls)
        await tmr_reraise(tmr_error_nomem());
    results.first = calls;

    tamer_defer {
        free(calls);
    }
    tamer_defer {
        for (tamer_size i = 0; i < count; i++)
            tamer_delayed_clear(&calls[i].base);
    }
    memset(calls, 0, count * sizeof *calls);
    TAMER_SCOPE(race, .on_error = TAMER_CONTINUE) {
        for (tamer_size i = 0; i < count; i++)
            call_scoped_into(race, &calls[i], action, data, i);
        if (successful)
            first = await tamer_first_success(results);
        else
            first = await tamer_race(results);
    }
    return first;
}

TAMED async tamer_ssize tamer_race_calls(tamer_size count, tamer_action action, void *data)
{
    return await one_of(count, action, data, false);
}

TAMED async tamer_ssize tamer_first_success_calls(tamer_size count, tamer_action action, void *data)
{
    return await one_of(count, action, data, true);
}

/* ---- again ---- */

enum { CAUSES_MOST = 16, ATTEMPTS = 3, FACTOR = 2 };

/* A call of tamer_retry. */
struct retry {
    tamer_retry_options options;
    double delay;                     /* before the next attempt */
    uint64_t random;                  /* state of the generator */
    tamer_error *errors[CAUSES_MOST]; /* owned; that of an attempt at its number, modulo this */
    tamer_size count;                 /* attempts that failed */
};

/* splitmix64; from 0 to less than 1. */
static double next_random(struct retry *retry)
{
    uint64_t bits = retry->random += UINT64_C(0x9e3779b97f4a7c15);

    bits = (bits ^ (bits >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    bits = (bits ^ (bits >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (double)((bits ^ (bits >> 31)) >> 11) * 0x1p-53;
}

/* Takes the error; that of 16 attempts ago goes. */
static void add_error(struct retry *retry, tamer_error *error)
{
    tamer_error **place = &retry->errors[retry->count++ % CAUSES_MOST];

    tamer_error_clear(place);
    *place = error;
}

/* All of them, the last first. */
static tamer_error *join_errors(struct retry *retry)
{
    tamer_error *all = NULL;

    for (tamer_size i = retry->count; i > 0 && retry->count - i < CAUSES_MOST; i--)
        all = tmr_error_join(all, tmr_error_take(&retry->errors[(i - 1) % CAUSES_MOST]));
    return all;
}

static bool goes_on(const struct retry *retry, void *data, const tamer_error *error)
{
    const tamer_retry_options *options = &retry->options;

    if (options->attempts != TAMER_ENDLESS && retry->count + 1 >= options->attempts)
        return false;
    return !options->again || options->again(data, retry->count, error);
}

/* How long to wait now, and the next time. */
static double next_delay(struct retry *retry)
{
    const tamer_retry_options *options = &retry->options;
    double delay = retry->delay;

    retry->delay *= options->factor;
    if (options->max_delay > 0 && delay > options->max_delay)
        retry->delay = delay = options->max_delay;
    return delay * (1 - options->jitter * next_random(retry));
}

static void check_options(const tamer_retry_options *options)
{
    tmr_options_check_time(options->delay, ".delay", "tamer_retry");
    tmr_options_check_time(options->max_delay, ".max_delay", "tamer_retry");
    tmr_options_check_time(options->factor, ".factor", "tamer_retry");
    tmr_options_check_time(options->jitter, ".jitter", "tamer_retry");
    tmr_options_check_time(options->timeout, ".timeout", "tamer_retry");
}

static void set_options(struct retry *retry, const tamer_retry_options *options)
{
    if (options)
        retry->options = *options;
    check_options(&retry->options);
    if (retry->options.attempts == 0)
        retry->options.attempts = ATTEMPTS;
    if (retry->options.factor == 0)
        retry->options.factor = FACTOR;
    retry->delay = retry->options.delay;
    retry->random = retry->options.seed;
    if (retry->random == 0 && !tamer_clock_is_virtual()) {
        double now = tamer_now();

        memcpy(&retry->random, &now, sizeof now);
    }
}

static TAMED async void attempt(tamer_action action, void *data, tamer_size index, double timeout)
{
    if (timeout > 0) {
        TAMER_SCOPE(attempt, .timeout = timeout)
            await action(data, index);
    } else {
        await action(data, index);
    }
}

TAMED async tamer_size tamer_retry(tamer_action action, void *data,
                                   const tamer_retry_options *options)
{
    struct retry retry = {.count = 0};

    tamer_defer {
        for (int i = 0; i < CAUSES_MOST; i++)
            tamer_error_clear(&retry.errors[i]);
    }
    if (!action)
        tmr_misuse("tamer_retry", "there is nothing to call: the function is NULL");
    set_options(&retry, options);
    for (;;) {
        tamer_error *error = NULL;
        bool again;

        if (!tamer_catch(&error, await attempt(action, data, retry.count, retry.options.timeout)))
            return retry.count + 1;
        again = goes_on(&retry, data, error);
        add_error(&retry, error);
        if (!again)
            await tmr_reraise(join_errors(&retry));
        await tamer_sleep(next_delay(&retry));
    }
}
