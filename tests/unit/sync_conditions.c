/* SPDX-License-Identifier: BSD-3-Clause */
/* Conditions. */
#include "sync_common.h"

enum { TASKS = 3 };

static tamer_mutex mutex;
static tamer_condition condition;
static tamer_scope *scopes[TASKS];
static int items, taken, inside;

static void begin(void)
{
    mutex = (tamer_mutex)TAMER_MUTEX_INIT;
    condition = (tamer_condition)TAMER_CONDITION_INIT;
    memset(scopes, 0, sizeof scopes);
    items = taken = inside = 0;
    rt_begin();
}

static void end(void)
{
    assert_true(tamer_mutex_try_lock(&mutex));
    tamer_mutex_unlock(&mutex);
    rt_end();
}

/* Takes an item as soon as there is one. */
static TAMED async void taker(int id)
{
    TAMER_SCOPE(scope) {
        scopes[id] = scope;
        tamer_defer {
            scopes[id] = NULL;
        }
        await tamer_mutex_lock(&mutex);
        tamer_defer {
            assert_int_equal(--inside, 0);
            tamer_mutex_unlock(&mutex); /* aborts unless it is locked */
        }
        assert_int_equal(++inside, 1);
        while (items == 0) {
            inside--;
            tamer_defer {
                assert_int_equal(++inside, 1);
            }
            assert_true(await tamer_condition_wait(&condition, &mutex));
        }
        items--;
        taken++;
        rt_log("%d", id);
        await turns(1);
    }
}

static TAMED async void giver(int count, int before, int within)
{
    await turns(before);
    await tamer_mutex_lock(&mutex);
    items += count;
    tamer_condition_notify(&condition, (size_t)count);
    await turns(within);
    tamer_mutex_unlock(&mutex);
}

static void test_served_in_order(void **state)
{
    (void)state;
    begin();
    TAMER_SCOPE(scope) {
        for (int id = 0; id < TASKS; id++)
            taker_scoped(scope, id);
        giver_scoped(scope, 2, 4, 3);
        giver_scoped(scope, 1, 9, 0);
    }
    assert_string_equal(rt_logged(), "0 1 2");
    end();
}

static void test_notify_all(void **state)
{
    (void)state;
    begin();
    TAMER_SCOPE(scope) {
        for (int id = 0; id < TASKS; id++)
            taker_scoped(scope, id);
        turns(9);
        items = 3;
        tamer_condition_notify_all(&condition); /* not locked: may be */
        assert_string_equal(rt_logged(), "");
        tamer_condition_notify_all(&condition);
    }
    assert_string_equal(rt_logged(), "0 1 2");
    assert_int_equal(taken, 3);
    end();
}

/* Two items for three tasks, of which one is cancelled after each number of turns; the mutex is
 * held now and then. No notification gets lost: the items are taken by those that are left, and the
 * mutex was locked on every way out (taker's defers see to that). */
static int cancelled_at(int victim, int turn, int before, int within)
{
    begin();
    TAMER_SCOPE(all, .exit = TAMER_CANCEL) {
        for (int id = 0; id < TASKS; id++)
            taker_scoped(all, id);
        cancel_after_scoped(all, turn, &scopes[victim]);
        giver_scoped(all, 1, before, within);
        giver_scoped(all, 1, before + 1, within);
        turns(60);
    }
    assert_int_equal(items, 0);
    assert_int_equal(taken, 2);
    assert_int_equal(inside, 0);
    end();
    return strchr(rt_logged(), '0' + victim) != NULL;
}

static void test_cancelled_at_every_turn(void **state)
{
    int runs = 0, served = 0;

    (void)state;
    for (int victim = 0; victim < TASKS; victim++)
        for (int turn = 0; turn < 24; turn++)
            for (int before = 0; before < 9; before++)
                for (int within = 0; within < 5; within++) {
                    runs++;
                    served += cancelled_at(victim, turn, before, within);
                }
    print_message("%d runs, the victim was served in %d\n", runs, served);
    assert_true(served > 100 && served < runs - 100);
}

/* Cancelled, it waits for the mutex like everybody, and cannot be cancelled more than once. */
static void test_cancelled_while_locked(void **state)
{
    (void)state;
    begin();
    TAMER_SCOPE(scope) {
        taker_scoped(scope, 0);
        turns(2);
        tamer_mutex_lock(&mutex);
        tamer_cancel(scopes[0]);
        turns(3);
        assert_non_null(scopes[0]);
        rt_log("unlocking");
        tamer_mutex_unlock(&mutex);
        turns(3);
        assert_null(scopes[0]);
    }
    assert_string_equal(rt_logged(), "unlocking");
    end();
}

static TAMED async void wait_cancelled(void)
{
    await tamer_mutex_lock(&mutex);
    tamer_defer {
        tamer_mutex_unlock(&mutex);
    }
    TAMER_SCOPE(scope) {
        tamer_cancel(scope);
        await tamer_condition_wait(&condition, &mutex);
        rt_log("waited");
    }
    rt_log("left");
}

static void test_a_cancelled_task_does_not_begin_to_wait(void **state)
{
    (void)state;
    begin();
    wait_cancelled();
    assert_string_equal(rt_logged(), "left");
    end();
}

static void test_plain_code(void **state)
{
    tamer_error *error = NULL;

    (void)state;
    begin();
    TAMER_SCOPE(scope) {
        giver_scoped(scope, 1, 3, 2);
        assert_true(tamer_mutex_lock(&mutex));
        while (items == 0 && tamer_condition_wait(&condition, &mutex))
            ;
        assert_int_equal(items, 1);
        tamer_mutex_unlock(&mutex);
    }
    assert_true(tamer_mutex_lock(&mutex));
    assert_true(tamer_catch(&error, tamer_condition_wait(&condition, &mutex)));
    assert_deadlock(&error, "waits for a condition, and nothing is left that could end that");
    tamer_mutex_unlock(&mutex);
    end();
}

static void wait_unlocked(void)
{
    tamer_condition_wait(&condition, &mutex);
}

static void test_misuse(void **state)
{
    (void)state;
    begin();
    expect_abort(wait_unlocked,
                 "tamer: tamer_condition_wait: the mutex is not locked; lock it first\n");
    end();
}

static void test_out_of_memory(void **state)
{
    (void)state;
    for (size_t n = 1; n < 6; n++) {
        tamer_error *error = NULL;

        begin();
        rt_fail_allocation(n, true);
        TAMER_SCOPE(scope, .error = &error) {
            taker_scoped(scope, 0);
            giver_scoped(scope, 1, 2, 0);
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
        cmocka_unit_test(test_served_in_order),
        cmocka_unit_test(test_notify_all),
        cmocka_unit_test(test_cancelled_at_every_turn),
        cmocka_unit_test(test_cancelled_while_locked),
        cmocka_unit_test(test_a_cancelled_task_does_not_begin_to_wait),
        cmocka_unit_test(test_plain_code),
        cmocka_unit_test(test_misuse),
        cmocka_unit_test(test_out_of_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
