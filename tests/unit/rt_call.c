/* SPDX-License-Identifier: BSD-3-Clause */
/* Calls from plain code: errors and tamer_catch, nested blocking, deadlocks, eager starts, misuse.
 */
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "aborting.h"
#include "loop.h"
#include "rt.h"

ACT_SITE_AT(site, 7);

/* ---- tamer_catch ---- */

static void test_catch_takes_the_error_and_skips_the_rest(void **state)
{
    struct actor a = {.script = rt_failer, .id = 1, .seconds = 1};
    struct actor b = {.script = rt_sleeper, .id = 2, .seconds = 1, .value = 3};
    tamer_error *error = NULL;
    uint64_t after = 9;

    (void)state;
    rt_begin();
    assert_true(tamer_catch(&error, act(&a), after = act(&b)));
    assert_int_equal(after, 0);
    assert_string_equal(rt_logged(), "1 f1");
    assert_int_equal(tamer_error_code(error), EPROTO);
    assert_false(tamer_catch(&error, after = act(&b)));
    assert_int_equal(after, 3);
    assert_int_equal(tamer_error_code(error), EPROTO); /* untouched */
    a.at = 0;
    assert_true(tamer_catch(NULL, act(&a)));
    tamer_error_clear(&error);
    rt_end();
}

static void test_catchers_nest(void **state)
{
    struct actor a = {.script = rt_failer, .id = 1}, b = {.script = rt_failer, .id = 2};
    tamer_error *inner = NULL, *outer = NULL;
    bool caught = false;

    (void)state;
    rt_begin();
    assert_true(tamer_catch(&outer, caught = tamer_catch(&inner, act(&a)), act(&b)));
    assert_true(caught);
    assert_string_equal(tamer_error_message(inner), "failed 1");
    assert_string_equal(tamer_error_message(outer), "failed 2");
    tamer_error_clear(&inner);
    tamer_error_clear(&outer);
    rt_end();
}

static void scope_with_failing_task(struct actor *actor)
{
    TAMER_SCOPE(scope) {
        act__spawn(&site, scope, actor);
    }
    rt_log("after");
    tamer_sleep(5);
}

static void test_catch_around_a_scope(void **state)
{
    struct actor a = {.script = rt_failer, .id = 1, .seconds = 1};
    tamer_error *error = NULL;

    (void)state;
    rt_begin();
    assert_true(tamer_catch(&error, scope_with_failing_task(&a)));
    assert_string_equal(rt_logged(), "1 f1 after");
    assert_true(rt_elapsed() < 1.01);
    tamer_error_clear(&error);
    rt_end();
}

/* ---- nested calls ---- */

/* A tamed function whose step calls plain code. */
static struct act_next calls_plain(struct actor *actor, tamer_step last)
{
    if (last.frame == TAMER_UNWIND)
        return act_end(last);
    switch (actor->at++) {
    case 0:
        return act_await(tamer_sleep__async(actor->seconds));
    case 1:
        rt_log("p%d", actor->id);
        actor->plain(actor);
        rt_log("q%d", actor->id);
        return act_await(tamer_sleep__async(1));
    default:
        rt_log("e%d", actor->id);
        return act_done(0);
    }
}

static void block_one_second(struct actor *actor)
{
    (void)actor;
    tamer_sleep(1);
}

static void test_nested_call_holds_the_others(void **state)
{
    struct actor a = {.script = calls_plain, .id = 1, .plain = block_one_second, .seconds = 1};
    struct actor b = {.script = rt_sleeper, .id = 2, .seconds = 1.5};
    struct actor c = {.script = rt_sleeper, .id = 3, .seconds = 1.2};

    (void)state;
    rt_begin();
    TAMER_SCOPE(scope) {
        act__spawn(NULL, scope, &a);
        act__spawn(NULL, scope, &b);
        act__spawn(NULL, scope, &c);
    }
    assert_string_equal(rt_logged(), "2 3 p1 q1 e3 e2 e1");
    assert_true(rt_elapsed() >= 3 && rt_elapsed() < 3.001);
    rt_end();
}

static void scope_of_two(struct actor *actor)
{
    struct actor a = {.script = rt_sleeper, .id = 11, .seconds = 0.2},
                 b = {.script = rt_sleeper, .id = 12, .seconds = 0.1, .value = 4};

    (void)actor;
    TAMER_SCOPE(scope) {
        act_delayed *of_b;

        act__spawn(NULL, scope, &a);
        of_b = act__spawn(NULL, scope, &b);
        tamer_sleep(0.05);
        assert_int_equal(act_get(of_b), 4);
    }
}

static void test_tasks_beneath_a_nested_call_go_on(void **state)
{
    struct actor a = {.script = calls_plain, .id = 1, .plain = scope_of_two};
    struct actor b = {.script = rt_yielder, .id = 2, .value = 3};

    (void)state;
    rt_begin();
    TAMER_SCOPE(scope) {
        act__spawn(NULL, scope, &a);
        act__spawn(NULL, scope, &b);
    }
    assert_string_equal(rt_logged(), "2 p1 11 12 e12 e11 q1 e2 e1");
    rt_end();
}

/* The nested call's own tamed function schedules before it blocks: its tasks must run. */
static struct act_next schedules(struct actor *actor, tamer_step last)
{
    ACT_POINT(at, "schedules", 3);

    switch (actor->at++) {
    case 0:
        actor->scope = tamer_scope_enter(&at, "nested", NULL);
        act__spawn(NULL, actor->scope, actor->other);
        return act_await(tamer_scope_leave__async(actor->scope, last));
    default:
        return act_end(last);
    }
}

static void call_that_schedules(struct actor *actor)
{
    struct actor child = {.script = rt_sleeper, .id = 21, .seconds = 0.5},
                 body = {.script = schedules, .other = &child};

    (void)actor;
    act(&body);
}

static void test_nested_calls_in_turn(void **state)
{
    struct actor a = {.script = calls_plain, .id = 1, .plain = call_that_schedules, .seconds = 1},
                 b = {.script = calls_plain, .id = 2, .plain = call_that_schedules, .seconds = 1};

    (void)state;
    rt_begin();
    TAMER_SCOPE(scope) {
        act__spawn(NULL, scope, &a);
        act__spawn(NULL, scope, &b);
    }
    assert_string_equal(rt_logged(), "p1 21 e21 q1 p2 21 e21 q2 e1 e2");
    rt_end();
}

static act_delayed *awaited_by_plain;

static void wait_for_it(struct actor *actor)
{
    tamer_error *error = NULL;

    (void)actor;
    assert_true(tamer_catch(&error, act_get(awaited_by_plain)));
    assert_int_equal(tamer_error_code(error), EDEADLK);
    assert_non_null(strstr(tamer_error_message(error),
                           "waits for the result of the task scheduled in test (test.c:7)"));
    assert_non_null(strstr(tamer_error_message(error), "cannot run before the call returns"));
    tamer_error_clear(&error);
}

static void test_waiting_for_a_held_task_is_a_deadlock(void **state)
{
    struct actor a = {.script = calls_plain, .id = 1, .plain = wait_for_it};
    struct actor b = {.script = rt_sleeper, .id = 2, .seconds = 5};

    (void)state;
    rt_begin();
    TAMER_SCOPE(scope) {
        awaited_by_plain = act__spawn(&site, scope, &b);
        act__spawn(NULL, scope, &a);
    }
    assert_string_equal(rt_logged(), "2 p1 q1 e1 e2");
    rt_end();
}

/* A task of the nested call's scope waits for one that is held: the scope cannot end but by
 * cancelling. */
static void scope_waits_for_held(struct actor *actor)
{
    struct actor getter = {.script = rt_getter, .id = 5, .data = awaited_by_plain};
    tamer_error *error = NULL;

    (void)actor;
    TAMER_SCOPE(scope, .error = &error) {
        act__spawn(NULL, scope, &getter);
    }
    assert_int_equal(tamer_error_code(error), EDEADLK);
    tamer_error_clear(&error);
}

static void test_deadlock_at_a_scope_end(void **state)
{
    struct actor a = {.script = calls_plain, .id = 1, .plain = scope_waits_for_held};
    struct actor b = {.script = rt_sleeper, .id = 2, .seconds = 5};

    (void)state;
    rt_begin();
    TAMER_SCOPE(scope) {
        awaited_by_plain = act__spawn(&site, scope, &b);
        act__spawn(NULL, scope, &a);
    }
    assert_string_equal(rt_logged(), "2 p1 5 c5 q1 e1 e2");
    rt_end();
}

static void limited_wait_for_held(struct actor *actor)
{
    tamer_error *error = NULL;

    (void)actor;
    TAMER_SCOPE(scope, .timeout = 0.5, .error = &error) {
        act_get(awaited_by_plain);
    }
    assert_int_equal(tamer_error_code(error), ETIMEDOUT);
    tamer_error_clear(&error);
}

static void test_a_deadline_ends_the_wait_for_a_held_task(void **state)
{
    struct actor a = {.script = calls_plain, .id = 1, .plain = limited_wait_for_held};
    struct actor b = {.script = rt_sleeper, .id = 2, .seconds = 5};

    (void)state;
    rt_begin();
    TAMER_SCOPE(scope) {
        awaited_by_plain = act__spawn(&site, scope, &b);
        act__spawn(NULL, scope, &a);
    }
    assert_string_equal(rt_logged(), "2 p1 q1 e1 e2");
    rt_end();
}

static void test_two_tasks_that_wait_for_each_other(void **state)
{
    struct actor a = {.script = rt_getter, .id = 1}, b = {.script = rt_getter, .id = 2};
    tamer_error *error = NULL;

    (void)state;
    rt_begin();
    TAMER_SCOPE(scope, .error = &error) {
        b.data = act__spawn(&site, scope, &a);
        a.data = act__spawn(&site, scope, &b);
    }
    assert_string_equal(rt_logged(), "1 2 c1 c2");
    assert_int_equal(tamer_error_code(error), EDEADLK);
    assert_non_null(strstr(tamer_error_message(error), "nothing is left that could end that"));
    tamer_error_clear(&error);
    rt_end();
}

/* A cancelled task is cancelled in the nested call that it makes, too. */
static void test_cancelling_a_task_in_a_nested_call(void **state)
{
    struct actor a = {.script = calls_plain, .id = 1, .plain = block_one_second, .seconds = 1};
    tamer_error *error = NULL;

    (void)state;
    rt_begin();
    TAMER_SCOPE(scope, .timeout = 1.5, .error = &error) {
        act__spawn(NULL, scope, &a);
    }
    assert_string_equal(rt_logged(), "p1 q1");
    assert_true(rt_elapsed() < 1.501);
    tamer_error_clear(&error);
    rt_end();
}

/* ---- eager starts from plain code ---- */

static void failing_call(struct actor *actor)
{
    struct actor failing = {.script = rt_failer, .id = 31};
    tamer_error *error = NULL;

    (void)actor;
    assert_true(tamer_catch(&error, act(&failing)));
    tamer_error_clear(&error);
}

static struct act_next plain_at_once(struct actor *actor, tamer_step last)
{
    (void)last;
    failing_call(actor);
    return act_done(0);
}

static void test_eager_task_has_a_segment_of_its_own(void **state)
{
    struct actor a = {.script = plain_at_once, .id = 1};
    tamer_error *error = NULL;
    bool caught = true;

    (void)state;
    rt_begin();
    TAMER_SCOPE(scope, .start = TAMER_EAGER) {
        caught = tamer_catch(&error, act__spawn(NULL, scope, &a));
        tamer_sleep(1);
    }
    assert_false(caught);
    assert_string_equal(rt_logged(), "31 f31");
    assert_true(rt_elapsed() >= 1);
    rt_end();
}

/* ---- misuse, in a process of its own ---- */

static char child_says[4096];

/* Runs `misuse`, which must abort; what it wrote to standard error is then in child_says. */
static void expect_abort(void (*misuse)(void))
{
    run_aborting(misuse, child_says, sizeof child_says);
}

static void uncaught(void)
{
    struct actor a = {.script = rt_failer, .id = 1};

    act(&a);
}

static void test_uncaught_error(void **state)
{
    (void)state;
    rt_begin();
    expect_abort(uncaught);
    assert_string_equal(child_says, "tamer: uncaught error in a call from plain code:\n"
                                    "error EPROTO (71): failed 1\n"
                                    "  raised in failer (test.c:7)\n");
    rt_end();
}

static void schedule_on_closed(void)
{
    static struct actor a = {.script = rt_sleeper};
    tamer_scope *kept = NULL;

    TAMER_SCOPE(scope) {
        kept = scope;
    }
    act__spawn(NULL, kept, &a);
}

static void test_scheduling_on_a_closed_scope(void **state)
{
    (void)state;
    rt_begin();
    expect_abort(schedule_on_closed);
    assert_non_null(strstr(child_says, "tamer: scheduling a task: the scope 'scope', opened in "
                                       "schedule_on_closed ("));
    assert_non_null(strstr(child_says, "), has been left\n"));
    rt_end();
}

static void *schedule_from_thread(void *scope)
{
    static struct actor a = {.script = rt_sleeper};

    act__spawn(NULL, scope, &a);
    return NULL;
}

static void schedule_from_another_thread(void)
{
    TAMER_SCOPE(scope) {
        pthread_t thread;

        if (pthread_create(&thread, NULL, schedule_from_thread, scope) == 0)
            pthread_join(thread, NULL);
    }
}

static void test_scheduling_from_another_thread(void **state)
{
    (void)state;
    rt_begin();
    expect_abort(schedule_from_another_thread);
    assert_non_null(strstr(child_says, "tamer: scheduling a task: the scope 'scope', opened in "
                                       "schedule_from_another_thread ("));
    assert_non_null(strstr(child_says, "), belongs to another thread\n"));
    rt_end();
}

/* ---- threads ---- */

static void *use_runtime(void *result)
{
    struct actor a = {.script = rt_sleeper, .seconds = 1, .value = 6};

    tmr_loop()->clock = *(struct tmr_clock *)result;
    TAMER_SCOPE(scope) {
        act_delayed *of_a = act__spawn(NULL, scope, &a);

        *(uint64_t *)result = act_get(of_a);
    }
    return result;
}

static void test_each_thread_has_a_loop(void **state)
{
    union {
        struct tmr_clock clock;
        uint64_t result;
    } shared;
    pthread_t thread;

    (void)state;
    rt_begin();
    shared.clock = tmr_loop()->clock;
    assert_int_equal(pthread_create(&thread, NULL, use_runtime, &shared), 0);
    pthread_join(thread, NULL);
    assert_int_equal(shared.result, 6);
    rt_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_catch_takes_the_error_and_skips_the_rest),
        cmocka_unit_test(test_catchers_nest),
        cmocka_unit_test(test_catch_around_a_scope),
        cmocka_unit_test(test_nested_call_holds_the_others),
        cmocka_unit_test(test_tasks_beneath_a_nested_call_go_on),
        cmocka_unit_test(test_nested_calls_in_turn),
        cmocka_unit_test(test_waiting_for_a_held_task_is_a_deadlock),
        cmocka_unit_test(test_deadlock_at_a_scope_end),
        cmocka_unit_test(test_a_deadline_ends_the_wait_for_a_held_task),
        cmocka_unit_test(test_two_tasks_that_wait_for_each_other),
        cmocka_unit_test(test_cancelling_a_task_in_a_nested_call),
        cmocka_unit_test(test_eager_task_has_a_segment_of_its_own),
        cmocka_unit_test(test_uncaught_error),
        cmocka_unit_test(test_scheduling_on_a_closed_scope),
        cmocka_unit_test(test_scheduling_from_another_thread),
        cmocka_unit_test(test_each_thread_has_a_loop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
