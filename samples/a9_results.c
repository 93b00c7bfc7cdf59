/* SPDX-License-Identifier: BSD-3-Clause */
/* When a value is there: after the call, before and after its arrival, one after the other, and
 * behind the scope. */
#include <stdio.h>

#include <tamer/tamer.h>

static TAMED async int answer(double delay)
{
    await tamer_sleep(delay);
    return 42;
}

static void blocking_takes_its_time(void)
{
    double start = tamer_now();

    answer(0.05);
    printf("blocked long enough: %s\n", tamer_now() - start >= 0.05 ? "yes" : "no");
}

static TAMED async void set(int *shared)
{
    *shared = 1;
}

static TAMED async void a_task_starts_at_the_next_switch(void)
{
    int shared = 0;

    TAMER_SCOPE(scope) {
        set_delayed *later = set_scoped(scope, &shared);
        shared = 2;
        await set_get(later);
    }
    printf("shared value: %d\n", shared);
}

static const char *state(const answer_delayed *result)
{
    return answer_value(result) ? "there" : "not there";
}

static void before_and_after(void)
{
    answer_delayed result;

    TAMER_SCOPE(scope) {
        answer_scoped_into(scope, &result, 0);
        printf("before: %s, ", state(&result));
    }
    printf("after: %d\n", *answer_value(&result));
}

static void waiting_for_one_lets_the_others_run(void)
{
    TAMER_SCOPE(scope) {
        answer_delayed *c = answer_scoped(scope, 0.3);
        answer_delayed *a = answer_scoped(scope, 0.01);
        answer_delayed *b = answer_scoped(scope, 0.02);

        printf("at first: a %s, b %s, c %s\n", state(a), state(b), state(c));
        answer_get(b);
        printf("then: a %s, b %s, c %s\n", state(a), state(b), state(c));
    }
}

static TAMED async void awaited_after_the_scope(void)
{
    answer_delayed a, b;

    TAMER_SCOPE(scope) {
        answer_scoped_into(scope, &a, 0.01);
        answer_scoped_into(scope, &b, 0.02);
    }
    printf("after the scope: %d %d\n", await answer_get(&a), await answer_get(&b));
}

int main(void)
{
    blocking_takes_its_time();
    a_task_starts_at_the_next_switch();
    before_and_after();
    waiting_for_one_lets_the_others_run();
    awaited_after_the_scope();
    return 0;
}
