/* SPDX-License-Identifier: BSD-3-Clause */
/* A delayed result is pending, done, failed or cancelled. Waiting gives the value, any number of
 * times and from any number of waiters; raises the original error to each; raises ECANCELED. */
#include "turns.h"

static TAMED async void waiter(int n, work_delayed *good, failing_delayed *bad)
{
    OWNED tamer_error *error = NULL;

    printf("  waiter %d: %d, ", n, await work_get(good));
    printf("again %d\n", await work_get(good));
    if (tamer_catch(&error, await failing_get(bad)))
        printf("  waiter %d: %s\n", n, tamer_error_message(error));
    tamer_error_clear(&error);
    await turns(2);
    if (tamer_catch(&error, await failing_get(bad)))
        printf("  waiter %d again: %s\n", n, tamer_error_message(error));
    tamer_error_clear(&error);
}

static TAMED async void many_waiters(void)
{
    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        work_delayed *good = work_scoped(scope, 7, 4);
        failing_delayed *bad = failing_scoped(scope, 8, 8);

        printf("  %s %s\n", state_name(&good->base), state_name(&bad->base));
        for (int i = 1; i <= 3; i++)
            waiter_scoped(scope, i, good, bad);
        await work_get(good);
        printf("  %s %s, value %d, error %s\n", state_name(&good->base), state_name(&bad->base),
               *work_value(good), tamer_delayed_error(&bad->base) ? "there" : "not there");
        await turns(12);
        printf("  %s %s: %s\n", state_name(&good->base), state_name(&bad->base),
               tamer_error_message(tamer_delayed_error(&bad->base)));
    }
}

static TAMED async void cancelled_result(void)
{
    OWNED tamer_error *error = NULL;
    SLOT work_delayed slot = {0};

    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        work_scoped_into(scope, &slot, 1, 100);
        await turns(2);
    }
    printf("  %s, value %s\n", state_name(&slot.base), work_value(&slot) ? "there" : "not there");
    if (tamer_catch(&error, await work_get(&slot)))
        printf("  %s\n", tamer_error_code(error) == ECANCELED ? "ECANCELED" : "another error");
    tamer_error_clear(&error);
}

static void plain(void)
{
    OWNED tamer_error *error = NULL;
    SLOT failing_delayed bad = {0};
    SLOT work_delayed good = {0};

    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        work_scoped_into(scope, &good, 9, 2);
        failing_scoped_into(scope, &bad, 10, 4);
        printf("  %d %d\n", work_get(&good), work_get(&good));
        for (int i = 0; i < 2; i++)
            if (tamer_catch(&error, failing_get(&bad)))
                report(&error);
    }
    printf("  %d\n", work_get(&good));
    if (tamer_catch(&error, failing_get(&bad)))
        report(&error);
}

int main(void)
{
    many_waiters();
    cancelled_result();
    plain();
    return 0;
}
