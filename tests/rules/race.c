/* SPDX-License-Identifier: BSD-3-Clause */
/* Row B11: tamer_race and tamer_first_success. */
#include <stdbool.h>

#include "turns.h"

/* Cleans up for a while when it is cancelled. */
static TAMED async int careful(int n, int count, int clean_up)
{
    bool ended = false;
    tamer_defer {
        if (!ended) {
            await turns(clean_up);
            printf("  %d cleaned up\n", n);
        }
    }

    await turns(count);
    ended = true;
    return n;
}

static TAMED async void the_first(void)
{
    TAMER_SCOPE(scope) {
        careful_delayed *list[] = {careful_scoped(scope, 0, 9, 3), careful_scoped(scope, 1, 2, 3),
                                   careful_scoped(scope, 2, 9, 1)};
        tamer_ssize first = await tamer_race(TAMER_RESULTS_OF(list, 3));

        printf("  the first is %td: %d; %s, %s\n", first, *careful_value(list[first]),
               state_name(&list[0]->base), state_name(&list[2]->base));
        printf("  again: %td\n", await tamer_race(TAMER_RESULTS(list[1], list[2])));
    }
}

/* A cancelled one counts as finished. */
static TAMED async void again_cancelled(void)
{
    OWNED tamer_error *error = NULL;

    TAMER_SCOPE(scope) {
        careful_delayed *a = careful_scoped(scope, 0, 9, 0), *b = careful_scoped(scope, 1, 9, 0);

        tamer_delayed_cancel(&a->base);
        if (tamer_catch(&error, await tamer_race(TAMER_RESULTS(b, a))))
            report(&error);
        printf("  %s\n", state_name(&b->base));
    }
}

static TAMED async void first_fails(enum tamer_policy on_error)
{
    OWNED tamer_error *error = NULL, *of_scope = NULL;

    TAMER_SCOPE(scope, .on_error = on_error, .error = &of_scope) {
        careful_delayed *a = careful_scoped(scope, 0, 9, 2);
        failing_delayed *b = failing_scoped(scope, 1, 1);

        if (tamer_catch(&error, await tamer_race(TAMER_RESULTS(a, b))))
            report(&error);
        printf("  %s\n", state_name(&a->base));
    }
    report(&of_scope);
}

static TAMED async int fails_late(int n)
{
    tamer_defer {
        await failing(n, 1);
    }
    await turns(99);
    return n;
}

/* What the losers end with is no affair of the race. */
static TAMED async void loser_fails(void)
{
    OWNED tamer_error *error = NULL;

    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE, .error = &error) {
        fails_late_delayed *a = fails_late_scoped(scope, 5);
        work_delayed *b = work_scoped(scope, 1, 1);

        printf("  %td\n", await tamer_race(TAMER_RESULTS(a, b)));
    }
    report(&error);
}

static TAMED async void first_success(void)
{
    OWNED tamer_error *error = NULL;

    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        failing_delayed *a = failing_scoped(scope, 0, 1);
        careful_delayed *b = careful_scoped(scope, 1, 9, 2), *c = careful_scoped(scope, 2, 4, 2);

        printf("  %td\n", await tamer_first_success(TAMER_RESULTS(a, b, c)));
        printf("  %s, %s\n", state_name(&a->base), state_name(&b->base));
        if (tamer_catch(&error, await tamer_first_success(TAMER_RESULTS(b, a))))
            report(&error);
    }
}

static TAMED async void none_succeeds(void)
{
    OWNED tamer_error *error = NULL;

    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        failing_delayed *list[4];

        for (int i = 0; i < 4; i++)
            list[i] = failing_scoped(scope, i, 7 - 2 * i);
        if (tamer_catch(&error, await tamer_first_success(TAMER_RESULTS_OF(list, 4))))
            report(&error);
    }
}

static TAMED async void empty(void)
{
    OWNED tamer_error *error = NULL;
    tamer_delayed *none[] = {NULL, NULL};

    if (tamer_catch(&error, await tamer_race(TAMER_RESULTS_FROM(none, 2))))
        report(&error);
    if (tamer_catch(&error, await tamer_first_success(TAMER_RESULTS_FROM(none, 0))))
        report(&error);
}

static tamer_delayed *own;

static TAMED async void races_itself(void)
{
    OWNED tamer_error *error = NULL;

    if (tamer_catch(&error, await tamer_race(TAMER_RESULTS_FROM(&own, 1))))
        report(&error);
}

static void itself(void)
{
    TAMER_SCOPE(scope)
        own = &races_itself_scoped(scope)->base;
}

/* It may be a call like any other, also of results of another scope; the caller is cancelled at
 * every turn, also while the losers clean up. */
static TAMED async void cancelled_racer(int after)
{
    careful_delayed slots[2] = {0};
    tamer_defer {
        for (int i = 0; i < 2; i++)
            tamer_delayed_clear(&slots[i].base);
    }

    TAMER_SCOPE(outer) {
        careful_scoped_into(outer, &slots[0], 0, 9, 3);
        careful_scoped_into(outer, &slots[1], 1, 4, 2);
        TAMER_SCOPE(inner, .exit = TAMER_CANCEL) {
            tamer_race_delayed *race = tamer_race_scoped(inner, TAMER_RESULTS_IN(slots, 2));

            await turns(after);
            tamer_delayed_cancel(&race->base);
            await tamer_delayed_settle(&race->base);
            printf("  after %d: race %s, %s %s\n", after, state_name(&race->base),
                   state_name(&slots[0].base), state_name(&slots[1].base));
        }
    }
}

static void plain(void)
{
    OWNED tamer_error *error = NULL;

    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        failing_delayed *a = failing_scoped(scope, 0, 1);
        careful_delayed *b = careful_scoped(scope, 1, 4, 2);

        printf("  %td\n", tamer_first_success(TAMER_RESULTS(a, b)));
        if (tamer_catch(&error, tamer_race(TAMER_RESULTS(a))))
            report(&error);
        careful_delayed *c = careful_scoped(scope, 2, 4, 2);
        printf("  %td\n", tamer_race(TAMER_RESULTS(c, b)));
    }
    TAMER_SCOPE(cancelled) {
        careful_delayed *a = careful_scoped(cancelled, 0, 1, 1);

        tamer_cancel(cancelled);
        printf("  does nothing: %td\n", tamer_race(TAMER_RESULTS(a)));
    }
}

int main(void)
{
    puts("the first");
    the_first();
    puts("cancelled");
    again_cancelled();
    puts("the first fails");
    first_fails(TAMER_CONTINUE);
    puts("the first fails in a default scope");
    first_fails(TAMER_CANCEL);
    puts("a loser fails");
    loser_fails();
    puts("first success");
    first_success();
    puts("none succeeds");
    none_succeeds();
    puts("empty");
    empty();
    puts("itself");
    itself();
    puts("the caller is cancelled");
    for (int after = 0; after < 9; after++)
        cancelled_racer(after);
    puts("plain");
    plain();
    return 0;
}
