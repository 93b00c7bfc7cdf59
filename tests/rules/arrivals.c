/* SPDX-License-Identifier: BSD-3-Clause */
/* Row B11: results one after the other as they finish, tamer_arrivals. */
#include "turns.h"

static TAMED async int careful(int n, int count)
{
    tamer_defer {
        await turns(1);
        printf("  %d cleaned up\n", n);
    }
    await turns(count);
    return n;
}

/* Of a list that is gone by then. */
static tamer_arrivals *open_three(tamer_scope *rest, tamer_scope *scope, work_delayed **list)
{
    tamer_delayed *copy[4] = {NULL};

    for (int i = 0; i < 3; i++) {
        list[i] = work_scoped(scope, i, 7 - 3 * i);
        copy[i + 1] = &list[i]->base;
    }
    return tamer_arrivals_open(rest, TAMER_RESULTS_FROM(copy, 4));
}

static TAMED async void in_order(void)
{
    TAMER_SCOPE(scope) {
        work_delayed *list[3];
        tamer_arrivals *arrivals = open_three(scope, scope, list);

        for (tamer_ssize i; (i = await tamer_arrivals_next(arrivals)) >= 0;)
            printf("  %td has arrived: %d\n", i, await work_get(list[i - 1]));
        printf("  none left: %td\n", await tamer_arrivals_next(arrivals));
        arrivals = tamer_arrivals_open(scope, TAMER_RESULTS_OF(list, 3));
        for (tamer_ssize i; (i = await tamer_arrivals_next(arrivals)) >= 0;)
            printf("  %td\n", i);
    }
}

enum way { TO_ITS_END, BREAK, RAISE, TIMEOUT, CANCEL, WAIT, WAYS };

static TAMED async void leave(enum way way, tamer_scope *outer)
{
    careful_delayed *list[] = {careful_scoped(outer, 0, 9), careful_scoped(outer, 1, 2),
                               careful_scoped(outer, 2, 5)};

    TAMER_SCOPE(rest, .exit = way == WAIT ? TAMER_WAIT : TAMER_CANCEL,
                .timeout = way == TIMEOUT ? 1 : 0) {
        tamer_arrivals *arrivals = tamer_arrivals_open(rest, TAMER_RESULTS_OF(list, 3));

        for (tamer_ssize i; (i = await tamer_arrivals_next(arrivals)) >= 0;) {
            printf("  %td has arrived\n", i);
            if (way == BREAK || way == WAIT)
                break;
            if (way == RAISE)
                tamer_raise(EPROTO, "not this one");
            if (way == CANCEL)
                tamer_cancel(rest);
            if (way == TIMEOUT)
                await tamer_sleep(2);
        }
    }
    printf("  left: %s %s\n", state_name(&list[0]->base), state_name(&list[2]->base));
}

static TAMED async void ways_out(void)
{
    for (enum way way = TO_ITS_END; way < WAYS; way++) {
        OWNED tamer_error *error = NULL;

        printf(" way %d\n", way);
        TAMER_SCOPE(outer) {
            if (tamer_catch(&error, await leave(way, outer)))
                report(&error);
        }
    }
}

static TAMED async void take_all(tamer_arrivals *arrivals, int n)
{
    for (tamer_ssize i; (i = await tamer_arrivals_next(arrivals)) >= 0;)
        printf("  %d gets %td\n", n, i);
    printf("  %d is through\n", n);
}

/* Each is given out once, and a cancelled task takes nothing with it. */
static TAMED async void several_takers(void)
{
    TAMER_SCOPE(takers) {
        TAMER_SCOPE(scope) {
            work_delayed *list[3];
            tamer_arrivals *arrivals = open_three(scope, scope, list);
            take_all_delayed *first = take_all_scoped(takers, arrivals, 1);

            take_all_scoped(takers, arrivals, 2);
            await turns(3);
            tamer_delayed_cancel(&first->base);
        }
        puts("  left");
    }
}

/* Errors are not received by iterating. */
static TAMED async void errors(void)
{
    OWNED tamer_error *error = NULL, *of_scope = NULL;

    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE, .error = &of_scope) {
        failing_delayed *list[] = {failing_scoped(scope, 0, 2), failing_scoped(scope, 1, 1)};
        tamer_arrivals *arrivals = tamer_arrivals_open(scope, TAMER_RESULTS_OF(list, 2));

        while (await tamer_arrivals_next(arrivals) >= 0)
            ;
        if (tamer_catch(&error, await failing_get(list[1])))
            report(&error);
    }
    report(&of_scope);
}

static TAMED async void in_cancelled_scope(void)
{
    TAMER_SCOPE(outer) {
        careful_delayed *one = careful_scoped(outer, 0, 9);

        await turns(1);
        TAMER_SCOPE(rest) {
            tamer_cancel(rest);
            tamer_arrivals *arrivals = tamer_arrivals_open(rest, TAMER_RESULTS(one));
            tamer_defer {
                printf("  none: %td\n", await tamer_arrivals_next(arrivals));
            }
            await tamer_yield();
        }
        printf("  %s\n", state_name(&one->base));
    }
}

static void plain(void)
{
    TAMER_SCOPE(scope) {
        careful_delayed *list[] = {careful_scoped(scope, 0, 4), careful_scoped(scope, 1, 9),
                                   careful_scoped(scope, 2, 2)};

        TAMER_SCOPE(rest, .exit = TAMER_CANCEL) {
            tamer_arrivals *arrivals = tamer_arrivals_open(rest, TAMER_RESULTS_OF(list, 3));
            tamer_ssize i;

            while ((i = tamer_arrivals_next(arrivals)) > 0)
                printf("  %td has arrived\n", i);
            printf("  %td is enough\n", i);
        }
        printf("  %s\n", state_name(&list[1]->base));
    }
}

int main(void)
{
    puts("in order");
    in_order();
    puts("ways out");
    ways_out();
    puts("several takers");
    several_takers();
    puts("errors");
    errors();
    puts("in a cancelled scope");
    in_cancelled_scope();
    puts("plain");
    plain();
    return 0;
}
