/* SPDX-License-Identifier: BSD-3-Clause */
/* Generators, asked by plain and by tamed functions; with leaves that never, sometimes and always
 * suspend. */
#include <stdbool.h>
#include <stdlib.h>

#include "turns.h"

/* How often what may wait does. */
static enum { NEVER, ODD, ALWAYS } pauses;
enum { DEEP = TESTS_MANY(4000), LESS_DEEP = TESTS_MANY(1000) };

static int paused, open_ones, opened_ones;

static TAMED async void pause_here(void)
{
    if (pauses == ALWAYS || (pauses == ODD && ++paused % 2))
        await turns(1);
}

TAMER_GENERATES(counted, int);

/* from … below */
static TAMED async void counted(counted_generator *to, int from, int below)
{
    open_ones++;
    opened_ones++;
    tamer_defer {
        await pause_here();
        open_ones--;
    }
    for (int i = from; i < below; i++) {
        await pause_here();
        await tamer_give(to, i);
    }
}

TAMER_GENERATES(nothing, char);

static TAMED async void nothing(nothing_generator *to)
{
    await pause_here();
    if (!to)
        await tamer_give(to, 1);
}

struct point {
    int x, y;
    char more[40];
};

TAMER_GENERATES(points, struct point);

static TAMED async void points(points_generator *to, int n)
{
    while (n-- > 0) {
        await pause_here();
        await tamer_give(to, (struct point){n + 1, .y = n});
    }
}

TAMER_GENERATES(walked, int);

/* Helpers that give: values come up through all of them at once. */
static TAMED async void walk(walked_generator *to, int depth, int n)
{
    if (depth == 0)
        return;
    await walk(to, depth - 1, 2 * n);
    await tamer_give(to, n);
    await pause_here();
    await walk(to, depth - 1, 2 * n + 1);
}

static TAMED async void walked(walked_generator *to, int depth)
{
    await walk(to, depth, 1);
}

TAMER_GENERATES(walked_down, int);

static TAMED async void walk_down(walked_down_generator *to, int depth)
{
    if (depth > 0)
        await walk_down(to, depth - 1);
    else
        for (int i = 0; i < 5; i++) {
            await pause_here();
            await tamer_give(to, 1);
        }
}

static TAMED async void walked_down(walked_down_generator *to, int depth)
{
    await walk_down(to, depth);
}

TAMER_GENERATES(nested_down, int);

/* Each level asks the next one. */
static TAMED async void nested_down(nested_down_generator *to, int depth)
{
    if (depth == 0) {
        await pause_here();
        await tamer_give(to, 1);
        return;
    }
    TAMER_EACH(x, nested_down, depth - 1)
        await tamer_give(to, x + 1);
}

TAMER_GENERATES(fails_at, int);

static TAMED async void fails_at(fails_at_generator *to, int n)
{
    open_ones++;
    tamer_defer {
        await pause_here();
        open_ones--;
    }
    for (int i = 0;; i++) {
        await pause_here();
        if (i == n)
            tamer_raise(EPROTO, "no %d", i);
        await tamer_give(to, i);
    }
}

TAMER_GENERATES(patient, int);

static TAMED async void patient(patient_generator *to)
{
    OWNED tamer_error *error = NULL;

    open_ones++;
    tamer_defer {
        await pause_here();
        open_ones--;
    }
    if (tamer_catch(&error, await tamer_give(to, 1))) {
        printf("  patient: %s\n", tamer_error_message(error));
        tamer_error_clear(&error);
    }
    await pause_here();
    await tamer_give(to, 2);
}

TAMER_GENERATES(sulky, int);

static TAMED async void sulky(sulky_generator *to)
{
    tamer_defer {
        await failing(7, pauses != NEVER);
    }
    await tamer_give(to, 1);
}

TAMER_GENERATES(gives_wrongly, int);

enum wrong { IN_SCOPE, IN_DEFER, IN_TASK, IN_PLAIN, IN_WAITING_PLAIN, WRONGS };

static TAMED async void hidden(gives_wrongly_generator *to)
{
    await tamer_give(to, 3);
}

static TAMED async void waits_and_gives(gives_wrongly_generator *to)
{
    await turns(1);
    await tamer_give(to, 4);
}

/* Its calls block: there is nothing that could stand still. */
static void plain(gives_wrongly_generator *to, enum wrong wrong)
{
    OWNED tamer_error *error = NULL;

    if (wrong == IN_PLAIN)
        tamer_catch(&error, hidden(to));
    else
        tamer_catch(&error, waits_and_gives(to));
    report(&error);
}

static TAMED async void gives_wrongly(gives_wrongly_generator *to, enum wrong wrong)
{
    await pause_here();
    if (wrong == IN_SCOPE) {
        TAMER_SCOPE(scope)
            await hidden(to);
    } else if (wrong == IN_DEFER) {
        tamer_defer {
            await hidden(to);
        }
    } else if (wrong == IN_TASK) {
        TAMER_SCOPE(scope)
            hidden_scoped(scope, to);
    } else {
        await pause_here();
        plain(to, wrong);
    }
}

#define KIND static
#define WAIT
#define CASE(name) plain_##name
#define CLOSED_WHEN_CUT_SHORT(generator)
#include "generator_cases.h"
#undef KIND
#undef WAIT
#undef CASE
#undef CLOSED_WHEN_CUT_SHORT
#define KIND static TAMED async
#define WAIT await
#define CASE(name) tamed_##name
#define CLOSED_WHEN_CUT_SHORT(generator)                                                           \
    tamer_defer                                                                                    \
    {                                                                                              \
        await tamer_generator_close(&(generator).base);                                            \
    }
#include "generator_cases.h"

/* ---- what only a tamed body can do ---- */

static TAMED async int body_fails(bool closes_badly)
{
    if (closes_badly)
        TAMER_EACH(x, sulky)
            await failing(x, 1);
    else
        TAMER_EACH(x, counted, 0, 5) {
            await pause_here();
            if (x == 2)
                await failing(x, 1);
        }
    return 0;
}

static TAMED async int body_cancelled(void)
{
    int last = -1;

    TAMER_SCOPE(scope, .on_timeout = TAMER_MOVE_ON) {
        TAMER_EACH(x, counted, 0, TESTS_MANY(1000000)) {
            last = x;
            if (x == 6)
                tamer_cancel(scope);
        }
        last = -2;
    }
    return last;
}

/* Tasks that begin inside the call that schedules them. */
static TAMED async int eager(void)
{
    int sum = 0;

    TAMER_SCOPE(scope, .start = TAMER_EAGER)
        for (int i = 0; i < 3; i++) {
            tamed_whole_delayed *whole = tamed_whole_scoped(scope);
            tamed_broken_delayed *broken = tamed_broken_scoped(scope);

            sum += await tamed_broken_get(broken) + await tamed_whole_get(whole);
        }
    return sum;
}

/* Two tasks take from one generator; one of them while the other waits for it. */
static TAMED async int takes(fails_at_generator *from, int turns_before)
{
    await turns(turns_before);
    return await tamer_generator_next(&from->base) ? from->value : -1;
}

static TAMED async int shared(int between)
{
    fails_at_generator a;
    OWNED tamer_error *error = NULL;
    int sum = 0;

    fails_at_scoped(tamer_generator_open(&a.base), &a, 20);
    CLOSED_WHEN_CUT_SHORT(a)
    TAMER_SCOPE(scope, .error = &error) {
        takes_delayed *first = takes_scoped(scope, &a, 0);
        takes_delayed *second = takes_scoped(scope, &a, between);
        sum = 100 + await takes_get(first) * 10;
        sum += await takes_get(second);
    }
    report(&error);
    await tamer_generator_close(&a.base);
    return sum;
}

/* ---- */

#define RUN(...)                                                                                   \
    do {                                                                                           \
        OWNED tamer_error *error = NULL;                                                           \
        int result = 0;                                                                            \
        tamer_catch(&error, result = __VA_ARGS__);                                                 \
        printf("%s: %d\n", #__VA_ARGS__, result);                                                  \
        if (error)                                                                                 \
            report(&error);                                                                        \
        if (open_ones != 0)                                                                        \
            printf("%d are open\n", open_ones);                                                    \
    } while (0)

#define BOTH(name, ...)                                                                            \
    RUN(plain_##name(__VA_ARGS__));                                                                \
    RUN(tamed_##name(__VA_ARGS__))

static void run_all(void)
{
    BOTH(whole, );
    BOTH(broken, );
    BOTH(gone, );
    BOTH(returned, );
    BOTH(in_turn, );
    BOTH(never_asked, );
    BOTH(deep, );
    BOTH(deepest, DEEP);
    BOTH(left_deep, LESS_DEEP);
    tamer_slow_step(1000.0); /* looks at each task that goes on */
    BOTH(left_deep, LESS_DEEP);
    tamer_slow_step(0);
    BOTH(collected, );
    BOTH(fails, );
    BOTH(fails_collected, );
    BOTH(thrown, );
    BOTH(fails_to_close, );
    BOTH(not_begun, );
    for (enum wrong wrong = 0; wrong < WRONGS; wrong++) {
        BOTH(in_scope, wrong);
    }
    RUN(body_fails(false));
    RUN(body_fails(true));
    RUN(body_cancelled());
    RUN(eager());
    RUN(shared(0));
    RUN(shared(2));
}

int main(void)
{
    for (int i = NEVER; i <= ALWAYS; i++) {
        pauses = i;
        printf("---- %s\n", i == NEVER ? "never" : i == ODD ? "odd" : "always");
        run_all();
    }
    return 0;
}
