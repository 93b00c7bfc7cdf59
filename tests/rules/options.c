/* SPDX-License-Identifier: BSD-3-Clause */
/* The options of a scope. Where the clock decides, the gaps are wide. */
#include <stdlib.h>

#include "turns.h"

static TAMED async void nap(int n, double seconds)
{
    tamer_defer {
        printf("  nap %d over\n", n);
    }
    await tamer_sleep(seconds);
    printf("  nap %d slept\n", n);
}

static TAMED async void timeouts(double outer, double inner)
{
    TAMER_SCOPE(first, .timeout = outer) {
        nap_scoped(first, 1, 30);
        OWNED tamer_error *error = NULL;
        TAMER_SCOPE(second, .deadline = tamer_now() + inner, .error = &error) {
            nap_scoped(second, 2, 30);
            await nap(3, 30);
            puts("  went on: wrong");
        }
        printf("  inner: %s\n", error ? strerror(tamer_error_code(error)) : "no error");
        tamer_error_clear(&error);
        await tamer_sleep(30);
    }
    puts("  went on: wrong");
}

static TAMED async void in_time(void)
{
    TAMER_SCOPE(scope, .timeout = 30) {
        nap_scoped(scope, 4, 0.01);
    }
    TAMER_SCOPE(scope, .timeout = -1) {
        puts("  the body runs up to its first await");
        await tamer_yield();
        puts("  went on: wrong");
    }
}

/* Cancellation from outside waits until the shielded scope is left. */
static TAMED async void shielded(void)
{
    tamer_defer {
        puts("  left");
    }
    TAMER_SCOPE(scope, .shield = 1) {
        work_scoped(scope, 1, 8);
        await turns(6);
        printf("  the body goes on, cancelled: %d\n", tamer_scope_cancelled(scope));
    }
    puts("  went on: wrong");
}

static TAMED async void shields(void)
{
    TAMER_SCOPE(outer, .exit = TAMER_CANCEL) {
        shielded_scoped(outer);
        await turns(3);
    }
}

static TAMED async void errors_stored(void)
{
    OWNED tamer_error *error = NULL;

    TAMER_SCOPE(scope, .error = &error) {
        failing_scoped(scope, 1, 2);
        endless_scoped(scope, 2);
        await turns(50);
        puts("  went on: wrong");
    }
    puts("  went on, the error is stored");
    report(&error);
    TAMER_SCOPE(scope, .error = &error) {
        tamer_raise(EINVAL, "the body");
    }
    report(&error);
    TAMER_SCOPE(scope, .error = &error) {
        work_scoped(scope, 3, 1);
    }
    report(&error);
}

static TAMED async void nobody_waits(void)
{
    TAMER_SCOPE(jobs, .exit = TAMER_RAISE, .name = "the jobs") {
        work_delayed *waited = work_scoped(jobs, 1, 1);
        work_scoped(jobs, 2, 2);
        endless_scoped(jobs, 3);
        await work_get(waited);
        await turns(6);
    }
}

static void plain_timeout(void)
{
    OWNED tamer_error *error = NULL;

    TAMER_SCOPE(scope, .timeout = 0.02, .error = &error) {
        nap_scoped(scope, 5, 30);
        nap(6, 30);
        printf("  the body goes on, cancelled: %d\n", tamer_scope_cancelled(scope));
    }
    printf("  %s\n", strerror(tamer_error_code(error)));
    tamer_error_clear(&error);
}

int main(void)
{
    OWNED tamer_error *error = NULL;

    puts("the inner deadline");
    printf("  %d\n", tamer_catch(&error, timeouts(0.3, 0.02)));
    printf("  outer: %s\n", strerror(tamer_error_code(error)));
    puts("the outer timeout");
    printf("  %d\n", tamer_catch(&error, timeouts(0.02, 10)));
    printf("  outer: %s\n", strerror(tamer_error_code(error)));
    puts("in time, and passed already");
    printf("  %d\n", tamer_catch(&error, in_time()));
    printf("  %s\n", strerror(tamer_error_code(error)));
    tamer_error_clear(&error);
    puts("shield");
    shields();
    puts("error");
    errors_stored();
    puts("raise");
    printf("  %d\n", tamer_catch(&error, nobody_waits()));
    tamer_error_print(error, stdout);
    tamer_error_clear(&error);
    puts("plain timeout");
    plain_timeout();
    return 0;
}
