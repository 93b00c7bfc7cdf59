/* SPDX-License-Identifier: BSD-3-Clause */
/* Row B3: fail-after (.timeout) and move-on-after (.on_timeout = TAMER_MOVE_ON), plain and tamed.
 * The clock is virtual. */
#include <stdbool.h>

#include "turns.h"

static TAMED async void nap(int n, double seconds)
{
    tamer_defer {
        printf("  nap %d over at %.1f\n", n, tamer_now());
    }
    await tamer_sleep(seconds);
}

static TAMED async void fail_after(double seconds)
{
    TAMER_SCOPE(scope, .timeout = seconds) {
        await nap(1, 5);
    }
    puts("  in time");
}

static TAMED async bool move_on_after(double seconds, bool fails)
{
    bool late = true;

    TAMER_SCOPE(scope, .timeout = seconds, .on_timeout = TAMER_MOVE_ON, .timed_out = &late) {
        nap_scoped(scope, 2, 3);
        if (fails)
            tamer_raise(EPROTO, "the body");
        await nap(3, 5);
        puts("  the body went through");
    }
    return late;
}

/* The error of a clean-up is no timeout. */
static TAMED async void fails_late(void)
{
    TAMER_SCOPE(scope, .timeout = 1, .on_timeout = TAMER_MOVE_ON) {
        tamer_defer {
            await failing(4, 1);
        }
        await nap(4, 5);
    }
}

static TAMED async void nested(void)
{
    bool outer = false, inner = true;

    TAMER_SCOPE(first, .timeout = 1, .on_timeout = TAMER_MOVE_ON, .timed_out = &outer) {
        TAMER_SCOPE(second, .timeout = 2, .on_timeout = TAMER_MOVE_ON, .timed_out = &inner) {
            await nap(5, 5);
        }
        puts("  went on: wrong");
    }
    printf("  outer %d, inner %d\n", outer, inner);
}

static void plain(void)
{
    bool late = false;

    TAMER_SCOPE(scope, .timeout = 1, .on_timeout = TAMER_MOVE_ON, .timed_out = &late) {
        nap_scoped(scope, 6, 3);
        printf("  before: %d\n", tamer_scope_timed_out(scope));
        nap(7, 5);
        printf("  after: %d\n", tamer_scope_timed_out(scope));
    }
    printf("  late %d\n", late);
}

int main(void)
{
    OWNED tamer_error *error = NULL;

    tamer_clock_virtual(0);
    puts("fail after");
    fail_after(9);
    printf("  %d\n", tamer_catch(&error, fail_after(1)));
    report(&error);
    puts("move on after");
    printf("  late %d\n", move_on_after(9, false));
    printf("  late %d\n", move_on_after(1, false));
    printf("  %d\n", tamer_catch(&error, move_on_after(1, true)));
    report(&error);
    printf("  %d\n", tamer_catch(&error, fails_late()));
    report(&error);
    puts("nested");
    nested();
    puts("plain");
    plain();
    return 0;
}
