/* SPDX-License-Identifier: BSD-3-Clause */
/* Event, barrier and once. */
#include "sync_common.h"

enum { TASKS = 3 };

static tamer_scope *scopes[TASKS];

/* ---- event ---- */

static TAMED async void waiter(tamer_event *event, int id)
{
    TAMER_SCOPE(scope) {
        scopes[id] = scope;
        rt_log("%d", await tamer_event_wait(event) ? id : -1);
    }
    scopes[id] = NULL;
}

static void test_event(void **state)
{
    tamer_event event = TAMER_EVENT_INIT;

    (void)state;
    rt_begin();
    TAMER_SCOPE(scope) {
        for (int id = 0; id < TASKS; id++)
            waiter_scoped(scope, &event, id);
        turns(2);
        assert_false(tamer_event_is_set(&event));
        rt_log("set");
        tamer_event_set(&event);
        tamer_event_set(&event);
        tamer_event_clear(&event); /* who has waited gets it all the same */
        rt_log("cleared");
    }
    assert_string_equal(rt_logged(), "set cleared 0 1 2");
    tamer_event_set(&event);
    assert_true(tamer_event_is_set(&event));
    assert_true(tamer_event_wait(&event));
    rt_end();
}

static void test_event_cancelled(void **state)
{
    (void)state;
    for (int victim = 0; victim < TASKS; victim++)
        for (int turn = 0; turn < 5; turn++) {
            tamer_event event = TAMER_EVENT_INIT;
            size_t length;

            rt_begin();
            TAMER_SCOPE(scope) {
                for (int id = 0; id < TASKS; id++)
                    waiter_scoped(scope, &event, id);
                cancel_after_scoped(scope, turn, &scopes[victim]);
                turns(3);
                tamer_event_set(&event);
            }
            length = strlen(rt_logged());
            assert_true(length == (turn > 3 ? 5 : 3));
            assert_true(turn > 3 || !strchr(rt_logged(), '0' + victim));
            rt_end();
        }
}

static void test_event_never_set(void **state)
{
    tamer_event event = TAMER_EVENT_INIT;
    tamer_error *error = NULL;

    (void)state;
    rt_begin();
    assert_true(tamer_catch(&error, tamer_event_wait(&event)));
    assert_deadlock(&error, "waits for an event, and nothing is left that could end that");
    rt_end();
}

/* ---- barrier ---- */

static tamer_barrier barrier;

static TAMED async void party(int id, int before, int rounds)
{
    TAMER_SCOPE(scope) {
        scopes[id] = scope;
        tamer_defer {
            scopes[id] = NULL;
        }
        await turns(before);
        while (rounds-- > 0)
            rt_log("%d:%d", id, await tamer_barrier_wait(&barrier));
    }
}

static void begin_barrier(size_t parties)
{
    barrier = (tamer_barrier)TAMER_BARRIER_INIT(parties);
    memset(scopes, 0, sizeof scopes);
    rt_begin();
}

static void test_barrier(void **state)
{
    (void)state;
    begin_barrier(TASKS);
    TAMER_SCOPE(scope) {
        party_scoped(scope, 0, 4, 2);
        party_scoped(scope, 1, 0, 2);
        party_scoped(scope, 2, 2, 2);
        turns(3);
        assert_int_equal(tamer_barrier_waiting(&barrier), 2);
    }
    assert_string_equal(rt_logged(), "0:2 1:0 2:1 2:2 0:0 1:1");
    assert_int_equal(tamer_barrier_waiting(&barrier), 0);
    begin_barrier(1);
    assert_int_equal(tamer_barrier_wait(&barrier), 0);
    rt_end();
}

/* Who was cancelled before all were there counts no more; two others make it whole again. */
static void test_barrier_cancelled(void **state)
{
    int left = 0;

    (void)state;
    for (int victim = 0; victim < TASKS; victim++)
        for (int turn = 0; turn < 7; turn++) {
            begin_barrier(TASKS);
            TAMER_SCOPE(scope) {
                for (int id = 0; id < TASKS; id++)
                    party_scoped(scope, id, id * 2, 1);
                cancel_after_scoped(scope, turn, &scopes[victim]);
                turns(12);
                left += (int)tamer_barrier_waiting(&barrier);
                assert_true(tamer_barrier_waiting(&barrier) == 0 ||
                            tamer_barrier_waiting(&barrier) == TASKS - 1);
                if (tamer_barrier_waiting(&barrier) > 0)
                    assert_int_equal(tamer_barrier_wait(&barrier), TASKS - 1);
            }
            assert_false(tamer_barrier_is_broken(&barrier));
            rt_end();
        }
    assert_true(left > 10);
}

static void test_barrier_too_few(void **state)
{
    tamer_error *error = NULL;

    (void)state;
    begin_barrier(2);
    assert_true(tamer_catch(&error, tamer_barrier_wait(&barrier)));
    assert_deadlock(&error, "waits for a barrier, and nothing is left that could end that");
    rt_end();
}

static void test_barrier_broken(void **state)
{
    (void)state;
    begin_barrier(TASKS);
    TAMER_SCOPE(scope) {
        party_scoped(scope, 0, 0, 1);
        party_scoped(scope, 1, 0, 2);
        turns(3);
        tamer_barrier_abort(&barrier);
        turns(3);
        assert_int_equal(tamer_barrier_wait(&barrier), -EPIPE);
        assert_true(tamer_barrier_is_broken(&barrier));
        tamer_barrier_reset(&barrier);
        assert_false(tamer_barrier_is_broken(&barrier));
        party_scoped(scope, 2, 0, 1);
        turns(3);
        tamer_barrier_reset(&barrier);
    }
    assert_string_equal(rt_logged(), "0:-32 1:-32 1:-32 2:-32");
    rt_end();
}

/* ---- once ---- */

static tamer_once once;
static int calls, fails; /* the first calls fail */

static TAMED async void once_called(void *length)
{
    calls++;
    rt_log("call");
    await turns(*(int *)length);
    if (fails-- > 0)
        tamer_raise(EIO, "call %d", calls);
    rt_log("done");
}

static void once_plain(void *length)
{
    (void)length;
    rt_log("plain");
}

static TAMED async void once_itself(void *unused)
{
    await tamer_once_run(&once, once_itself, unused);
}

static TAMED async void caller(int id, int length)
{
    tamer_error *error = NULL;
    bool first = false;

    TAMER_SCOPE(scope) {
        scopes[id] = scope;
        tamer_defer {
            scopes[id] = NULL;
        }
        if (tamer_catch(&error, first = await tamer_once_run(&once, once_called, &length)))
            rt_log("%d:%s", id, tamer_error_message(error));
        else
            rt_log("%d:%s", id, first ? "first" : "later");
    }
    tamer_error_clear(&error);
}

static void begin_once(int failing)
{
    once = (tamer_once)TAMER_ONCE_INIT;
    calls = 0;
    fails = failing;
    memset(scopes, 0, sizeof scopes);
    rt_begin();
}

static void test_once(void **state)
{
    int length = 3;

    (void)state;
    for (length = 0; length < 3; length++) {
        begin_once(0);
        TAMER_SCOPE(scope) {
            for (int id = 0; id < TASKS; id++)
                caller_scoped(scope, id, length);
        }
        assert_string_equal(rt_logged(), "call done 0:first 1:later 2:later");
        assert_true(tamer_once_is_done(&once));
        assert_false(tamer_once_run(&once, once_called, &length));
        rt_end();
    }
    begin_once(0);
    assert_true(tamer_once_run(&once, once_plain, NULL));
    assert_false(tamer_once_run(&once, once_plain, NULL));
    assert_string_equal(rt_logged(), "plain");
    rt_end();
}

static void test_once_fails(void **state)
{
    (void)state;
    for (int length = 0; length < 3; length++) {
        begin_once(2);
        TAMER_SCOPE(scope) {
            for (int id = 0; id < TASKS; id++)
                caller_scoped(scope, id, length);
        }
        assert_string_equal(rt_logged(), "call 0:call 1 call 1:call 2 call done 2:first");
        rt_end();
    }
}

/* In the end it was done, by one of those that are left, and the others know. */
static void test_once_cancelled(void **state)
{
    int again = 0;

    (void)state;
    for (int victim = 0; victim < TASKS; victim++)
        for (int turn = 0; turn < 8; turn++)
            for (int length = 0; length < 4; length++) {
                begin_once(0);
                TAMER_SCOPE(scope) {
                    for (int id = 0; id < TASKS; id++)
                        caller_scoped(scope, id, length);
                    cancel_after_scoped(scope, turn, &scopes[victim]);
                }
                assert_true(tamer_once_is_done(&once));
                assert_null(once.owner);
                assert_true(calls == 1 || (calls == 2 && victim == 0));
                again += calls - 1;
                rt_end();
            }
    assert_true(again > 3);
}

/* It was this task's turn, but it is cancelled before. */
static TAMED async void fail_and_cancel(void *unused)
{
    (void)unused;
    await turns(1);
    tamer_raise(EIO, "first");
}

static TAMED async void first_caller(void)
{
    tamer_error *error = NULL;

    if (tamer_catch(&error, await tamer_once_run(&once, fail_and_cancel, NULL)))
        tamer_cancel(scopes[1]);
    tamer_error_clear(&error);
}

static void test_once_cancelled_at_its_turn(void **state)
{
    (void)state;
    begin_once(0);
    TAMER_SCOPE(scope) {
        first_caller_scoped(scope);
        caller_scoped(scope, 1, 1);
        caller_scoped(scope, 2, 1);
    }
    assert_string_equal(rt_logged(), "call done 2:first");
    rt_end();
}

static void test_once_itself(void **state)
{
    tamer_error *error = NULL;

    (void)state;
    begin_once(0);
    assert_true(tamer_catch(&error, tamer_once_run(&once, once_itself, NULL)));
    assert_deadlock(&error, "the function waits for its own call to end");
    assert_null(once.owner);
    rt_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_event),
        cmocka_unit_test(test_event_cancelled),
        cmocka_unit_test(test_event_never_set),
        cmocka_unit_test(test_barrier),
        cmocka_unit_test(test_barrier_cancelled),
        cmocka_unit_test(test_barrier_too_few),
        cmocka_unit_test(test_barrier_broken),
        cmocka_unit_test(test_once),
        cmocka_unit_test(test_once_fails),
        cmocka_unit_test(test_once_cancelled),
        cmocka_unit_test(test_once_cancelled_at_its_turn),
        cmocka_unit_test(test_once_itself),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
