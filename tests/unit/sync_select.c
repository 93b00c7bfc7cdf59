/* SPDX-License-Identifier: BSD-3-Clause */
/* Select. */
#include "sync_common.h"

#include <poll.h>

enum { TASKS = 3, ITEMS = 4, NEVER = 99 };

static tamer_channel in, out;
static tamer_scope *scopes[TASKS];
static int pipes[2];

static void begin(size_t capacity)
{
    memset(scopes, 0, sizeof scopes);
    rt_begin();
    assert_int_equal(tamer_channel_init(&in, sizeof(int), capacity), 0);
    assert_int_equal(tamer_channel_init(&out, sizeof(int), capacity), 0);
    assert_int_equal(pipe(pipes), 0);
}

static void end(void)
{
    tamer_channel_destroy(&in);
    tamer_channel_destroy(&out);
    close(pipes[0]);
    close(pipes[1]);
    rt_end();
}

static void put(tamer_channel *channel, int item)
{
    assert_int_equal(tamer_channel_try_send(channel, &item), 1);
}

static TAMED async int after(double seconds, int result)
{
    await tamer_sleep(seconds);
    if (result < 0)
        tamer_raise(-result, "after %g", seconds);
    return result;
}

/* ---- each kind of case ---- */

/* What happens first: of all kinds, one each. */
static TAMED async int first_of_all(after_delayed *result, double timeout, int *ret_result)
{
    int item = 0, index;
    const int sent = 9;
    tamer_case cases[] = {
        TAMER_ON_RECEIVE(&in, &item), TAMER_ON_SEND(&out, &sent), TAMER_ON_READY(pipes[0], POLLIN),
        TAMER_ON_TIMEOUT(timeout),    TAMER_ON_RESULT(result),    {.kind = TAMER_CASE_NONE},
    };

    index = await tamer_select(cases, sizeof cases / sizeof *cases);
    *ret_result = cases[index].result;
    return index * 100 + item;
}

static TAMED async void act_after(int what, double seconds)
{
    int item;

    if (seconds > 0)
        await tamer_sleep(seconds);
    if (what == 0)
        put(&in, 7);
    else if (what == 1)
        assert_int_equal(tamer_channel_try_receive(&out, &item), 1);
    else if (what == 2)
        assert_int_equal(write(pipes[1], "x", 1), 1);
}

static void each_kind(int what, double when, bool in_plain_code)
{
    int result = -1, index = 0;

    begin(0);
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        after_delayed *slow = after_scoped(scope, what == 4 ? when : 5, 3);

        act_after_scoped(scope, what, when);
        if (when == 0)
            turns(2);
        if (in_plain_code) {
            index = first_of_all(slow, what == 3 ? when : 4, &result);
        } else {
            first_of_all_delayed *first =
                first_of_all_scoped(scope, slow, what == 3 ? when : 4, &result);
            index = first_of_all_get(first);
        }
    }
    assert_int_equal(index, what == 0 ? 7 : what * 100);
    assert_int_equal(result, what == 2 ? POLLIN : 1);
    assert_true(rt_elapsed() >= when && rt_elapsed() < when + 0.1);
    end();
}

static void test_each_kind(void **state)
{
    (void)state;
    for (int plain = 0; plain < 2; plain++)
        for (int what = 0; what <= 4; what++) {
            if (what != 2) /* the test's clock goes on while a descriptor is waited for */
                each_kind(what, 1, plain);
            if (what >= 2)
                each_kind(what, 0, plain);
        }
}

static TAMED async void write_after_turns(int count)
{
    await turns(count);
    assert_int_equal(write(pipes[1], "x", 1), 1);
}

static void test_a_descriptor_that_becomes_ready(void **state)
{
    (void)state;
    for (int count = 0; count < 4; count++) {
        tamer_case cases[] = {TAMER_ON_RECEIVE(&in, NULL), TAMER_ON_READY(0, POLLIN)};

        begin(0);
        cases[1].fd = pipes[0];
        TAMER_SCOPE(scope) {
            write_after_turns_scoped(scope, count);
            assert_int_equal(tamer_select(cases, 2), 1);
            assert_int_equal(cases[1].result, POLLIN);
        }
        cases[1].fd = 9999;
        assert_int_equal(tamer_select(cases, 2), 1);
        assert_int_equal(cases[1].result, -EBADF);
        end();
    }
}

static void test_looking_only(void **state)
{
    int item = 3;
    tamer_case cases[] = {TAMER_ON_RECEIVE(&in, &item), TAMER_ON_SEND(&out, &item),
                          TAMER_ON_TIMEOUT(0)};

    (void)state;
    begin(1);
    assert_int_equal(tamer_select(cases, 3), 1);
    assert_int_equal(tamer_select(cases, 3), 2);
    put(&in, 8);
    assert_int_equal(tamer_select(cases, 3), 0);
    assert_int_equal(item, 8);
    assert_int_equal(tamer_select(cases, 3), 2);
    assert_int_equal(tamer_channel_count(&out), 1);
    cases[0].kind = cases[1].kind = cases[2].kind = TAMER_CASE_NONE;
    assert_int_equal(tamer_select(cases, 3), -EINVAL);
    assert_int_equal(tamer_select(cases, 0), -EINVAL);
    end();
}

static void test_ends_and_failures(void **state)
{
    tamer_error *error = NULL;
    int item = 3;

    (void)state;
    begin(0);
    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        after_delayed *fails = after_scoped(scope, 1, -EIO), *again = after_scoped(scope, 2, -EIO);
        tamer_case cases[] = {TAMER_ON_RESULT(fails), TAMER_ON_RECEIVE(&in, &item)};

        assert_int_equal(tamer_select(cases, 2), 0);
        assert_int_equal(cases[0].result, TAMER_FAILED);
        assert_int_equal(tamer_select(cases, 2), 0); /* it still is */
        assert_true(tamer_catch(&error, after_get(fails)));
        assert_int_equal(tamer_error_code(error), EIO);
        tamer_error_clear(&error);
        cases[0].kind = TAMER_CASE_NONE;
        tamer_channel_close(&in);
        assert_int_equal(tamer_select(cases, 2), 1);
        assert_int_equal(cases[1].result, 0);
        assert_true(tamer_catch(&error, after_get(again)));
        tamer_error_clear(&error);
    }
    end();
}

static void close_while_waiting(bool sends)
{
    int item = 3;
    tamer_case cases[] = {TAMER_ON_RECEIVE(&in, &item), TAMER_ON_TIMEOUT(9)};

    if (sends)
        cases[0] = (tamer_case)TAMER_ON_SEND(&in, &item);
    begin(0);
    TAMER_SCOPE(scope) {
        tamer_select_delayed *done = tamer_select_scoped(scope, cases, 2);

        turns(2);
        tamer_channel_close(&in);
        assert_int_equal(tamer_select_get(done), 0);
        assert_int_equal(cases[0].result, sends ? -EPIPE : 0);
    }
    end();
}

static void test_closed_while_it_waits(void **state)
{
    (void)state;
    close_while_waiting(false);
    close_while_waiting(true);
}

/* Watching a failure does not receive it. */
static void watch_a_failure(void)
{
    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE) {
        after_delayed *fails = after_scoped(scope, 1, -EIO);
        tamer_case cases[] = {TAMER_ON_RESULT(fails), TAMER_ON_TIMEOUT(4)};

        assert_int_equal(tamer_select(cases, 2), 0);
        assert_int_equal(cases[0].result, TAMER_FAILED);
    }
}

static void test_nothing_is_received(void **state)
{
    tamer_error *error = NULL;

    (void)state;
    begin(0);
    assert_true(tamer_catch(&error, watch_a_failure()));
    assert_int_equal(tamer_error_code(error), EIO);
    tamer_error_clear(&error);
    end();
}

/* ---- exactly one ---- */

/* Two things at the same moment: one of them happens. */
static void test_at_the_same_time(void **state)
{
    (void)state;
    for (int order = 0; order < 6; order++) {
        int item = 0, index = -1;
        tamer_case cases[] = {TAMER_ON_RECEIVE(&in, &item), TAMER_ON_TIMEOUT(1),
                              TAMER_ON_TIMEOUT(1)};

        begin(1);
        TAMER_SCOPE(scope) {
            after_delayed *result;
            tamer_case all[4];

            if (order % 2)
                act_after_scoped(scope, 0, 1);
            result = after_scoped(scope, 1, 2);
            if (order % 2 == 0)
                act_after_scoped(scope, 0, 1);
            memcpy(all, cases, sizeof cases);
            all[3] = (tamer_case)TAMER_ON_RESULT(result);
            turns(1);
            index = tamer_select(all, order < 2 ? 4 : order < 4 ? 3 : 2);
            assert_in_range(index, 0, 3);
            assert_int_equal(all[index].result, 1);
        }
        assert_int_equal(tamer_channel_count(&in), index == 0 ? 0 : 1);
        assert_int_equal(item, index == 0 ? 7 : 0);
        end();
    }
}

static void test_each_has_its_chance(void **state)
{
    int count[3] = {0}, item = 0;

    (void)state;
    begin(1);
    assert_int_equal(write(pipes[1], "x", 1), 1);
    for (int i = 0; i < 3000; i++) {
        tamer_case cases[] = {TAMER_ON_RECEIVE(&in, &item), TAMER_ON_SEND(&out, &item),
                              TAMER_ON_READY(pipes[0], POLLIN)};

        tamer_channel_try_send(&in, &item);
        tamer_channel_try_receive(&out, &item);
        count[tamer_select(cases, 3)]++;
    }
    for (int i = 0; i < 3; i++)
        assert_in_range(count[i], 800, 1200);
    end();
}

static TAMED async void tick(int *ticks)
{
    for (;;) {
        ++*ticks;
        await tamer_yield();
    }
}

static TAMED async int select_often(void)
{
    int item = 0;

    for (int i = 0; i < 1000; i++) {
        tamer_case cases[] = {TAMER_ON_SEND(&in, &item), TAMER_ON_RECEIVE(&in, &item)};

        await tamer_select(cases, 2);
    }
    return 1;
}

static void test_the_others_have_turns(void **state)
{
    int ticks = 0;

    (void)state;
    begin(1);
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        tick_scoped(scope, &ticks);
        assert_int_equal(select_often(), 1);
    }
    assert_in_range(ticks, 10, 30);
    end();
}

/* ---- nothing lost, nothing twice ---- */

static int sent[TASKS * ITEMS], received[TASKS * ITEMS];

static TAMED async void producer(int id, int pause)
{
    TAMER_SCOPE(scope) {
        scopes[id] = scope;
        tamer_defer {
            scopes[id] = NULL;
        }
        for (int item = id * ITEMS; item < (id + 1) * ITEMS; item++) {
            tamer_case cases[] = {TAMER_ON_SEND(&in, &item), TAMER_ON_SEND(&out, &item),
                                  TAMER_ON_TIMEOUT(1)};
            int index = await tamer_select(cases, 3);

            sent[item] += index < 2;
            await turns(pause);
        }
    }
}

static TAMED async void consumer(int id, int pause, bool selects)
{
    TAMER_SCOPE(scope) {
        int item = -1, got = 1;

        scopes[id] = scope;
        tamer_defer {
            scopes[id] = NULL;
        }
        while (got == 1) {
            tamer_case cases[] = {TAMER_ON_RECEIVE(&in, &item), TAMER_ON_RECEIVE(&out, &item)};

            if (selects)
                got = cases[await tamer_select(cases, 2)].result;
            else
                got = await tamer_channel_receive(&in, &item);
            received[item] += got;
            await turns(pause);
        }
    }
}

static void drain(tamer_channel *channel)
{
    int item;

    while (tamer_channel_try_receive(channel, &item) == 1)
        received[item]++;
}

static int run(size_t capacity, int victim, int turn, unsigned shape)
{
    int total = 0;

    begin(capacity);
    memset(sent, 0, sizeof sent);
    memset(received, 0, sizeof received);
    TAMER_SCOPE(all, .exit = TAMER_CANCEL) {
        if (shape & 1)
            consumer_scoped(all, 2, shape >> 1 & 1, shape >> 2 & 1);
        producer_scoped(all, 0, shape >> 3 & 1);
        if (shape & 16)
            producer_scoped(all, 1, shape >> 1 & 1);
        else
            consumer_scoped(all, 1, 0, true);
        if (!(shape & 1))
            consumer_scoped(all, 2, shape >> 1 & 1, shape >> 2 & 1);
        cancel_after_scoped(all, turn, &scopes[victim]);
        turns(20);
        tamer_sleep(6);
    }
    drain(&in);
    drain(&out);
    for (int item = 0; item < TASKS * ITEMS; item++) {
        assert_int_equal(sent[item], received[item]);
        assert_in_range(sent[item], 0, 1);
        total += sent[item];
    }
    end();
    return total;
}

static void test_cancelled_at_every_turn(void **state)
{
    int runs = 0, least = NEVER, most = 0;

    (void)state;
    for (size_t capacity = 0; capacity < 3; capacity++)
        for (int victim = 0; victim < TASKS; victim++)
            for (int turn = 0; turn < 12; turn++)
                for (unsigned shape = 0; shape < 32; shape++) {
                    int total = run(capacity, victim, turn, shape);

                    least = total < least ? total : least;
                    most = total > most ? total : most;
                    runs++;
                }
    print_message("%d runs, from %d to %d items\n", runs, least, most);
    assert_true(least < 3 && most == 2 * ITEMS);
}

static TAMED async void select_when_cancelled(void)
{
    int item = 1;
    tamer_case cases[] = {TAMER_ON_SEND(&in, &item), TAMER_ON_TIMEOUT(0)};

    TAMER_SCOPE(scope) {
        tamer_cancel(scope);
        await tamer_select(cases, 2);
        rt_log("selected");
    }
}

/* Every kind, cancelled while it waits: nothing is left of it. */
static void test_cancelled(void **state)
{
    int result = -1;

    (void)state;
    begin(1);
    select_when_cancelled();
    assert_string_equal(rt_logged(), "");
    assert_int_equal(tamer_channel_count(&in), 0);
    put(&out, 1);
    for (int count = 0; count < 4; count++)
        TAMER_SCOPE(outer, .exit = TAMER_CANCEL) {
            after_delayed *slow = after_scoped(outer, 5, 1);

            TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
                first_of_all_scoped(scope, slow, 3, &result);
                turns(count);
            }
            assert_ptr_equal(in.receivers.newest, &in.receivers.end);
        }
    assert_int_equal(result, -1);
    end();
}

/* ---- plain code, memory, and what never ends ---- */

static void select_above(void)
{
    int item;
    tamer_case cases[] = {TAMER_ON_RECEIVE(&in, &item), TAMER_ON_TIMEOUT(2)};

    assert_int_equal(tamer_select(cases, 2), 1);
}

static TAMED async void plain_above(void)
{
    await turns(1);
    select_above();
    rt_log("timed out");
}

static void test_blocking_above_a_task(void **state)
{
    (void)state;
    begin(0);
    TAMER_SCOPE(scope) {
        plain_above_scoped(scope);
    }
    assert_string_equal(rt_logged(), "timed out");
    end();
}

static void test_deadlock(void **state)
{
    tamer_error *error = NULL;
    int item = 0;
    tamer_case cases[] = {TAMER_ON_RECEIVE(&in, &item), TAMER_ON_SEND(&out, &item)};

    (void)state;
    begin(0);
    assert_true(tamer_catch(&error, tamer_select(cases, 2)));
    assert_deadlock(&error, "waits for one of several things, and nothing is left");
    end();
}

static void test_out_of_memory(void **state)
{
    (void)state;
    for (size_t n = 1; n < 12; n++) {
        tamer_error *error = NULL;
        int result = 0;

        begin(1);
        put(&out, 1);
        rt_fail_allocation(n, true);
        TAMER_SCOPE(scope, .error = &error) {
            after_delayed *slow = after_scoped(scope, 1, 1);

            first_of_all_scoped(scope, slow, 2, &result);
            tamer_yield(); /* plain code may be what ran out of memory */
        }
        rt_fail_allocation(0, 0);
        tamer_error_clear(&error);
        end();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_kind),
        cmocka_unit_test(test_a_descriptor_that_becomes_ready),
        cmocka_unit_test(test_looking_only),
        cmocka_unit_test(test_ends_and_failures),
        cmocka_unit_test(test_closed_while_it_waits),
        cmocka_unit_test(test_nothing_is_received),
        cmocka_unit_test(test_at_the_same_time),
        cmocka_unit_test(test_each_has_its_chance),
        cmocka_unit_test(test_the_others_have_turns),
        cmocka_unit_test(test_cancelled_at_every_turn),
        cmocka_unit_test(test_cancelled),
        cmocka_unit_test(test_blocking_above_a_task),
        cmocka_unit_test(test_deadlock),
        cmocka_unit_test(test_out_of_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
