/* SPDX-License-Identifier: BSD-3-Clause */
/* Row C9: a scope's results as they finish (tamer_scope_next), and all of them
 * (tamer_scope_results). */
#include "turns.h"

/* Its handle makes it one of the scope's results. */
static work_delayed *add(tamer_scope *scope, int n, int count)
{
    return work_scoped(scope, n, count);
}

static void show(tamer_delayed *result)
{
    printf("  %s", state_name(result));
    if (tamer_delayed_state(result) == TAMER_DONE)
        printf(" %d", *work_value((work_delayed *)result));
    putchar('\n');
}

static TAMED async void in_order(enum tamer_start start)
{
    SLOT work_delayed slot = {0};

    TAMER_SCOPE(scope, .start = start) {
        tamer_delayed *result, *all[4] = {NULL};

        for (int i = 1; i <= 4; i++)
            add(scope, i, i % 2 ? 9 - i : 0);
        work_scoped_into(scope, &slot, 5, 2);
        work_scoped_into(scope, NULL, 6, 3);
        while ((result = await tamer_scope_next(scope)) != NULL)
            show(result);
        printf("  %zu in all\n", tamer_scope_results(scope, all, 3));
        for (int i = 0; i < 3; i++)
            show(all[i]);
        printf("  no more than asked for: %d\n", all[3] == NULL);
        puts("  none left");
        add(scope, 7, 1);
        show(await tamer_scope_next(scope));
    }
}

static TAMED async int fails_early(void)
{
    tamer_raise(EPROTO, "early");
}

static TAMED async void all_states(void)
{
    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        tamer_delayed *result;
        OWNED tamer_error *error = NULL;

        add(scope, 1, 1);
        failing_delayed *second = failing_scoped(scope, 2, 2);
        failing_delayed *third = failing_scoped(scope, 3, 50);
        tamer_delayed_cancel(&third->base);
        (void)second;
        while ((result = await tamer_scope_next(scope)) != NULL) {
            show(result);
            if (tamer_delayed_state(result) == TAMER_FAILED) {
                tamer_catch(&error, await failing_get((failing_delayed *)result));
                report(&error);
            }
        }
        TAMER_SCOPE(inner, .start = TAMER_EAGER, .handler = NULL, .on_error = TAMER_IGNORE) {
            (void)fails_early_scoped(inner);
            fails_early_delayed *kept = fails_early_scoped(inner);
            result = await tamer_scope_next(inner);
            printf("  %s, the one with a handle: %d\n", state_name(result), result == &kept->base);
            kept = fails_early_scoped(inner);
            result = await tamer_scope_next(inner);
            printf("  %s, the one with a handle: %d\n", state_name(result), result == &kept->base);
        }
    }
}

/* What had finished before comes first, in scheduling order. */
static TAMED async void begun_late(void)
{
    TAMER_SCOPE(scope) {
        tamer_delayed *result;

        add(scope, 1, 3);
        add(scope, 2, 9);
        add(scope, 3, 2);
        await turns(6);
        while ((result = await tamer_scope_next(scope)) != NULL)
            show(result);
    }
}

/* A way out of the loop cancels the rest, where the scope is to. */
static TAMED async void break_off(void)
{
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        add(scope, 1, 2);
        endless_delayed *rest = endless_scoped(scope, 2);
        (void)rest;
        show(await tamer_scope_next(scope));
        break;
    }
    puts("  went on");
}

static TAMED async void take_all(tamer_scope *scope, int n)
{
    tamer_delayed *result;

    while ((result = await tamer_scope_next(scope)) != NULL)
        printf("  iterator %d has %d\n", n, *work_value((work_delayed *)result));
    printf("  iterator %d is through\n", n);
}

/* Each is given out once; one iterator is cancelled, and takes nothing with it. */
static TAMED async void several_iterators(void)
{
    TAMER_SCOPE(iterators) {
        TAMER_SCOPE(scope) {
            take_all_delayed *first;

            for (int i = 1; i <= 4; i++)
                add(scope, i, 2 * i);
            first = take_all_scoped(iterators, scope, 1);
            take_all_scoped(iterators, scope, 2);
            await turns(5);
            tamer_delayed_cancel(&first->base);
        }
        puts("  left");
    }
}

static TAMED async void adds(tamer_scope *scope)
{
    await turns(2);
    add(scope, 2, 1);
    add(scope, 3, 0);
}

/* Results of tasks that are scheduled meanwhile come as well. */
static TAMED async void added_meanwhile(void)
{
    TAMER_SCOPE(scope) {
        tamer_delayed *result;

        add(scope, 1, 9);
        (void)adds_scoped(scope, scope);
        while ((result = await tamer_scope_next(scope)) != NULL)
            show(result);
    }
}

static void plain(void)
{
    TAMER_SCOPE(scope) {
        tamer_delayed *result;

        add(scope, 1, 3);
        add(scope, 2, 1);
        while ((result = tamer_scope_next(scope)) != NULL)
            show(result);
    }
}

int main(void)
{
    puts("queued");
    in_order(TAMER_QUEUED);
    puts("eager");
    in_order(TAMER_EAGER);
    puts("all states");
    all_states();
    puts("begun late");
    begun_late();
    puts("break");
    break_off();
    puts("several iterators");
    several_iterators();
    puts("added meanwhile");
    added_meanwhile();
    puts("plain");
    plain();
    return 0;
}
