/* SPDX-License-Identifier: BSD-3-Clause */
/* Errors: the traceback's text, joining, copies. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "error.h"
#include "rt.h"

ACT_POINT(in_parse, "parse", 12);
ACT_POINT(in_fetch, "fetch", 40);
ACT_POINT(in_main, "main", 9);

static tamer_error *raised(int code, const char *message)
{
    return tmr_error_of(tamer_raise_at(&in_parse, code, "%s", message).value);
}

static void assert_prints(const tamer_error *error, const char *expected)
{
    char *text = rt_print(error);

    assert_string_equal(text, expected);
    free(text);
}

static void test_traceback(void **state)
{
    tamer_error *error = raised(EPROTO, "bad reply from host");
    tamer_step step = {TAMER_UNWIND, tmr_error_value(error)};

    (void)state;
    step = tamer_unwind(&in_fetch, step);
    step = tamer_unwind(&in_main, step);
    tmr_error_trace(error, TMR_TRACE_SCHEDULED, &in_main);
    assert_ptr_equal(tmr_error_of(step.value), error);
    assert_prints(error, "error EPROTO (71): bad reply from host\n"
                         "  raised in parse (test.c:12)\n"
                         "  awaited in fetch (test.c:40)\n"
                         "  awaited in main (test.c:9)\n"
                         "  scheduled in main (test.c:9)\n");
    assert_int_equal(tamer_error_code(error), EPROTO);
    assert_int_equal(tamer_error_count(error), 1);
    assert_ptr_equal(tamer_error_at(error, 0), error);
    tamer_error_clear(&error);
    assert_null(error);
    tamer_error_clear(&error);
    tamer_error_clear(NULL);
}

static void test_codes_without_a_name(void **state)
{
    tamer_error *error = raised(99999, "odd");

    (void)state;
    assert_prints(error, "error 99999: odd\n  raised in parse (test.c:12)\n");
    tamer_error_clear(&error);
}

static void test_no_error(void **state)
{
    (void)state;
    assert_int_equal(tamer_error_code(NULL), 0);
    assert_string_equal(tamer_error_message(NULL), "");
    assert_int_equal(tamer_error_count(NULL), 0);
    assert_null(tamer_error_at(NULL, 0));
    assert_prints(NULL, "");
}

static void test_joined(void **state)
{
    tamer_error *first = raised(EPROTO, "one"), *whole;

    (void)state;
    tmr_error_trace(first, TMR_TRACE_SCHEDULED, &in_fetch);
    whole = tmr_error_join(first, raised(EIO, "two"));
    tmr_error_trace(whole, TMR_TRACE_AWAITED, &in_main); /* they go on together */
    whole = tmr_error_join(whole, raised(EPIPE, "three"));
    assert_int_equal(tamer_error_count(whole), 3);
    assert_int_equal(tamer_error_code(whole), EPROTO);
    assert_string_equal(tamer_error_message(whole), "one (and 2 more)");
    tmr_error_trace(whole, TMR_TRACE_AWAITED, &in_fetch);
    assert_prints(whole, "3 errors:\n"
                         "  error EPROTO (71): one\n"
                         "    raised in parse (test.c:12)\n"
                         "    scheduled in fetch (test.c:40)\n"
                         "    awaited in main (test.c:9)\n"
                         "    awaited in fetch (test.c:40)\n"
                         "  error EIO (5): two\n"
                         "    raised in parse (test.c:12)\n"
                         "    awaited in main (test.c:9)\n"
                         "    awaited in fetch (test.c:40)\n"
                         "  error EPIPE (32): three\n"
                         "    raised in parse (test.c:12)\n"
                         "    awaited in fetch (test.c:40)\n");
    assert_prints(tamer_error_at(whole, 2), "error EPIPE (32): three\n"
                                            "  raised in parse (test.c:12)\n"
                                            "  awaited in fetch (test.c:40)\n");
    tamer_error_clear(&whole);
    assert_null(tmr_error_join(NULL, NULL));
}

static void test_copies_part(void **state)
{
    tamer_error *error = tmr_error_join(raised(EPROTO, "one"), raised(EIO, "two")), *copy;

    (void)state;
    copy = tmr_error_own(tmr_error_ref(error));
    assert_ptr_not_equal(copy, error);
    tmr_error_trace(copy, TMR_TRACE_AWAITED, &in_main);
    assert_prints(error, "2 errors:\n"
                         "  error EPROTO (71): one\n"
                         "    raised in parse (test.c:12)\n"
                         "  error EIO (5): two\n"
                         "    raised in parse (test.c:12)\n");
    assert_prints(copy, "2 errors:\n"
                        "  error EPROTO (71): one\n"
                        "    raised in parse (test.c:12)\n"
                        "    awaited in main (test.c:9)\n"
                        "  error EIO (5): two\n"
                        "    raised in parse (test.c:12)\n"
                        "    awaited in main (test.c:9)\n");
    tamer_error_clear(&copy);
    assert_ptr_equal(tmr_error_own(error), error);
    tamer_error_clear(&error);
}

static void test_long_traces_keep_both_ends(void **state)
{
    tamer_error *error = raised(EIO, "deep");
    char *text;
    size_t i;

    (void)state;
    for (i = 0; i < 100000; i++)
        tmr_error_trace(error, TMR_TRACE_AWAITED, &in_fetch);
    tmr_error_trace(error, TMR_TRACE_SCHEDULED, &in_main);
    text = rt_print(error);
    assert_non_null(strstr(text, "raised in parse"));
    assert_non_null(strstr(text, "  ... 99746 more ...\n  scheduled in main (test.c:9)\n"));
    free(text);
    tamer_error_clear(&error);
}

static void test_check(void **state)
{
    tamer_error *error = tmr_error_of(tamer_check_failed(&in_parse, -ENOENT, "open(path)").value);

    (void)state;
    assert_int_equal(tamer_error_code(error), ENOENT);
    assert_string_equal(tamer_error_message(error), "open(path): No such file or directory");
    tamer_error_clear(&error);
}

static void test_catch_takes(void **state)
{
    tamer_error *error = raised(EIO, "old");

    (void)state;
    assert_false(tamer_catch_take(&error, 0));
    assert_int_equal(tamer_error_code(error), EIO);
    assert_true(tamer_catch_take(&error, tmr_error_value(raised(EPIPE, "new"))));
    assert_int_equal(tamer_error_code(error), EPIPE);
    assert_true(tamer_catch_take(NULL, tmr_error_value(raised(EPIPE, "dropped"))));
    tamer_error_clear(&error);
}

/* Whichever allocation fails, something is raised, and nothing leaks. */
static void test_without_memory(void **state)
{
    size_t n;
    int came = 1;

    (void)state;
    for (n = 1; came; n++) {
        tamer_error *error, *copy;

        rt_fail_allocation(n, n % 2 == 0);
        error = tmr_error_join(raised(EPROTO, "one"), raised(EIO, "two"));
        error = tmr_error_join(error, raised(EPIPE, "three"));
        copy = tmr_error_own(tmr_error_ref(error));
        came = rt_allocation_failed();
        rt_fail_allocation(0, 0);
        assert_true(tamer_error_count(error) >= 1 && tamer_error_count(copy) >= 1);
        assert_true(tamer_error_code(error) == EPROTO || tamer_error_code(error) == ENOMEM);
        tamer_error_clear(&error);
        tamer_error_clear(&copy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_traceback),      cmocka_unit_test(test_codes_without_a_name),
        cmocka_unit_test(test_no_error),       cmocka_unit_test(test_joined),
        cmocka_unit_test(test_copies_part),    cmocka_unit_test(test_long_traces_keep_both_ends),
        cmocka_unit_test(test_check),          cmocka_unit_test(test_catch_takes),
        cmocka_unit_test(test_without_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
