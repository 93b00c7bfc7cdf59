/* SPDX-License-Identifier: BSD-3-Clause */
/* The rules of scopes 1 to 8, in plain code and in tamed functions written by hand. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "loop.h"
#include "plan.h"

ACT_POINT(scope_point, "body", 50);

/* ---- rule 1 ---- */

static void test_tasks_start_at_the_next_switch_in_order(void **state)
{
    struct actor a = plan_sleeper(1, 0.2), b = plan_sleeper(2, 0.1), c = plan_sleeper(3, 0.3);

    (void)state;
    rt_begin();
    TAMER_SCOPE(scope) {
        act__spawn(NULL, scope, &a);
        act__spawn_into(NULL, scope, NULL, &b);
        act__spawn(NULL, scope, &c);
        rt_log("scheduled");
        assert_int_equal(tamer_scope_pending(scope), 3);
    }
    assert_string_equal(rt_logged(), "scheduled 1 2 3 e2 e1 e3");
    assert_true(rt_elapsed() >= 0.3 && rt_elapsed() < 0.301);
    rt_end();
}

static void test_eager_tasks_run_in_the_scheduling_call(void **state)
{
    struct actor a = plan_sleeper(1, 0.2), b = {.script = rt_yielder, .id = 2, .value = 0};

    (void)state;
    rt_begin();
    TAMER_SCOPE(scope, .start = TAMER_EAGER) {
        act_delayed *first = act__spawn(NULL, scope, &a);
        act_delayed *second = act__spawn(NULL, scope, &b);

        rt_log("scheduled");
        assert_int_equal(tamer_delayed_state(&first->base), TAMER_PENDING);
        assert_int_equal(tamer_delayed_state(&second->base), TAMER_DONE);
        assert_int_equal(tamer_scope_pending(scope), 1);
    }
    assert_string_equal(rt_logged(), "1 2 e2 scheduled e1");
    rt_end();
}

/* ---- rule 2, and leaving ---- */

/* Cancelled, it still takes its time. */
static struct act_next slow_cleanup(struct actor *actor, tamer_step last)
{
    if (last.frame == TAMER_UNWIND) {
        tamer_shield_enter();
        rt_log("cleaning");
        actor->at = 2;
        return act_await(tamer_sleep__async(actor->seconds));
    }
    switch (actor->at++) {
    case 0:
        return act_await(tamer_sleep__async(100));
    case 2:
        tamer_shield_leave();
        rt_log("clean");
        if (actor->value == 0)
            return act_end((tamer_step){TAMER_UNWIND, 0});
        return act_end(tamer_raise_at(&scope_point, EIO, "cleanup"));
    default:
        return act_done(0);
    }
}

static void test_left_only_when_cleanup_is_done(void **state)
{
    struct actor a = {.script = slow_cleanup, .seconds = 2};
    struct plan plan = {.options = {.exit = TAMER_CANCEL}, .children = {&a}, .seconds = 1};

    (void)state;
    rt_begin();
    assert_null(plan_run(&plan));
    assert_string_equal(rt_logged(), "body cleaning clean behind");
    assert_true(rt_elapsed() >= 3 && rt_elapsed() < 3.001);
    rt_end();
}

static void test_a_task_that_never_started_never_runs(void **state)
{
    struct actor a = plan_sleeper(1, 1);
    struct plan plan = {.options = {.exit = TAMER_CANCEL}, .children = {&a}};

    (void)state;
    rt_begin();
    assert_null(plan_run(&plan));
    assert_string_equal(rt_logged(), "behind");
    rt_end();
}

/* ---- rule 3 and 4: errors ---- */

static void test_errors_are_raised_together_in_scheduling_order(void **state)
{
    struct actor a = plan_failer(1, 3), b = plan_failer(2, 1), c = plan_sleeper(3, 2);
    struct plan plan = {.options = {.on_error = TAMER_CONTINUE}, .children = {&a, &b, &c}};
    tamer_error *error;

    (void)state;
    rt_begin();
    error = plan_run(&plan);
    assert_string_equal(rt_logged(), "1 2 3 f2 e3 f1 raised");
    assert_int_equal(tamer_error_count(error), 2);
    assert_int_equal(tamer_error_code(error), EPROTO);
    assert_string_equal(tamer_error_message(error), "failed 1 (and 1 more)");
    assert_string_equal(tamer_error_message(tamer_error_at(error, 0)), "failed 1");
    assert_string_equal(tamer_error_message(tamer_error_at(error, 1)), "failed 2");
    assert_null(tamer_error_at(error, 2));
    tamer_error_clear(&error);
    rt_end();
}

static void test_first_error_cancels_siblings_and_body(void **state)
{
    struct actor a = plan_sleeper(1, 3), b = plan_failer(2, 1);
    struct plan plan = {.children = {&a, &b}, .seconds = 5};
    tamer_error *error;

    (void)state;
    rt_begin();
    error = plan_run(&plan);
    assert_string_equal(rt_logged(), "1 2 f2 c1 raised");
    assert_int_equal(tamer_error_count(error), 1);
    tamer_error_clear(&error);
    rt_end();
}

static void test_body_error_comes_first(void **state)
{
    struct actor a = plan_failer(1, 1), b = plan_failer(2, 1), c = plan_sleeper(3, 9);
    struct plan plan = {
        .options = {.on_error = TAMER_CONTINUE}, .children = {&a, &b, &c}, .get = 2};
    tamer_error *error;

    (void)state;
    rt_begin();
    error = plan_run(&plan); /* the body receives what b raised, and passes it on */
    assert_int_equal(tamer_error_count(error), 2);
    assert_string_equal(tamer_error_message(tamer_error_at(error, 0)), "failed 2");
    assert_string_equal(tamer_error_message(tamer_error_at(error, 1)), "failed 1");
    assert_string_equal(rt_logged(), "1 2 3 f1 f2 e3 raised");
    tamer_error_clear(&error);
    rt_end();
}

/* Waits for a result, swallows its error. */
static struct act_next receiver(struct actor *actor, tamer_step last)
{
    if (last.frame == TAMER_UNWIND) {
        rt_log(tamer_catch_take(NULL, last.value) ? "got%d" : "c%d", actor->id);
        return last.value ? act_done(0) : act_end(last);
    }
    if (actor->at++ == 0)
        return act_await(act_get__async(*(act_delayed **)actor->data));
    return act_done(0);
}

static void test_received_error_is_not_raised_but_cancels(void **state)
{
    struct actor a = plan_failer(1, 1), b = {.script = receiver, .id = 2}, c = plan_sleeper(3, 5);
    struct plan plan = {.children = {&a, &b, &c}};

    (void)state;
    rt_begin();
    b.data = &plan.results[0];
    assert_null(plan_run(&plan));
    assert_string_equal(rt_logged(), "1 3 f1 got2 c3 behind");
    rt_end();
}

static void test_error_of_a_cancelled_waiter_still_surfaces(void **state)
{
    struct actor a = {.script = slow_cleanup, .seconds = 1, .value = 1},
                 b = {.script = receiver, .id = 2}, c = plan_failer(3, 1);
    struct plan plan = {.children = {&a, &b, &c}};
    tamer_error *error;

    (void)state;
    rt_begin();
    b.data = &plan.results[0];
    error = plan_run(&plan); /* c cancels a and its waiter b; then a fails in its cleanup */
    assert_string_equal(rt_logged(), "3 f3 cleaning c2 clean raised");
    assert_int_equal(tamer_error_count(error), 2);
    assert_int_equal(tamer_error_code(tamer_error_at(error, 0)), EIO);
    assert_int_equal(tamer_error_code(tamer_error_at(error, 1)), EPROTO);
    tamer_error_clear(&error);
    rt_end();
}

static void test_a_late_waiter_receives_too(void **state)
{
    struct actor a = plan_failer(1, 1), b = plan_sleeper(2, 2);
    tamer_error *error = NULL, *end = NULL;
    size_t i;

    (void)state;
    rt_begin();
    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE, .error = &end) {
        act_delayed *failing = act__spawn(NULL, scope, &a);
        act_delayed *other = act__spawn(NULL, scope, &b);

        act_get(other);
        assert_int_equal(tamer_delayed_state(&failing->base), TAMER_FAILED);
        assert_int_equal(tamer_error_code(tamer_delayed_error(&failing->base)), EPROTO);
        for (i = 0; i < 3; i++) {
            assert_true(tamer_catch(&error, act_get(failing)));
            assert_int_equal(tamer_error_code(error), EPROTO);
        }
    }
    assert_null(end);
    tamer_error_clear(&error);
    rt_end();
}

/* ---- rule 5: cancellation ---- */

/* Swallows nothing: tries to go on, and is cancelled at each await. */
static struct act_next stubborn(struct actor *actor, tamer_step last)
{
    if (last.frame == TAMER_UNWIND) {
        assert_int_equal(last.value, 0);
        rt_log("c");
        return actor->at++ < 4 ? act_await(tamer_yield__async()) : act_end(last);
    }
    actor->at++;
    return act_await(tamer_sleep__async(actor->seconds));
}

static void test_cancellation_is_level_triggered(void **state)
{
    struct actor a = {.script = stubborn, .seconds = 9};
    struct plan plan = {.options = {.exit = TAMER_CANCEL}, .children = {&a}, .seconds = 1};

    (void)state;
    rt_begin();
    assert_null(plan_run(&plan));
    assert_string_equal(rt_logged(), "body c c c c behind");
    rt_end();
}

/* ---- rule 6: the waiter at a scope's end ---- */

static void test_timeout_while_waiting_at_the_end(void **state)
{
    struct actor a = plan_sleeper(1, 9), b = {.script = slow_cleanup, .seconds = 1};
    struct plan inner = {.children = {&a, &b}};
    struct actor body = {.script = plan_body, .data = &inner};
    struct plan outer = {.options = {.timeout = 2}, .children = {&body}};
    tamer_error *error;

    (void)state;
    rt_begin();
    error = plan_run(&outer);
    assert_string_equal(rt_logged(), "1 c1 cleaning clean cancelled raised");
    assert_int_equal(tamer_error_code(error), ETIMEDOUT);
    assert_int_equal(tamer_error_count(error), 1);
    assert_true(rt_elapsed() >= 3 && rt_elapsed() < 3.001);
    tamer_error_clear(&error);
    rt_end();
}

static void test_nested_deadlines_the_earliest_counts(void **state)
{
    struct plan inner = {.options = {.timeout = 1}, .seconds = 9};
    struct actor body = {.script = plan_body, .data = &inner};
    struct plan outer = {.options = {.timeout = 1}, .children = {&body}, .seconds = 9};
    tamer_error *error;

    (void)state;
    rt_begin();
    error = plan_run(&outer);
    assert_string_equal(rt_logged(),
                        "cancelled raised"); /* the inner one is cancelled by the outer */
    assert_int_equal(tamer_error_count(error), 1);
    tamer_error_clear(&error);

    rt_log_clear();
    inner.options.timeout = 0.5;
    body.at = 0;
    outer.options.timeout = 3;
    error = plan_run(&outer);
    assert_string_equal(rt_logged(), "raised raised"); /* as an error of the task */
    assert_int_equal(tamer_error_code(error), ETIMEDOUT);
    tamer_error_clear(&error);
    rt_end();
}

/* The scope's timer and the tasks' own expire together: the tasks are awake, and then cancelled. */
static void test_deadline_together_with_the_tasks_timers(void **state)
{
    struct actor a = plan_sleeper(1, 1), b = plan_sleeper(2, 1), c = plan_sleeper(3, 2);
    struct plan plan = {.options = {.timeout = 1}, .children = {&a, &b, &c}, .seconds = 1};
    tamer_error *error;

    (void)state;
    rt_begin();
    error = plan_run(&plan);
    assert_string_equal(rt_logged(), "1 2 3 c1 c2 c3 raised");
    assert_int_equal(tamer_error_code(error), ETIMEDOUT);
    assert_int_equal(tamer_error_count(error), 1);
    tamer_error_clear(&error);
    rt_end();
}

static void test_deadline_that_has_passed(void **state)
{
    struct actor a = plan_sleeper(1, 1);
    struct plan plan = {.options = {.timeout = -1}, .children = {&a}, .seconds = 1};
    tamer_error *error;

    (void)state;
    rt_begin();
    error = plan_run(&plan);
    assert_int_equal(tamer_error_code(error), ETIMEDOUT);
    assert_string_equal(rt_logged(), "raised");
    assert_int_equal(a.at, 0);
    tamer_error_clear(&error);
    plan = (struct plan){.options = {.deadline = RT_START + 2}, .seconds = 3};
    error = plan_run(&plan);
    assert_int_equal(tamer_error_code(error), ETIMEDOUT);
    assert_true(rt_elapsed() >= 2 && rt_elapsed() < 2.001);
    tamer_error_clear(&error);
    rt_end();
}

/* ---- rule 7 ---- */

static struct act_next reproduces(struct actor *actor, tamer_step last)
{
    if (last.frame == TAMER_UNWIND)
        return act_end(last);
    if (actor->at++ == 0)
        return act_await(tamer_sleep__async(1));
    rt_log("r%d", actor->id);
    if (actor->other)
        act__spawn(NULL, *(tamer_scope **)actor->data, actor->other);
    return act_done(0);
}

static void test_scheduling_into_the_own_scope_at_its_end(void **state)
{
    struct actor c = plan_sleeper(3, 1), b = {.script = reproduces, .id = 2, .other = &c},
                 a = {.script = reproduces, .id = 1, .other = &b};
    struct plan plan = {.children = {&a}};

    (void)state;
    rt_begin();
    a.data = b.data = &plan.scope;
    assert_null(plan_run(&plan));
    assert_string_equal(rt_logged(), "r1 r2 3 e3 behind");
    assert_true(rt_elapsed() >= 3);
    rt_end();
}

static void test_scheduling_on_a_cancelled_scope(void **state)
{
    struct actor a = plan_sleeper(1, 1);
    act_delayed slot;
    tamer_error *error = NULL;

    (void)state;
    rt_begin();
    TAMER_SCOPE(scope) {
        tamer_cancel(scope);
        act__spawn_into(NULL, scope, &slot, &a);
        assert_int_equal(tamer_delayed_state(&slot.base), TAMER_CANCELLED);
        assert_null(tamer_delayed_error(&slot.base));
        assert_true(tamer_scope_cancelled(scope));
    }
    assert_int_equal(a.at, 0);
    assert_true(tamer_catch(&error, act_get(&slot)));
    assert_int_equal(tamer_error_code(error), ECANCELED);
    tamer_error_clear(&error);
    rt_end();
}

/* ---- rule 8 ---- */

static void test_results_any_number_of_times_and_waiters(void **state)
{
    struct actor a = {.script = rt_sleeper, .id = 1, .seconds = 1, .value = 77};
    struct actor b = {.script = rt_getter, .id = 2}, c = {.script = rt_getter, .id = 3};
    act_delayed slot;

    (void)state;
    rt_begin();
    TAMER_SCOPE(scope) {
        act_delayed *of_b, *of_c;

        b.data = c.data = act__spawn_into(NULL, scope, &slot, &a);
        of_b = act__spawn(NULL, scope, &b);
        of_c = act__spawn(NULL, scope, &c);
        assert_int_equal(act_get(of_b), 77);
        assert_int_equal(act_get(of_c), 77);
        assert_int_equal(act_get(of_c), 77);
    }
    assert_int_equal(act_get(&slot), 77);
    assert_string_equal(rt_logged(), "1 2 3 e1 e2 e3");
    rt_end();
}

static void test_waiting_for_a_cancelled_task(void **state)
{
    struct actor a = plan_sleeper(1, 9), b = {.script = receiver, .id = 2};
    act_delayed slot, *late = &slot;
    tamer_error *error = NULL;

    (void)state;
    rt_begin();
    b.data = &late;
    TAMER_SCOPE(outer) {
        TAMER_SCOPE(inner, .exit = TAMER_CANCEL) {
            act__spawn_into(NULL, inner, &slot, &a);
            act__spawn(NULL, outer, &b);
            tamer_yield();
        }
        tamer_yield();
        assert_true(tamer_catch(&error, act_get(late)));
        assert_int_equal(tamer_error_code(error), ECANCELED);
    }
    tamer_error_clear(&error);
    assert_string_equal(rt_logged(), "1 c1 got2");
    rt_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tasks_start_at_the_next_switch_in_order),
        cmocka_unit_test(test_eager_tasks_run_in_the_scheduling_call),
        cmocka_unit_test(test_left_only_when_cleanup_is_done),
        cmocka_unit_test(test_a_task_that_never_started_never_runs),
        cmocka_unit_test(test_errors_are_raised_together_in_scheduling_order),
        cmocka_unit_test(test_first_error_cancels_siblings_and_body),
        cmocka_unit_test(test_body_error_comes_first),
        cmocka_unit_test(test_received_error_is_not_raised_but_cancels),
        cmocka_unit_test(test_error_of_a_cancelled_waiter_still_surfaces),
        cmocka_unit_test(test_a_late_waiter_receives_too),
        cmocka_unit_test(test_cancellation_is_level_triggered),
        cmocka_unit_test(test_timeout_while_waiting_at_the_end),
        cmocka_unit_test(test_nested_deadlines_the_earliest_counts),
        cmocka_unit_test(test_deadline_that_has_passed),
        cmocka_unit_test(test_deadline_together_with_the_tasks_timers),
        cmocka_unit_test(test_scheduling_into_the_own_scope_at_its_end),
        cmocka_unit_test(test_scheduling_on_a_cancelled_scope),
        cmocka_unit_test(test_results_any_number_of_times_and_waiters),
        cmocka_unit_test(test_waiting_for_a_cancelled_task),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
