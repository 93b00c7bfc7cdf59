/* SPDX-License-Identifier: BSD-3-Clause */
/* Cases in which task groups are easily wrong: who gets an error that nobody has received, what
 * happens at a scope's end, several errors. Each in a plain and in a tamed function. The clock is
 * virtual. */
#include "turns.h"

/* Fails when it is cancelled. */
static TAMED async void failing_late(int n)
{
    tamer_defer {
        await turns(2);
        await failing(n, 0);
    }
    for (;;)
        await tamer_yield();
}

static TAMED async void failing_after(int n, double seconds)
{
    tamer_defer {
        await failing(n, 0);
    }
    await tamer_sleep(seconds);
}

static TAMED async void waiter(failing_late_delayed *result)
{
    tamer_defer {
        puts("  the waiter leaves");
    }
    await failing_late_get(result);
}

static TAMED async int passes_on(failing_delayed *result)
{
    return await failing_get(result);
}

static TAMED async void sleeper(int n, double seconds)
{
    tamer_defer {
        printf("  %d over at %.0f\n", n, tamer_now());
    }
    await tamer_sleep(seconds);
}

static TAMED async void spreads(tamer_scope *scope, int n)
{
    await turns(2);
    printf("  spreads %d\n", n);
    if (n > 0)
        spreads_scoped(scope, scope, n - 1);
    else
        await failing(n, 9);
}

#define KIND static TAMED async
#define WAIT await
#define CASE(name) tamed_##name
#include "scope_cases.h"
#undef KIND
#undef WAIT
#undef CASE

#define KIND static
#define WAIT
#define CASE(name) plain_##name
#include "scope_cases.h"

#define SHOW(name)                                                                                 \
    do {                                                                                           \
        puts(#name ", tamed");                                                                     \
        tamer_clock_virtual(0);                                                                    \
        tamer_catch(&error, tamed_##name());                                                       \
        report(&error);                                                                            \
        puts(#name ", plain");                                                                     \
        tamer_clock_virtual(0);                                                                    \
        tamer_catch(&error, plain_##name());                                                       \
        report(&error);                                                                            \
    } while (0)

int main(void)
{
    OWNED tamer_error *error = NULL;

    SHOW(cancelled_before_received);
    SHOW(cancelled_at_once);
    SHOW(timeout_at_the_end);
    SHOW(outer_timeout_at_the_end);
    SHOW(own_scope_at_the_end);
    SHOW(second_error);
    SHOW(error_after_timeout);
    SHOW(unwaited_and_failed);
    SHOW(many_errors);
    SHOW(first_errors);
    return 0;
}
