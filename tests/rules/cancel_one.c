/* SPDX-License-Identifier: BSD-3-Clause */
/* Row B4: cancelling one task, or several, and waiting until they have cleaned up;
 * tamer_delayed_cancel, tamer_delayed_settle, tamer_cancel_wait. */
#include "turns.h"

/* Cleans up for a while when it is cancelled. */
static TAMED async void careful(int n, int count)
{
    tamer_defer {
        await turns(count);
        printf("  %d cleaned up\n", n);
    }
    for (;;)
        await tamer_yield();
}

static TAMED async void fails_late(int n, int count)
{
    tamer_defer {
        await turns(count);
        await failing(n, 0);
    }
    for (;;)
        await tamer_yield();
}

/* The siblings go on. */
static TAMED async void one(void)
{
    TAMER_SCOPE(scope) {
        careful_delayed *first = careful_scoped(scope, 1, 3);
        work_scoped(scope, 2, 8);
        work_delayed *done = work_scoped(scope, 3, 0);

        await turns(2);
        tamer_delayed_cancel(&first->base);
        tamer_delayed_cancel(&first->base);
        tamer_delayed_cancel(&done->base);
        printf("  1 %s, 3 %s\n", state_name(&first->base), state_name(&done->base));
        await tamer_delayed_settle(&first->base);
        printf("  1 %s, scope cancelled: %d\n", state_name(&first->base),
               tamer_scope_cancelled(scope));
        await tamer_delayed_settle(&first->base);
    }
}

static TAMED async void several(void)
{
    TAMER_SCOPE(scope) {
        careful_delayed *a = careful_scoped(scope, 1, 6), *b = careful_scoped(scope, 2, 3);
        work_delayed *c = work_scoped(scope, 3, 0), *d = work_scoped(scope, 4, 30);
        tamer_delayed *results[] = {&a->base, &b->base, &c->base, NULL, &d->base};

        await turns(2);
        await tamer_cancel_wait(results, 5);
        for (int i = 0; i < 5; i++)
            printf("  %s\n", results[i] ? state_name(results[i]) : "-");
        await tamer_cancel_wait(results, 5);
    }
}

/* One that never started never runs. */
static TAMED async void not_started(void)
{
    TAMER_SCOPE(scope) {
        work_delayed *never = work_scoped(scope, 1, 1);
        tamer_delayed *results[] = {&never->base};

        await tamer_cancel_wait(results, 1);
        printf("  %s\n", state_name(&never->base));
    }
}

static TAMED async void shielded_inside(void)
{
    TAMER_SCOPE(scope, .shield = 1) {
        work_scoped(scope, 1, 4);
        await turns(2);
        puts("  the shielded body goes on");
    }
    puts("  went on: wrong");
}

static TAMED async void opens_scopes(void)
{
    TAMER_SCOPE(outer) {
        TAMER_SCOPE(inner) {
            careful_scoped(inner, 2, 1);
            careful_scoped(outer, 3, 2);
        }
        puts("  went on: wrong");
    }
    puts("  went on: wrong");
}

/* The task's own scopes are cancelled with it, but for shielded ones: it goes up when those are
 * left. */
static TAMED async void with_scopes(void)
{
    TAMER_SCOPE(scope) {
        shielded_inside_delayed *a = shielded_inside_scoped(scope);
        opens_scopes_delayed *b = opens_scopes_scoped(scope);
        tamer_delayed *results[] = {&a->base, &b->base};

        await turns(2);
        await tamer_cancel_wait(results, 2);
        printf("  %s, %s\n", state_name(&a->base), state_name(&b->base));
    }
}

/* Its error is not received by settling: the scope raises it. */
static TAMED async void error_of_the_clean_up(void)
{
    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        fails_late_delayed *a = fails_late_scoped(scope, 1, 2);
        failing_delayed *b = failing_scoped(scope, 2, 3);

        await turns(1);
        tamer_delayed_cancel(&a->base);
        await tamer_delayed_settle(&a->base);
        await tamer_delayed_settle(&b->base);
        printf("  %s, %s\n", state_name(&a->base), state_name(&b->base));
    }
}

static TAMED async void cancels(careful_delayed *a, careful_delayed *b)
{
    tamer_delayed *results[] = {&a->base, &b->base};

    tamer_defer {
        printf("  the canceller leaves, %s and %s\n", state_name(&a->base), state_name(&b->base));
    }
    await tamer_cancel_wait(results, 2);
    puts("  went on: wrong");
}

static TAMED async void settles(careful_delayed *result)
{
    tamer_defer {
        printf("  the settler leaves, %s\n", state_name(&result->base));
    }
    await tamer_delayed_settle(&result->base);
    puts("  went on: wrong");
}

static TAMED async void canceller_cancelled(void)
{
    TAMER_SCOPE(scope) {
        careful_delayed *a = careful_scoped(scope, 1, 8), *b = careful_scoped(scope, 2, 12);
        TAMER_SCOPE(cancellers) {
            cancels_scoped(cancellers, a, b);
            settles_scoped(cancellers, a);
            await turns(3);
            tamer_cancel(cancellers);
        }
        puts("  went on");
    }
}

/* The results may be gone when the canceller runs again. */
static TAMED async void jobs(tamer_delayed **into)
{
    tamer_defer {
        into[0] = into[1] = NULL;
    }
    TAMER_SCOPE(scope) {
        into[0] = &careful_scoped(scope, 1, 1)->base;
        into[1] = &careful_scoped(scope, 2, 4)->base;
    }
    puts("  the scope has been left");
}

static TAMED async void results_go_away(void)
{
    tamer_delayed *results[2] = {NULL, NULL};

    TAMER_SCOPE(scope) {
        jobs_scoped(scope, results);
        await turns(3);
        await tamer_cancel_wait(results, 2);
        puts("  both have finished");
    }
}

static tamer_delayed *own;

static TAMED async void cancels_itself(void)
{
    OWNED tamer_error *error = NULL;

    if (tamer_catch(&error, await tamer_cancel_wait(&own, 1)))
        printf("  %s\n", tamer_error_message(error));
    tamer_error_clear(&error);
    if (tamer_catch(&error, await tamer_delayed_settle(own)))
        printf("  %s\n", tamer_error_message(error));
    tamer_error_clear(&error);
    tamer_delayed_cancel(own);
    tamer_defer {
        puts("  left");
    }
    await tamer_yield();
    puts("  went on: wrong");
}

static void itself(void)
{
    TAMER_SCOPE(scope)
        own = &cancels_itself_scoped(scope)->base;
}

static void plain(void)
{
    TAMER_SCOPE(scope, .start = TAMER_EAGER) {
        careful_delayed *a = careful_scoped(scope, 1, 4), *b = careful_scoped(scope, 2, 2);
        tamer_delayed *results[] = {&a->base, &b->base};

        tamer_cancel_wait(results, 2);
        printf("  %s, %s\n", state_name(&a->base), state_name(&b->base));
        work_delayed *c = work_scoped(scope, 3, 2);
        tamer_delayed_settle(&c->base);
        printf("  %s\n", state_name(&c->base));
    }
}

int main(void)
{
    OWNED tamer_error *error = NULL;

    puts("one");
    one();
    puts("several");
    several();
    puts("not started");
    not_started();
    puts("with scopes of its own");
    with_scopes();
    puts("an error of the clean-up");
    tamer_catch(&error, error_of_the_clean_up());
    report(&error);
    puts("the canceller is cancelled");
    canceller_cancelled();
    puts("the results go away");
    results_go_away();
    puts("itself");
    itself();
    puts("plain");
    plain();
    return 0;
}
