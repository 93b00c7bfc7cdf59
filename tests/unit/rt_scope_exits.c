/* SPDX-License-Identifier: BSD-3-Clause */
/* How scopes are left: plain bodies, .exit and .on_error, shields; and what they keep. */
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

/* ---- rule 9: plain bodies ---- */

static void test_cancelled_plain_body(void **state)
{
    struct actor a = plan_sleeper(1, 9),
                 b = {.script = rt_sleeper, .id = 2, .seconds = 1, .value = 5};

    (void)state;
    rt_begin();
    TAMER_SCOPE(scope) {
        act__spawn(NULL, scope, &a);
        tamer_yield();
        assert_false(tamer_scope_cancelled(scope));
        tamer_cancel(scope);
        tamer_cancel(scope);
        assert_true(tamer_scope_cancelled(scope));
        assert_int_equal(act(&b), 0);
        tamer_sleep(100);
        rt_log("end");
    }
    assert_string_equal(rt_logged(), "1 end c1");
    assert_true(rt_elapsed() < 0.001);
    assert_int_equal(act(&b), 5); /* afterwards calls run again */
    rt_end();
}

static void test_plain_body_timed_out_in_a_call(void **state)
{
    tamer_error *error = NULL;

    (void)state;
    rt_begin();
    TAMER_SCOPE(scope, .timeout = 2, .error = &error) {
        tamer_sleep(1);
        assert_false(tamer_scope_cancelled(scope));
        tamer_sleep(5);
        assert_true(tamer_scope_cancelled(scope));
        tamer_sleep(5);
        rt_log("end");
    }
    assert_int_equal(tamer_error_code(error), ETIMEDOUT);
    assert_true(rt_elapsed() >= 2 && rt_elapsed() < 2.001);
    tamer_error_clear(&error);
    rt_end();
}

static void test_plain_body_goes_on_with_continue(void **state)
{
    struct actor a = plan_failer(1, 1), b = plan_sleeper(2, 1);
    tamer_error *error = NULL;

    (void)state;
    rt_begin();
    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE, .error = &error) {
        act__spawn(NULL, scope, &a);
        tamer_sleep(2);
        assert_false(tamer_scope_cancelled(scope));
        act(&b);
    }
    assert_string_equal(rt_logged(), "1 f1 2 e2");
    assert_int_equal(tamer_error_code(error), EPROTO);
    tamer_error_clear(&error);
    rt_end();
}

/* An error of a call in the body, with somebody further out to take it, is the body's: as in a
 * tamed function. */
static void test_plain_body_error(void **state)
{
    struct actor a = plan_sleeper(1, 9), b = plan_failer(2, 1);
    tamer_error *error = NULL;

    (void)state;
    rt_begin();
    TAMER_SCOPE(scope, .error = &error) {
        act__spawn(NULL, scope, &a);
        act(&b);
        assert_true(tamer_scope_cancelled(scope));
        tamer_sleep(9);
    }
    assert_string_equal(rt_logged(), "2 1 f2 c1");
    assert_int_equal(tamer_error_code(error), EPROTO);
    tamer_error_clear(&error);
    rt_end();
}

/* ---- .exit x .on_error ---- */

static void check_table(enum tamer_policy exit, enum tamer_policy on_error, double seconds,
                        const char *expected)
{
    struct actor a = plan_sleeper(1, 2), b = plan_failer(2, 1), c = plan_sleeper(3, 0.5);
    struct plan plan = {.options = {.exit = exit, .on_error = on_error},
                        .children = {&a, &b, &c},
                        .seconds = seconds};
    tamer_error *error;

    rt_begin();
    error = plan_run(&plan);
    assert_string_equal(rt_logged(), expected);
    assert_int_equal(error != NULL, strstr(expected, "raised") != NULL);
    tamer_error_clear(&error);
    rt_end();
}

static void test_exit_and_on_error(void **state)
{
    (void)state;
    check_table(TAMER_WAIT, TAMER_CANCEL, 0.7, "1 2 3 e3 body f2 c1 raised");
    check_table(TAMER_WAIT, TAMER_CONTINUE, 0.7, "1 2 3 e3 body f2 e1 raised");
    check_table(TAMER_CANCEL, TAMER_CANCEL, 0.7, "1 2 3 e3 body c1 c2 behind");
    check_table(TAMER_CANCEL, TAMER_CONTINUE, 0.7, "1 2 3 e3 body c1 c2 behind");
    check_table(TAMER_CANCEL, TAMER_CANCEL, 1.5, "1 2 3 e3 f2 c1 raised");
    check_table(TAMER_CANCEL, TAMER_CONTINUE, 1.5, "1 2 3 e3 f2 body c1 raised");
    check_table(TAMER_RAISE, TAMER_CANCEL, 0.7, "1 2 3 e3 body c1 c2 raised");
    check_table(TAMER_RAISE, TAMER_CONTINUE, 1.5, "1 2 3 e3 f2 body c1 raised");
}

static void test_raise_names_what_nobody_waited_for(void **state)
{
    struct actor a = plan_sleeper(1, 1), b = plan_sleeper(2, 1), c = plan_sleeper(3, 9);
    struct plan plan = {.options = {.exit = TAMER_RAISE}, .children = {&a, &b, &c}, .get = 2};
    tamer_error *error;

    (void)state;
    rt_begin();
    error = plan_run(&plan);
    assert_int_equal(tamer_error_count(error), 1);
    assert_int_equal(tamer_error_code(error), ECHILD);
    assert_non_null(strstr(tamer_error_message(error), "test (test.c:101), test (test.c:103)"));
    assert_null(strstr(tamer_error_message(error), "test.c:102"));
    tamer_error_clear(&error);
    plan = (struct plan){.options = {.exit = TAMER_RAISE}, .children = {&b}, .get = 1};
    b.at = 0;
    assert_null(plan_run(&plan));
    rt_end();
}

static void test_raise_with_unawaited_and_failed(void **state)
{
    struct actor a = plan_sleeper(1, 5), b = plan_failer(2, 1);
    struct plan plan = {.options = {.exit = TAMER_RAISE}, .children = {&a, &b}, .seconds = 3};
    tamer_error *error;

    (void)state;
    rt_begin();
    error = plan_run(&plan);
    assert_int_equal(tamer_error_count(error), 2);
    assert_int_equal(tamer_error_code(tamer_error_at(error, 0)), EPROTO);
    assert_int_equal(tamer_error_code(tamer_error_at(error, 1)), ECHILD);
    tamer_error_clear(&error);
    rt_end();
}

/* ---- shields ---- */

static void test_shielded_scope_is_left_first(void **state)
{
    struct actor a = plan_sleeper(1, 3);
    struct plan inner = {.options = {.shield = true}, .children = {&a}, .seconds = 2};
    struct actor body = {.script = plan_body, .data = &inner};
    struct plan outer = {.options = {.exit = TAMER_CANCEL}, .children = {&body}, .seconds = 1};

    (void)state;
    rt_begin();
    assert_null(plan_run(&outer));
    assert_string_equal(rt_logged(), "1 body body e1 cancelled behind");
    assert_true(rt_elapsed() >= 3);
    rt_end();
}

static void test_timeout_beats_the_shield_from_inside(void **state)
{
    struct plan inner = {.options = {.shield = true, .timeout = 2}, .seconds = 9};
    struct actor body = {.script = plan_body, .data = &inner};
    struct plan outer = {.options = {.exit = TAMER_CANCEL}, .children = {&body}, .seconds = 1};
    tamer_error *error;

    (void)state;
    rt_begin();
    error = plan_run(&outer);
    assert_string_equal(rt_logged(), "body raised raised");
    assert_int_equal(tamer_error_code(error), ETIMEDOUT);
    assert_true(rt_elapsed() >= 2 && rt_elapsed() < 2.001);
    tamer_error_clear(&error);
    rt_end();
}

static void test_tasks_of_nested_scopes_are_cancelled_together(void **state)
{
    struct actor a = plan_sleeper(1, 9), b = plan_sleeper(2, 9);
    struct plan inner = {.children = {&a}, .seconds = 9};
    struct actor body = {.script = plan_body, .data = &inner};
    struct plan middle = {.children = {&body, &b}};
    struct actor middle_body = {.script = plan_body, .data = &middle};
    struct plan outer = {
        .options = {.exit = TAMER_CANCEL}, .children = {&middle_body}, .seconds = 1};

    (void)state;
    rt_begin();
    assert_null(plan_run(&outer));
    assert_string_equal(rt_logged(), "2 1 body c2 c1 cancelled cancelled behind");
    rt_end();
}

/* ---- memory ---- */

static void test_a_long_lived_scope_keeps_nothing(void **state)
{
    struct tmr_mem *mem = &tmr_loop()->mem;
    size_t i, slabs = 0;

    (void)state;
    rt_begin();
    TAMER_SCOPE(scope) {
        for (i = 0; i < 20000; i++) {
            struct actor a = {.script = rt_yielder, .value = 1};

            act__spawn_into(NULL, scope, NULL, &a);
            tamer_yield();
            tamer_yield();
            rt_log_clear();
            if (i == 100)
                slabs = mem->slab_count;
        }
        assert_int_equal(tamer_scope_pending(scope), 0);
        assert_null(scope->first);
        assert_int_equal(mem->slab_count, slabs);
    }
    rt_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cancelled_plain_body),
        cmocka_unit_test(test_plain_body_timed_out_in_a_call),
        cmocka_unit_test(test_plain_body_goes_on_with_continue),
        cmocka_unit_test(test_plain_body_error),
        cmocka_unit_test(test_exit_and_on_error),
        cmocka_unit_test(test_raise_names_what_nobody_waited_for),
        cmocka_unit_test(test_raise_with_unawaited_and_failed),
        cmocka_unit_test(test_shielded_scope_is_left_first),
        cmocka_unit_test(test_timeout_beats_the_shield_from_inside),
        cmocka_unit_test(test_tasks_of_nested_scopes_are_cancelled_together),
        cmocka_unit_test(test_a_long_lived_scope_keeps_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
