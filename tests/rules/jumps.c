/* SPDX-License-Identifier: BSD-3-Clause */
/* longjmp from plain code out of calls that have waited: what they kept from running runs, what the
 * thread does afterwards is as if they had ended. */
#include <setjmp.h>

#include "turns.h"

static jmp_buf landing;

/* By another name: tamerc warns of longjmp. */
static __typeof__(longjmp) *const go = longjmp;

static void jump(int value)
{
    go(landing, value);
}

static TAMED async int jumps_after(int count)
{
    await turns(count);
    jump(count);
    return 0;
}

/* ---- tasks that a call within a call keeps back ---- */

static TAMED async void counts(const char *name, int count)
{
    for (int i = 0; i < count; i++) {
        printf("  %s %d\n", name, i);
        await tamer_yield();
    }
}

static int lands_in_plain(int count)
{
    volatile int way = setjmp(landing);

    if (way == 0)
        return jumps_after(count);
    puts("  landed");
    return way;
}

static TAMED async int calls_plain(int count)
{
    await tamer_yield();
    count = lands_in_plain(count);
    puts("  above");
    await tamer_yield();
    return count;
}

static void kept_back(void)
{
    TAMER_SCOPE(scope) {
        counts_scoped(scope, "first", 3);
        counts_scoped(scope, "second", 2);
        printf("  %d\n", calls_plain(3));
        puts("  at the end");
    }
}

/* ---- out of two calls at once, the inner one of which keeps tasks back ---- */

static int within(int count)
{
    return jumps_after(count);
}

static TAMED async int calls_within(int count)
{
    await tamer_yield();
    return within(count);
}

static void two_at_once(void)
{
    TAMER_SCOPE(scope) {
        counts_scoped(scope, "task", 3);
        if (setjmp(landing) == 0)
            calls_within(2);
        puts("  landed");
        tamer_yield();
        puts("  at the end");
    }
}

/* ---- a shield that was left ---- */

static TAMED async void jumps_from_defer(tamer_scope *scope)
{
    tamer_defer {
        tamer_cancel(scope);
        await turns(2);
        puts("  shielded");
        jump(1);
    }
    await turns(1);
}

static void lands_unshielded(tamer_scope *scope)
{
    if (setjmp(landing) == 0)
        jumps_from_defer(scope);
}

static TAMED async void shield(void)
{
    TAMER_SCOPE(scope) {
        await turns(1);
        lands_unshielded(scope);
        puts("  landed");
        await turns(1);
        puts("  not cancelled: wrong");
    }
}

/* ---- time passes ---- */

static TAMED async void jumps_late(double seconds)
{
    await tamer_sleep(seconds);
    jump(1);
}

static void time_passes(void)
{
    double began = tamer_now();

    for (volatile int i = 0; i < 3; i++)
        if (setjmp(landing) == 0)
            jumps_late(0.5);
    tamer_sleep(0.25);
    printf("  %.2f s\n", tamer_now() - began);
}

int main(void)
{
    puts("kept back");
    kept_back();
    puts("two at once");
    two_at_once();
    puts("a shield");
    shield();
    puts("time");
    tamer_clock_virtual(100);
    time_passes();
    return 0;
}
