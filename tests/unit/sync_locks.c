/* SPDX-License-Identifier: BSD-3-Clause */
/* Mutex and semaphore. */
#include "sync_common.h"

#include <pthread.h>

enum { TASKS = 3 };

/* ---- one kind of test for both locks ---- */

static tamer_mutex mutex;
static tamer_semaphore semaphore;
static bool with_mutex;      /* else the semaphore */
static int inside, most, in; /* now; at most; in all */
static tamer_scope *scopes[TASKS];

static TAMED async bool lock(void)
{
    return with_mutex ? await tamer_mutex_lock(&mutex) : await tamer_semaphore_acquire(&semaphore);
}

static void unlock(void)
{
    if (with_mutex)
        tamer_mutex_unlock(&mutex);
    else
        tamer_semaphore_release(&semaphore);
}

static void begin(bool mutex_, size_t permits)
{
    with_mutex = mutex_;
    mutex = (tamer_mutex)TAMER_MUTEX_INIT;
    semaphore = (tamer_semaphore)TAMER_SEMAPHORE_BOUNDED(permits);
    inside = most = in = 0;
    memset(scopes, 0, sizeof scopes);
    rt_begin();
}

static TAMED async void section(int id, int before, int length)
{
    TAMER_SCOPE(scope) {
        scopes[id] = scope;
        tamer_defer {
            scopes[id] = NULL;
        }
        await turns(before);
        assert_true(await lock());
        tamer_defer {
            rt_log("-%d", id);
            inside--;
            unlock();
        }
        rt_log("+%d", id);
        in++;
        if (++inside > most)
            most = inside;
        await turns(length);
    }
}

/* Everything can be had again. */
static void assert_all_free(size_t permits)
{
    assert_int_equal(inside, 0);
    assert_true(tamer_mutex_try_lock(&mutex));
    tamer_mutex_unlock(&mutex);
    assert_int_equal(tamer_semaphore_permits(&semaphore), permits);
    rt_end();
}

static void test_in_the_order_of_coming(void **state)
{
    (void)state;
    begin(true, 1);
    TAMER_SCOPE(scope) {
        section_scoped(scope, 0, 0, 3);
        section_scoped(scope, 1, 0, 0);
        section_scoped(scope, 2, 0, 2);
    }
    assert_string_equal(rt_logged(), "+0 -0 +1 -1 +2 -2");
    assert_all_free(1);
    begin(false, 2);
    TAMER_SCOPE(scope) {
        section_scoped(scope, 0, 0, 3);
        section_scoped(scope, 1, 0, 1);
        section_scoped(scope, 2, 0, 5);
    }
    assert_string_equal(rt_logged(), "+0 +1 -1 +2 -0 -2");
    assert_all_free(2);
}

/* Gives it back and wants it again at once. */
static TAMED async void greedy(void)
{
    await lock();
    await turns(2);
    unlock();
    if (with_mutex)
        assert_false(tamer_mutex_try_lock(&mutex));
    else
        assert_false(tamer_semaphore_try_acquire(&semaphore));
    await lock();
    rt_log("again");
    unlock();
}

static void test_nobody_passes_those_who_wait(void **state)
{
    (void)state;
    for (int kind = 0; kind < 2; kind++) {
        begin(kind == 0, 1);
        TAMER_SCOPE(scope) {
            greedy_scoped(scope);
            section_scoped(scope, 1, 1, 1);
        }
        assert_string_equal(rt_logged(), "+1 -1 again");
        assert_all_free(1);
    }
}

/* Three tasks over all lengths; each one cancelled alone after each number of turns. Whatever
 * happens, only as many are inside as may be, the others get in, and all is free at the end. */
static int cancelled_at(int victim, int turn, const int *lengths, size_t permits)
{
    begin(permits == 0, permits);
    TAMER_SCOPE(scope) {
        for (int id = 0; id < TASKS; id++)
            section_scoped(scope, id, id == 2 ? lengths[3] : 0, lengths[id]);
        cancel_after_scoped(scope, turn, &scopes[victim]);
    }
    assert_int_equal(most > (int)(permits ? permits : 1), 0);
    assert_true(in >= TASKS - 1);
    assert_all_free(permits);
    return in;
}

static void test_cancelled_at_every_turn(void **state)
{
    int whole = 0, without = 0;

    (void)state;
    for (size_t permits = 0; permits <= 2; permits++)
        for (int shape = 0; shape < 81; shape++) {
            const int lengths[] = {shape % 3, shape / 3 % 3, shape / 9 % 3, shape / 27};

            for (int victim = 0; victim < TASKS; victim++)
                for (int turn = 0; turn < 9; turn++) {
                    if (cancelled_at(victim, turn, lengths, permits) == TASKS)
                        whole++;
                    else
                        without++;
                }
        }
    print_message("%d runs, in %d of them the victim never got in\n", whole + without, without);
    assert_true(whole > 1000 && without > 500);
}

/* It has been handed over already, to a task that is cancelled before its turn. */
static TAMED async void hand_over_and_cancel(void)
{
    await lock();
    await turns(1);
    rt_log("handing");
    unlock();
    tamer_cancel(scopes[1]);
}

static void test_what_a_cancelled_task_was_handed_goes_on(void **state)
{
    (void)state;
    for (int kind = 0; kind < 2; kind++) {
        begin(kind == 0, 1);
        TAMER_SCOPE(scope) {
            hand_over_and_cancel_scoped(scope);
            section_scoped(scope, 1, 0, 0);
            section_scoped(scope, 2, 0, 0);
        }
        assert_string_equal(rt_logged(), "handing +2 -2");
        assert_all_free(1);
    }
}

/* A cancelled task gets nothing, even what is free. */
static TAMED async void lock_when_cancelled(void)
{
    TAMER_SCOPE(scope) {
        tamer_cancel(scope);
        await lock();
        rt_log("locked");
    }
}

static void test_nothing_for_a_cancelled_task(void **state)
{
    (void)state;
    for (int kind = 0; kind < 2; kind++) {
        begin(kind == 0, 1);
        lock_when_cancelled();
        assert_string_equal(rt_logged(), "");
        assert_all_free(1);
    }
}

/* Shielded, it is not cancelled while it waits, nor when it has been handed what it waits for. */
static TAMED async void shielded_section(void)
{
    TAMER_SCOPE(outer) {
        scopes[1] = outer;
        TAMER_SCOPE(scope, .shield = true) {
            await lock();
            rt_log("shielded");
            unlock();
        }
    }
    scopes[1] = NULL;
}

static void test_shielded(void **state)
{
    (void)state;
    begin(true, 1);
    TAMER_SCOPE(scope) {
        section_scoped(scope, 0, 0, 4);
        shielded_section_scoped(scope);
        cancel_after_scoped(scope, 1, &scopes[1]);
    }
    assert_string_equal(rt_logged(), "+0 -0 shielded");
    assert_all_free(1);
}

/* ---- plain code ---- */

static void test_plain_code_waits(void **state)
{
    (void)state;
    for (int kind = 0; kind < 2; kind++) {
        begin(kind == 0, 1);
        TAMER_SCOPE(scope) {
            section_scoped(scope, 0, 0, 3);
            tamer_yield();
            rt_log("plain");
            assert_true(lock());
            rt_log("has it");
            section_scoped(scope, 1, 0, 0);
            turns(3);
            unlock();
            rt_log("gave it");
        }
        assert_string_equal(rt_logged(), "+0 plain -0 has it gave it +1 -1");
        assert_all_free(1);
    }
}

static void test_plain_code_in_a_cancelled_scope(void **state)
{
    (void)state;
    begin(true, 1);
    assert_true(tamer_mutex_try_lock(&mutex));
    TAMER_SCOPE(scope) {
        tamer_cancel(scope);
        assert_false(tamer_mutex_lock(&mutex));
    }
    tamer_mutex_unlock(&mutex);
    TAMER_SCOPE(scope) {
        tamer_cancel(scope);
        assert_false(tamer_mutex_lock(&mutex));
        tamer_mutex_unlock(&mutex); /* as plain code does that does not look */
        assert_false(tamer_semaphore_acquire(&semaphore));
    }
    assert_all_free(1);
}

static TAMED async bool lock_within(double seconds)
{
    bool locked = false;

    TAMER_SCOPE(scope, .timeout = seconds) {
        locked = await lock();
    }
    return locked;
}

static TAMED async void sleeping_section(void)
{
    await lock();
    await tamer_sleep(5);
    unlock();
}

static void test_a_timeout(void **state)
{
    tamer_error *error = NULL;

    (void)state;
    for (int kind = 0; kind < 2; kind++) {
        begin(kind == 0, 1);
        TAMER_SCOPE(scope) {
            sleeping_section_scoped(scope);
            tamer_yield();
            assert_true(tamer_catch(&error, lock_within(2)));
        }
        assert_int_equal(tamer_error_code(error), ETIMEDOUT);
        tamer_error_clear(&error);
        assert_true(rt_elapsed() >= 5 && rt_elapsed() < 5.01);
        assert_true(lock_within(2));
        unlock();
        assert_all_free(1);
    }
}

static void test_scheduled(void **state)
{
    (void)state;
    begin(false, 1);
    TAMER_SCOPE(scope) {
        tamer_semaphore_acquire_delayed *first = tamer_semaphore_acquire_scoped(scope, &semaphore);
        tamer_semaphore_acquire_delayed *second = tamer_semaphore_acquire_scoped(scope, &semaphore);

        assert_true(tamer_semaphore_acquire_get(first));
        tamer_yield();
        assert_int_equal(tamer_delayed_state(&second->base), TAMER_PENDING);
        unlock();
        assert_true(tamer_semaphore_acquire_get(second));
        unlock();
    }
    assert_all_free(1);
}

/* ---- misuse, and what never ends ---- */

static TAMED async void lock_twice(void)
{
    await tamer_mutex_lock(&mutex);
    tamer_defer {
        tamer_mutex_unlock(&mutex);
    }
    await tamer_mutex_lock(&mutex);
}

static TAMED async void wait_for_permit(void)
{
    await tamer_semaphore_acquire(&semaphore);
}

static void scope_of_two(void)
{
    TAMER_SCOPE(scope) {
        section_scoped(scope, 0, 0, 0);
        wait_for_permit_scoped(scope);
    }
}

static TAMED async void lock_and_end(void)
{
    await tamer_mutex_lock(&mutex);
}

static void test_waits_that_never_end(void **state)
{
    tamer_error *error = NULL;

    (void)state;
    begin(true, 0);
    assert_true(tamer_catch(&error, lock_twice()));
    assert_deadlock(&error, "the mutex is locked by this very task");
    assert_true(tamer_catch(&error, tamer_semaphore_acquire(&semaphore)));
    assert_deadlock(&error, "the call of tamer_semaphore_acquire can never finish: it "
                            "waits for a semaphore, and nothing is left that could end that");
    assert_true(tamer_mutex_lock(&mutex));
    assert_true(tamer_catch(&error, scope_of_two()));
    assert_deadlock(&error, "waits for a mutex held by plain code");
    assert_int_equal(inside, 0);
    tamer_mutex_unlock(&mutex);
    TAMER_SCOPE(scope) {
        lock_and_end_scoped(scope);
    }
    assert_true(tamer_catch(&error, tamer_mutex_lock(&mutex)));
    assert_deadlock(&error, "waits for a mutex whose owner has ended without unlocking it");
    mutex = (tamer_mutex)TAMER_MUTEX_INIT;
    assert_all_free(0);
}

/* In plain code above a task, whose siblings may not run: the permit is theirs to give. */
static void block_above(void)
{
    tamer_error *error = NULL;

    assert_true(tamer_catch(&error, lock()));
    assert_deadlock(&error, with_mutex ? "waits for a mutex held by the task scheduled in"
                                       : "waits for a semaphore, and nothing is left");
}

static TAMED async void plain_above(void)
{
    await turns(1);
    block_above();
}

static TAMED async void ticking(bool *stop)
{
    while (!*stop)
        await tamer_sleep(1);
}

static void test_blocking_above_a_task(void **state)
{
    (void)state;
    for (int kind = 0; kind < 2; kind++) {
        bool stop = false;

        begin(kind == 0, 1);
        TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
            sleeping_section_scoped(scope);
            ticking_scoped(scope, &stop);
            tamer_yield();
            plain_above();
            stop = true;
            tamer_sleep(9);
        }
        assert_all_free(1);
    }
}

static void unlock_unlocked(void)
{
    tamer_mutex_unlock(&mutex);
}

static void unlock_of_another(void)
{
    TAMER_SCOPE(scope) {
        section_scoped(scope, 0, 0, 9);
        tamer_yield();
        tamer_mutex_unlock(&mutex);
    }
}

static void release_above_bound(void)
{
    tamer_semaphore_release(&semaphore);
}

static void *lock_there(void *unused)
{
    (void)unused;
    tamer_mutex_lock(&mutex);
    return NULL;
}

static void lock_in_another_thread(void)
{
    pthread_t thread;

    tamer_mutex_try_lock(&mutex);
    pthread_create(&thread, NULL, lock_there, NULL);
    pthread_join(thread, NULL);
}

static void test_misuse(void **state)
{
    (void)state;
    begin(true, 2);
    expect_abort(unlock_unlocked, "tamer: tamer_mutex_unlock: the mutex is not locked\n");
    expect_abort(unlock_of_another,
                 "tamer: tamer_mutex_unlock: the mutex is locked by another task\n");
    expect_abort(release_above_bound,
                 "tamer: tamer_semaphore_release: more permits than the bound of 2\n");
    expect_abort(
        lock_in_another_thread,
        "tamer: tamer_mutex_lock: the object belongs to another thread, or was not initialised\n");
    assert_all_free(2);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    for (int kind = 0; kind < 2; kind++)
        for (size_t n = 1; n < 6; n++) {
            tamer_error *error = NULL;
            bool locked = false;

            begin(kind == 0, 1);
            assert_true(lock());
            rt_fail_allocation(n, true);
            TAMER_SCOPE(scope, .error = &error) {
                section_scoped(scope, 0, 0, 1);
                tamer_yield();
                locked = true;
                unlock();
            }
            rt_fail_allocation(0, 0);
            tamer_error_clear(&error);
            if (!locked)
                unlock();
            assert_all_free(1);
        }
}

static void test_permits(void **state)
{
    tamer_semaphore none = TAMER_SEMAPHORE_INIT(0);

    (void)state;
    rt_begin();
    assert_false(tamer_semaphore_try_acquire(&none));
    tamer_semaphore_release(&none);
    tamer_semaphore_release(&none);
    assert_int_equal(tamer_semaphore_permits(&none), 2);
    assert_true(tamer_semaphore_try_acquire(&none));
    assert_true(tamer_semaphore_acquire(&none));
    assert_false(tamer_semaphore_try_acquire(&none));
    rt_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_in_the_order_of_coming),
        cmocka_unit_test(test_nobody_passes_those_who_wait),
        cmocka_unit_test(test_cancelled_at_every_turn),
        cmocka_unit_test(test_what_a_cancelled_task_was_handed_goes_on),
        cmocka_unit_test(test_nothing_for_a_cancelled_task),
        cmocka_unit_test(test_shielded),
        cmocka_unit_test(test_plain_code_waits),
        cmocka_unit_test(test_plain_code_in_a_cancelled_scope),
        cmocka_unit_test(test_a_timeout),
        cmocka_unit_test(test_scheduled),
        cmocka_unit_test(test_waits_that_never_end),
        cmocka_unit_test(test_blocking_above_a_task),
        cmocka_unit_test(test_misuse),
        cmocka_unit_test(test_out_of_memory),
        cmocka_unit_test(test_permits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
