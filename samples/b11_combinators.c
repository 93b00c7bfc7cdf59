/* SPDX-License-Identifier: BSD-3-Clause */
/* Several mirrors at once: all answers, the first one, answers as they come, and many calls with a
 * few at once. On the virtual clock, so at once. */
#include <errno.h>
#include <stdio.h>

#include <tamer/calls.h>
#include <tamer/tamer.h>

static TAMED async int ask(const char *mirror, double seconds)
{
    tamer_defer {
        printf("    %.1f: %s is left\n", tamer_now(), mirror);
    }
    await tamer_sleep(seconds);
    if (mirror[0] == 'X')
        tamer_raise(EPROTO, "no answer from %s", mirror);
    return (int)(seconds * 100 + 0.5);
}

static TAMED async void gather(void)
{
    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        ask_delayed *a = ask_scoped(scope, "A", 0.3);
        ask_delayed *x = ask_scoped(scope, "X", 0.1);
        ask_delayed *b = ask_scoped(scope, "B", 0.2);
        size_t failed = await tamer_gather(TAMER_RESULTS(a, x, b));

        printf("  %zu failed; A %d, B %d, X: %s\n", failed, *ask_value(a), *ask_value(b),
               tamer_error_message(tamer_delayed_error(&x->base)));
    }
}

static TAMED async void race(void)
{
    TAMER_SCOPE(scope) {
        ask_delayed *all[] = {ask_scoped(scope, "A", 0.3), ask_scoped(scope, "B", 0.2)};
        long first = await tamer_race(TAMER_RESULTS_OF(all, 2));

        printf("  the first is number %ld: %d\n", first, *ask_value(all[first]));
    }
}

static TAMED async void first_success(void)
{
    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        ask_delayed *all[] = {ask_scoped(scope, "A", 0.3), ask_scoped(scope, "X", 0.1),
                              ask_scoped(scope, "B", 0.2)};
        long first = await tamer_first_success(TAMER_RESULTS_OF(all, 3));

        printf("  the first good one is number %ld: %d\n", first, *ask_value(all[first]));
    }
}

static TAMED async void as_completed(void)
{
    TAMER_SCOPE(rest, .exit = TAMER_CANCEL) {
        ask_delayed *all[] = {ask_scoped(rest, "A", 0.3), ask_scoped(rest, "B", 0.2),
                              ask_scoped(rest, "C", 0.1)};
        tamer_arrivals *arrivals = tamer_arrivals_open(rest, TAMER_RESULTS_OF(all, 3));

        for (long i; (i = await tamer_arrivals_next(arrivals)) >= 0;) {
            printf("  number %ld arrives: %d\n", i, *ask_value(all[i]));
            if (*ask_value(all[i]) == 20)
                break; /* the rest is cancelled, and waited for */
        }
    }
}

static TAMED async void fetch_page(void *data, size_t page)
{
    char *pages = data;

    await tamer_sleep(0.1);
    pages[page] = (char)('a' + page);
}

static TAMED async void unsteady(void *data, size_t attempt)
{
    printf("  %.2f: attempt %zu\n", tamer_now() - *(double *)data, attempt);
    if (attempt < 2)
        tamer_raise(EAGAIN, "busy");
}

int main(void)
{
    char pages[11] = "";
    double start;

    tamer_clock_virtual(0);
    puts("gather");
    gather();
    puts("race");
    race();
    puts("first success");
    first_success();
    puts("as completed, until one is good enough");
    as_completed();
    puts("ten pages, three at once"); /* plain code: it blocks */
    start = tamer_now();
    tamer_map(10, fetch_page, pages, &(tamer_map_options){.limit = 3});
    printf("  %s after %.1f s\n", pages, tamer_now() - start);
    puts("again, with pauses that grow");
    start = tamer_now();
    tamer_retry(unsteady, &start, &(tamer_retry_options){.attempts = 5, .delay = 0.1});
    return 0;
}
