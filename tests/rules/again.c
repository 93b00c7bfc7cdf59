/* SPDX-License-Identifier: BSD-3-Clause */
/* Row B11: calls that race (tamer_race_calls, tamer_first_success_calls), and calls made again with
 * pauses that grow (tamer_retry). Row B12: bound arguments, TAMER_UNTIL. */
#include <stdbool.h>

#include <tamer/calls.h>

#include "turns.h"

/* ---- races ---- */

struct horse {
    double seconds;
    bool falls;
};

static TAMED async void run(void *data, size_t index)
{
    const struct horse *horse = (struct horse *)data + index;
    bool there = false;
    tamer_defer {
        if (!there) {
            await tamer_sleep(0.5);
            printf("  %g: %zu is taken back\n", tamer_now(), index);
        }
    }

    await tamer_sleep(horse->seconds);
    if (horse->falls)
        tamer_raise(EPROTO, "horse %zu fell", index);
    there = true;
}

static TAMED async void races(void)
{
    static struct horse horses[] = {{9, false}, {1, true}, {3, false}, {2, true}};
    OWNED tamer_error *error = NULL;

    printf("  first success: %td\n", await tamer_first_success_calls(4, run, horses));
    if (tamer_catch(&error, await tamer_race_calls(4, run, horses)))
        report(&error);
    printf("  first: %td\n", await tamer_race_calls(1, run, horses));
    if (tamer_catch(&error, await tamer_first_success_calls(1, run, horses + 1)))
        report(&error);
    if (tamer_catch(&error, await tamer_race_calls(0, run, horses)))
        report(&error);
    if (tamer_catch(&error, await tamer_race_calls((size_t)-1, run, horses)))
        report(&error);
}

/* Cancelled at every half second. */
static TAMED async void cancelled_races(void)
{
    static struct horse horses[] = {{1.2, true}, {1.7, false}, {2.2, false}};

    for (int after = 0; after < 6; after++) {
        double start = tamer_now();
        bool timed_out = false;
        OWNED tamer_error *error = NULL;

        printf(" after %g\n", after * 0.5 + 0.1);
        TAMER_SCOPE(scope, .timeout = after * 0.5 + 0.1, .on_timeout = TAMER_MOVE_ON,
                    .timed_out = &timed_out, .error = &error) {
            await tamer_first_success_calls(3, run, horses);
        }
        printf("  %s after %.2g\n", timed_out ? "timed out" : "done", tamer_now() - start);
        if (error) /* horse 0 fell while it was called back */
            report(&error);
    }
}

/* ---- again ---- */

struct unsteady {
    size_t failures;
    double seconds, before;
};

static TAMED async void try(void *data, size_t attempt)
{
    struct unsteady *unsteady = data;

    printf("  attempt %zu after %.4g\n", attempt, tamer_now() - unsteady->before);
    unsteady->before = tamer_now();
    await tamer_sleep(unsteady->seconds);
    if (attempt < unsteady->failures)
        tamer_raise(attempt == 5 ? EPERM : EAGAIN, "failure %zu", attempt);
}

static tamer_bool not_if_forbidden(void *data, size_t attempt, const tamer_error *error)
{
    (void)data;
    (void)attempt;
    return tamer_error_code(error) == EAGAIN;
}

static TAMED async void retry(size_t failures, double seconds, const tamer_retry_options *options)
{
    struct unsteady unsteady = {failures, seconds, tamer_now()};
    OWNED tamer_error *error = NULL;
    size_t attempts = 0;

    if (tamer_catch(&error, attempts = await tamer_retry(try, &unsteady, options)))
        report(&error);
    else
        printf("  after %zu attempts\n", attempts);
}

static TAMED async void retries(void)
{
    puts(" at once");
    await retry(0, 0, NULL);
    puts(" three attempts");
    await retry(9, 0, NULL);
    puts(" pauses grow");
    await retry(5, 0, &(tamer_retry_options){.attempts = 9, .delay = 0.5, .max_delay = 3});
    puts(" another factor, and only what is worth it");
    await retry(
        9, 0,
        &(tamer_retry_options){
            .attempts = TAMER_ENDLESS, .delay = 1, .factor = 1.5, .again = not_if_forbidden});
    puts(" the last of many errors");
    await retry(20, 0, &(tamer_retry_options){.attempts = 20, .factor = 1});
    puts(" a time for each attempt");
    await retry(1, 2, &(tamer_retry_options){.attempts = 2, .timeout = 1.5, .delay = 0.25});
    puts(" jitter, the same under one seed");
    await retry(3, 0, &(tamer_retry_options){.attempts = 5, .delay = 1, .jitter = 0.5, .seed = 42});
    await retry(3, 0, &(tamer_retry_options){.attempts = 5, .delay = 1, .jitter = 0.5, .seed = 42});
    await retry(2, 0, &(tamer_retry_options){.attempts = 5, .delay = 1, .jitter = 1});
}

/* At every attempt and in every pause. */
static TAMED async void cancelled_retries(void)
{
    for (int after = 0; after < 8; after++) {
        TAMER_SCOPE(scope, .timeout = after * 0.5 + 0.1, .on_timeout = TAMER_MOVE_ON)
            await retry(2, 0.5, &(tamer_retry_options){.delay = 0.5});
    }
}

/* ---- bound arguments ---- */

TAMER_PARTIAL(
    int, plus,
    {
        int a;
        int count;
    },
    (int b, int c),
    {
        await turns(bound->count);
        return bound->a + b + c;
    })

TAMER_ACTION(
    square, { int *into; },
    {
        await tamer_yield();
        bound->into[index] = (int)(index * index);
    })

static TAMED async int count_up(int *n)
{
    await tamer_yield();
    return ++*n;
}

static int plain_count_up(int *n)
{
    return ++*n;
}

static TAMED async void bound_arguments(void)
{
    struct plus ten_and = {.a = 10, .count = 2};
    int into[6], n, at = 0;
    struct square squares = {into};

    printf("  %d\n", await plus(&ten_and, 1, 2));
    TAMER_SCOPE(scope) {
        plus_delayed *one = plus_scoped(scope, &ten_and, 3, 4);

        printf("  %d\n", await plus_get(one));
    }
    await tamer_map(6, square, &squares, NULL);
    for (int i = 0; i < 6; i++)
        printf("  %d", into[i]);
    putchar('\n');
    TAMER_UNTIL(n, 4, await count_up(&at))
    printf("  %d", n);
    TAMER_UNTIL(n, 7, plain_count_up(&at))
    {
        if (n == 6)
            continue;
        printf("  %d", n);
    }
    putchar('\n');
}

static void plain(void)
{
    static struct horse horses[] = {{9, false}, {1, true}, {3, false}, {2, true}};
    struct plus one_and = {.a = 1, .count = 1};
    struct unsteady unsteady = {1, 1, tamer_now()};
    OWNED tamer_error *error = NULL;
    int n, at = 0;

    printf("  %td\n", tamer_first_success_calls(4, run, horses));
    if (tamer_catch(&error, tamer_race_calls(4, run, horses)))
        report(&error);
    printf("  %zu\n", tamer_retry(try, &unsteady, NULL));
    printf("  %d\n", plus(&one_and, 1, 1));
    TAMER_UNTIL(n, 3, count_up(&at))
    printf("  %d", n);
    putchar('\n');
}

int main(void)
{
    puts("races");
    races();
    puts("cancelled races");
    cancelled_races();
    puts("again");
    retries();
    puts("cancelled again");
    cancelled_retries();
    puts("bound arguments");
    bound_arguments();
    puts("plain");
    plain();
    return 0;
}
