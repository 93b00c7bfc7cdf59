/* SPDX-License-Identifier: BSD-3-Clause */
/* Row B11: tamer_gather and tamer_gather_or_raise. */
#include "turns.h"

static TAMED async double half(int n)
{
    await turns(n);
    return n / 2.0;
}

struct wide {
    long a, b, c;
};

static TAMED async struct wide wide(long n)
{
    await turns(2);
    return (struct wide){n, 2 * n, 3 * n};
}

/* Results of all types, in the order of the list, whatever the order of finishing. */
static TAMED async void of_any_type(void)
{
    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        work_delayed *a = work_scoped(scope, 1, 5);
        half_delayed *b = half_scoped(scope, 3);
        failing_delayed *c = failing_scoped(scope, 3, 1);
        wide_delayed *d = wide_scoped(scope, 4);
        work_delayed *e = work_scoped(scope, 5, 9);

        tamer_delayed_cancel(&e->base);
        printf("  %zu were not done\n", await tamer_gather(TAMER_RESULTS(a, b, c, d, e)));
        printf("  %d %g %s %ld, %s\n", *work_value(a), *half_value(b), state_name(&c->base),
               wide_value(d)->c, state_name(&e->base));
        printf("  %s\n", tamer_error_message(tamer_delayed_error(&c->base)));
        printf("  again: %zu\n", await tamer_gather(TAMER_RESULTS(e, a)));
    } /* raises nothing: the error was received */
}

static TAMED async void all_causes(void)
{
    OWNED tamer_error *error = NULL;

    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        failing_delayed *list[5];

        for (int i = 0; i < 4; i++)
            list[i] = failing_scoped(scope, i, 8 - 2 * i);
        list[4] = NULL;
        tamer_delayed_cancel(&list[2]->base);
        if (tamer_catch(&error, await tamer_gather_or_raise(TAMER_RESULTS_OF(list, 5))))
            report(&error);
        if (tamer_catch(&error, await tamer_gather_or_raise(TAMER_RESULTS_OF(list + 1, 1))))
            report(&error);
    }
}

/* By default the first error cancels the others and the call; the scope raises it. */
static TAMED async void default_scope(void)
{
    OWNED tamer_error *error = NULL;

    TAMER_SCOPE(scope, .error = &error) {
        endless_delayed *a = endless_scoped(scope, 1);
        failing_delayed *b = failing_scoped(scope, 2, 3);

        await tamer_gather(TAMER_RESULTS(a, b));
        puts("  went on: wrong");
    }
    report(&error);
}

/* In slots, which outlive the scope. */
static TAMED async void slots(void)
{
    work_delayed slots[3] = {0};
    tamer_defer {
        for (int i = 0; i < 3; i++)
            tamer_delayed_clear(&slots[i].base);
    }
    tamer_delayed *all[4];

    TAMER_SCOPE(scope) {
        for (int i = 0; i < 3; i++)
            work_scoped_into(scope, &slots[i], i, 3 - i);
        printf("  %zu\n", await tamer_gather(TAMER_RESULTS_IN(slots, 3)));
        for (int i = 0; i < 3; i++)
            printf("  %d\n", *work_value(&slots[i]));
    }
    printf("  behind the scope: %zu\n", await tamer_gather(TAMER_RESULTS_IN(slots, 3)));
    TAMER_SCOPE(scope) {
        work_delayed *a = work_scoped(scope, 7, 1), *b = work_scoped(scope, 8, 2);

        size_t count = tamer_scope_results(scope, all, 4);
        printf("  %zu of %zu\n", await tamer_gather(TAMER_RESULTS_FROM(all, count)), count);
        printf("  %d %d\n", *work_value(a), *work_value(b));
    }
    printf("  none: %zu\n", await tamer_gather(TAMER_RESULTS_FROM(all, 0)));
}

static tamer_delayed *own;

static TAMED async void gathers_itself(void)
{
    OWNED tamer_error *error = NULL;

    if (tamer_catch(&error, await tamer_gather(TAMER_RESULTS_FROM(&own, 1))))
        report(&error);
}

static void itself(void)
{
    TAMER_SCOPE(scope)
        own = &gathers_itself_scoped(scope)->base;
}

/* Who is cancelled has received nothing. */
static TAMED async void gather_list(failing_delayed **list, size_t count)
{
    await tamer_gather(TAMER_RESULTS_OF(list, count));
}

static TAMED async void cancelled_gatherer(void)
{
    OWNED tamer_error *error = NULL;

    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE, .error = &error) {
        failing_delayed *list[] = {failing_scoped(scope, 1, 2), failing_scoped(scope, 2, 9)};
        gather_list_delayed *gatherer = gather_list_scoped(scope, list, 2);

        await turns(4);
        tamer_delayed_cancel(&gatherer->base);
    }
    report(&error);
}

static void handle(const tamer_error *error, void *data)
{
    (void)data;
    printf("  handled: %s\n", tamer_error_message(error));
}

/* Who gathers is waiting for the errors: the handler gets the others. */
static TAMED async void supervised(void)
{
    TAMER_SCOPE(scope, .handler = handle) {
        failing_delayed *a = failing_scoped(scope, 1, 3), *b = failing_scoped(scope, 2, 2);

        failing_scoped(scope, 3, 1);
        printf("  %zu\n", await tamer_gather(TAMER_RESULTS(a, b)));
    }
}

/* In plain code above a task, what began before may not run. */
static void blocks(endless_delayed *other)
{
    OWNED tamer_error *error = NULL;

    if (tamer_catch(&error, tamer_gather(TAMER_RESULTS(other))))
        printf("  %s\n", tamer_error_message(error));
    tamer_error_clear(&error);
    if (tamer_catch(&error, tamer_race(TAMER_RESULTS(other))))
        printf("  %s\n", tamer_error_message(error));
    tamer_error_clear(&error);
}

static TAMED async void stuck(void)
{
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        endless_delayed *other = endless_scoped(scope, 1);

        await turns(2);
        blocks(other);
    }
}

static void plain(void)
{
    OWNED tamer_error *error = NULL;
    tamer_delayed *list[3]; /* outlives the task that reads it */

    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        failing_delayed *a = failing_scoped(scope, 1, 3);
        work_delayed *b = work_scoped(scope, 2, 2);

        printf("  %zu\n", tamer_gather(TAMER_RESULTS(a, b)));
        if (tamer_catch(&error, tamer_gather_or_raise(TAMER_RESULTS(a, b))))
            report(&error);
        list[0] = list[2] = &a->base;
        list[1] = &b->base;
        tamer_gather_delayed *later = tamer_gather_scoped(scope, TAMER_RESULTS_FROM(list, 3));
        printf("  %zu\n", tamer_gather_get(later));
    }
}

int main(void)
{
    puts("of any type");
    of_any_type();
    puts("all causes");
    all_causes();
    puts("a default scope");
    default_scope();
    puts("slots");
    slots();
    puts("itself");
    itself();
    puts("the gatherer is cancelled");
    cancelled_gatherer();
    puts("supervised");
    supervised();
    puts("stuck");
    stuck();
    puts("plain");
    plain();
    return 0;
}
