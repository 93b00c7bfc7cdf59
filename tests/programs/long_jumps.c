/* SPDX-License-Identifier: BSD-3-Clause */
/* longjmp in plain code, past tamed functions that have waited or not: what is called afterwards
 * runs. */
#include <setjmp.h>
#include <signal.h>

#include "leaves.h"

#define TRY(buffer, ...)                                                                           \
    do {                                                                                           \
        if (setjmp(buffer) == 0) {                                                                 \
            __VA_ARGS__                                                                            \
        }                                                                                          \
    } while (0)

static jmp_buf outer, inner;
static sigjmp_buf with_signals;

/* tamerc warns of calls by name. */
static __typeof__(longjmp) *const go = longjmp;
static __typeof__(siglongjmp) *const go_with_signals = siglongjmp;

static void jump(jmp_buf to, int value)
{
    go(to, value);
}

/* Never waits. */
static TAMED tamer_async int throws(int depth, int value)
{
    int kept = depth;

    if (depth > 0)
        return await throws(depth - 1, value) + kept;
    jump(value > 100 ? outer : inner, value);
    return kept;
}

static TAMED tamer_async int adds(int a, int b)
{
    return await leaf(a) + await leaf(b);
}

static int caught(int depth, int value)
{
    int way = setjmp(inner);

    switch (way) {
    case 0:
        return throws(depth, value);
    case 3:
        return adds(way, 1000);
    default:
        return adds(way, 2000);
    }
}

static int twice(int value)
{
    if (setjmp(outer))
        return adds(value, 1);
    if (setjmp(inner) != 0)
        throws(2, 101);
    throws(1, value);
    return -1;
}

static int in_macro(int value)
{
    volatile int sum = 0;

    for (volatile int i = 0; i < 3; i++) {
        TRY(inner, sum += throws(i, value););
        sum += adds(i, value);
    }
    return sum;
}

static int first_thing(int value)
{
    setjmp(inner) ? (void)adds(value, 1) : (void)throws(value, 5);
    return adds(value, 2);
}

static int signals(int value)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    if (sigsetjmp(with_signals, 1) == 0) {
        sigprocmask(SIG_BLOCK, &set, NULL);
        go_with_signals(with_signals, value);
    }
    sigprocmask(SIG_BLOCK, NULL, &set);
    return adds(sigismember(&set, SIGUSR1), value);
}

static TAMED tamer_async int above(int value)
{
    int before = await leaf(value), within = caught(value, before);

    return within + await leaf(1) + before;
}

/* ---- past calls that have waited ---- */

static TAMED tamer_async int throws_late(int depth, int value)
{
    int kept = await leaf(depth);

    if (depth > 0)
        return await throws_late(depth - 1, value) + await leaf(kept);
    kept += await leaf(1);
    jump(value > 100 ? outer : inner, value);
    return kept;
}

static int caught_late(int depth, int value)
{
    volatile int before = adds(depth, 1);
    int way = setjmp(inner);

    if (way == 0)
        return throws_late(depth, value);
    return adds(way, before);
}

/* The wait of throws_late is a call within a call. */
static int through_plain(int value)
{
    return throws_late(2, value) + 1;
}

static TAMED tamer_async int deep(int value)
{
    int before = await leaf(value);

    return through_plain(value) + await leaf(before);
}

static int caught_from_deep(int value)
{
    if (setjmp(outer))
        return adds(value, 1);
    return deep(value);
}

static TAMED tamer_async int above_late(int value)
{
    int before = await leaf(value);
    int within = caught_late(value, before);

    within += await leaf(2) + caught_from_deep(value + 100);
    return within + await leaf(1) + before;
}

/* From the frame that is resumed last, which is not the first one. */
static TAMED tamer_async int throws_above(int value)
{
    int kept = await leaf(value);

    kept += await step(kept);
    jump(inner, kept);
    return 0;
}

static int often(int value)
{
    volatile int sum = 0;

    for (volatile int i = 0; i < 1000; i++)
        TRY(inner, sum += throws_late(i % 4, value););
    TRY(inner, sum += throws_above(value););
    return adds(sum, value);
}

int main(void)
{
    printf("%d %d\n", caught(0, 3), caught(40, 7));
    printf("%d %d\n", twice(9), in_macro(4));
    printf("%d %d\n", first_thing(2), signals(6));
    printf("%d %d\n", above(3), above(4));
    printf("%d %d\n", caught_late(0, 3), caught_late(40, 7));
    printf("%d %d\n", caught_from_deep(200), often(4));
    printf("%d %d\n", above_late(3), above_late(4));
    return 0;
}
