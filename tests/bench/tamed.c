/* SPDX-License-Identifier: BSD-3-Clause */
/* The same in tamed C, as one writes it. */
#include <tamer/calls.h>
#include <tamer/sync.h>

#include "bench.h"
#include "callee.h"

static TAMED async long inlinable(long i)
{
    if (i < 0)
        await tamed_wait();
    return i ^ 5;
}

static TAMED async long sync_inlinable(long n)
{
    long sum = 0;

    for (long i = 0; i < n; i++)
        sum += await inlinable(i);
    return sum;
}

static TAMED async long sync_call(long n)
{
    long sum = 0;

    for (long i = 0; i < n; i++)
        sum += await tamed_callee(i);
    return sum;
}

static TAMED async long fib(long n)
{
    return n < 2 ? n : await fib(n - 1) + await fib(n - 2);
}

static TAMED async long turns(long n)
{
    while (n-- > 0)
        await tamer_yield();
    return 0;
}

static long yield_crowd(long n)
{
    TAMER_SCOPE(scope) {
        for (int i = 0; i < BENCH_CROWD; i++)
            turns_scoped(scope, n / BENCH_CROWD);
    }
    return 0;
}

/* The innermost call waits n times. */
static TAMED async long chain(int depth, long n)
{
    if (depth == 1)
        return await turns(n);
    return await chain(depth - 1, n) + 1;
}

static TAMED async long through(int depth, long n)
{
    long sum = 0;

    for (long i = 0; i < n; i++)
        sum += await chain(depth, 1);
    return sum;
}

static long through_1(long n)
{
    return through(1, n);
}

static long through_10(long n)
{
    return through(10, n);
}

static long through_100(long n)
{
    return through(100, n);
}

static long leaf_1(long n)
{
    return chain(1, n);
}

static long leaf_10(long n)
{
    return chain(10, n);
}

static long leaf_100(long n)
{
    return chain(100, n);
}

static TAMED async long at_once(long i)
{
    if (i < 0)
        await tamer_yield();
    return i;
}

static TAMED async long once(long i)
{
    await tamer_yield();
    return i;
}

/* Schedules, runs and joins one task after the other. */
static TAMED async long spawn_at_once(long n)
{
    long sum = 0;
    at_once_delayed slot;

    TAMER_SCOPE(scope, .start = TAMER_EAGER) {
        for (long i = 0; i < n; i++) {
            at_once_scoped_into(scope, &slot, i);
            sum += await at_once_get(&slot);
        }
    }
    return sum;
}

static TAMED async long spawn(enum tamer_start start, long n)
{
    long sum = 0;
    once_delayed slot;

    TAMER_SCOPE(scope, .start = start) {
        for (long i = 0; i < n; i++) {
            once_scoped_into(scope, &slot, i);
            sum += await once_get(&slot);
        }
    }
    return sum;
}

static long spawn_eager(long n)
{
    return spawn(TAMER_EAGER, n);
}

static long spawn_queued(long n)
{
    return spawn(TAMER_QUEUED, n);
}

/* ---- channels ---- */

static TAMED async void answer(tamer_channel *ask, tamer_channel *tell)
{
    long i;

    while (await tamer_channel_receive(ask, &i) > 0)
        await tamer_channel_send(tell, &i);
}

/* To another task and back. */
static TAMED async long ask(tamer_channel *there, tamer_channel *back, long n)
{
    long sum = 0, i, answered;

    for (i = 0; i < n; i++) {
        await tamer_channel_send(there, &i);
        await tamer_channel_receive(back, &answered);
        sum += answered;
    }
    tamer_channel_close(there);
    return sum;
}

static long ping_pong(long n)
{
    tamer_channel there, back;
    long sum = 0;

    if (tamer_channel_init(&there, sizeof(long), 0) < 0 ||
        tamer_channel_init(&back, sizeof(long), 0) < 0)
        return 0;
    TAMER_SCOPE(scope) {
        answer_scoped(scope, &there, &back);
        sum = ask(&there, &back, n);
    }
    tamer_channel_destroy(&there);
    tamer_channel_destroy(&back);
    return sum;
}

static TAMED async void produce(tamer_channel *channel, long n)
{
    for (long i = 0; i < n; i++)
        await tamer_channel_send(channel, &i);
    tamer_channel_close(channel);
}

static TAMED async long consume(tamer_channel *channel)
{
    long sum = 0, i;

    while (await tamer_channel_receive(channel, &i) > 0)
        sum += i;
    return sum;
}

static long buffered(long n)
{
    tamer_channel channel;
    long sum = 0;

    if (tamer_channel_init(&channel, sizeof(long), 128) < 0)
        return 0;
    TAMER_SCOPE(scope) {
        produce_scoped(scope, &channel, n);
        sum = consume(&channel);
    }
    tamer_channel_destroy(&channel);
    return sum;
}

/* ---- generators ---- */

TAMER_GENERATES(numbers, long);

static TAMED async void numbers(numbers_generator *to, long n)
{
    for (long i = 0; i < n; i++)
        await tamer_give(to, i);
}

static TAMED async long each(long n)
{
    long sum = 0;

    TAMER_EACH(i, numbers, n)
        sum += i;
    return sum;
}

static long each_plain(long n)
{
    long sum = 0;

    TAMER_EACH(i, numbers, n)
        sum += i;
    return sum;
}

/* ---- combinators ---- */

enum { TOGETHER = 10 };

static TAMED async long one_turn(long i)
{
    await tamer_yield();
    return i;
}

/* n results, ten at a time. */
static TAMED async long gather(long n)
{
    long sum = 0;

    for (long i = 0; i < n; i += TOGETHER) {
        one_turn_delayed slots[TOGETHER];

        TAMER_SCOPE(scope, .start = TAMER_EAGER) {
            for (int k = 0; k < TOGETHER; k++)
                one_turn_scoped_into(scope, &slots[k], i + k);
            sum += (long)await tamer_gather(TAMER_RESULTS_IN(slots, TOGETHER));
        }
    }
    return sum;
}

/* n races of two. */
static TAMED async long race(long n)
{
    long sum = 0;

    for (long i = 0; i < n; i++) {
        one_turn_delayed slots[2];

        TAMER_SCOPE(scope, .start = TAMER_EAGER) {
            one_turn_scoped_into(scope, &slots[0], i);
            one_turn_scoped_into(scope, &slots[1], i);
            sum += await tamer_race(TAMER_RESULTS_IN(slots, 2));
        }
    }
    return sum;
}

static TAMED async void add(void *data, size_t index)
{
    *(long *)data += await one_turn((long)index);
}

/* n calls, eight at once. */
static long map(long n)
{
    long sum = 0;

    tamer_map((size_t)n, add, &sum, &(tamer_map_options){.limit = 8});
    return sum;
}

const struct bench_row tamed_rows[] = {

    {"inlinable", sync_inlinable},
    {"noinline", sync_call},
    {"fib", fib},
    {"yield-1", turns},
    {"yield-1000", yield_crowd},
    {"through-1", through_1},
    {"through-10", through_10},
    {"through-100", through_100},
    {"leaf-1", leaf_1},
    {"leaf-10", leaf_10},
    {"leaf-100", leaf_100},
    {"spawn-at-once", spawn_at_once},
    {"spawn-eager", spawn_eager},
    {"spawn-queued", spawn_queued},
    {"ping-pong", ping_pong},
    {"buffered", buffered},
    {"each", each},
    {"each-plain", each_plain},
    {"gather", gather},
    {"race", race},
    {"map", map},
    {NULL, NULL},
};
