/* SPDX-License-Identifier: BSD-3-Clause */
/* The same in tamed C, as one writes it. */
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
    {NULL, NULL},
};
