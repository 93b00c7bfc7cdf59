/* SPDX-License-Identifier: BSD-3-Clause */
/* Channels. */
#include "sync_common.h"

#include <pthread.h>

enum { TASKS = 3, ITEMS = 3, NEVER = 99 };

static tamer_channel channel;
static tamer_scope *scopes[TASKS];
static int sent[TASKS * ITEMS], received[TASKS * ITEMS];

static void begin(size_t capacity)
{
    memset(scopes, 0, sizeof scopes);
    memset(sent, 0, sizeof sent);
    memset(received, 0, sizeof received);
    rt_begin();
    assert_int_equal(tamer_channel_init(&channel, sizeof(int), capacity), 0);
}

static void end(void)
{
    tamer_channel_destroy(&channel);
    tamer_channel_destroy(&channel);
    rt_end();
}

static TAMED async void sender(int id, int pause)
{
    TAMER_SCOPE(scope) {
        scopes[id] = scope;
        tamer_defer {
            scopes[id] = NULL;
        }
        for (int item = id * ITEMS; item < (id + 1) * ITEMS; item++) {
            int result = await tamer_channel_send(&channel, &item);

            assert_true(result == 1 || result == -EPIPE);
            sent[item] += result == 1;
            rt_log("%d%s", item, result == 1 ? "" : "!");
            await turns(pause);
        }
    }
}

static TAMED async void receiver(int id, int pause)
{
    TAMER_SCOPE(scope) {
        int item = -1;

        scopes[id] = scope;
        tamer_defer {
            scopes[id] = NULL;
        }
        while (await tamer_channel_receive(&channel, &item) > 0) {
            received[item]++;
            rt_log("r%d:%d", id, item);
            await turns(pause);
        }
        rt_log("r%d:end", id);
    }
}

static TAMED async void close_after(int count)
{
    await turns(count);
    if (count < NEVER)
        tamer_channel_close(&channel);
}

/* ---- one after the other ---- */

static void test_in_order(void **state)
{
    (void)state;
    for (size_t capacity = 0; capacity < 5; capacity++) {
        begin(capacity);
        TAMER_SCOPE(scope) {
            sender_scoped(scope, 0, 0);
            receiver_scoped(scope, 1, 0);
            turns(9);
            tamer_channel_close(&channel);
        }
        if (capacity == 0)
            assert_string_equal(rt_logged(), "r1:0 0 1 r1:1 r1:2 2 r1:end");
        if (capacity == 2)
            assert_string_equal(rt_logged(), "0 1 r1:0 r1:1 r1:2 2 r1:end");
        if (capacity == 4)
            assert_string_equal(rt_logged(), "0 1 2 r1:0 r1:1 r1:2 r1:end");
        for (int item = 0; item < ITEMS; item++)
            assert_int_equal(received[item], 1);
        end();
    }
}

static void test_waiters_are_served_in_order(void **state)
{
    (void)state;
    begin(0);
    TAMER_SCOPE(scope) {
        for (int id = 0; id < TASKS; id++)
            receiver_scoped(scope, id, NEVER);
        turns(2);
        for (int item = 0; item < TASKS; item++)
            assert_int_equal(tamer_channel_try_send(&channel, &item), 1);
        assert_string_equal(rt_logged(), ""); /* at their turn only */
        turns(1);
        assert_string_equal(rt_logged(), "r0:0 r1:1 r2:2");
        rt_log_clear();
        tamer_cancel(scope);
    }
    assert_string_equal(rt_logged(), "");
    end();
    begin(1);
    TAMER_SCOPE(scope) {
        int item;

        for (int id = 0; id < TASKS; id++)
            sender_scoped(scope, id, NEVER);
        turns(2);
        assert_int_equal(tamer_channel_count(&channel), 1);
        for (int id = 0; id < TASKS; id++) {
            assert_int_equal(tamer_channel_try_receive(&channel, &item), 1);
            assert_int_equal(item, id * ITEMS);
        }
        assert_int_equal(tamer_channel_try_receive(&channel, &item), -EAGAIN);
        tamer_cancel(scope);
    }
    end();
}

/* ---- closing ---- */

static void test_close(void **state)
{
    int item = 7;

    (void)state;
    begin(2);
    TAMER_SCOPE(scope) {
        sender_scoped(scope, 0, 0);
        sender_scoped(scope, 1, 0);
        turns(2);
        assert_false(tamer_channel_is_closed(&channel));
        tamer_channel_close(&channel);
        tamer_channel_close(&channel);
        assert_true(tamer_channel_is_closed(&channel));
        receiver_scoped(scope, 2, 0);
    }
    assert_string_equal(rt_logged(), "0 1 2! 3! 4! 5! r2:0 r2:1 r2:end");
    assert_int_equal(tamer_channel_send(&channel, &item), -EPIPE);
    assert_int_equal(tamer_channel_try_send(&channel, &item), -EPIPE);
    assert_int_equal(tamer_channel_receive(&channel, &item), 0);
    assert_int_equal(tamer_channel_try_receive(&channel, &item), 0);
    assert_int_equal(item, 7);
    end();
}

static void test_destroy_with_waiters(void **state)
{
    (void)state;
    begin(0);
    TAMER_SCOPE(scope) {
        receiver_scoped(scope, 0, 0);
        receiver_scoped(scope, 1, 0);
        turns(2);
        tamer_cancel(scopes[1]); /* still has its offer there */
        tamer_channel_destroy(&channel);
        memset(&channel, 0xff, sizeof channel);
    }
    assert_string_equal(rt_logged(), "r0:end");
    begin(1);
    TAMER_SCOPE(scope) {
        sender_scoped(scope, 0, NEVER);
        sender_scoped(scope, 1, NEVER);
        turns(2);
        tamer_channel_destroy(&channel);
        turns(2);
        tamer_cancel(scope);
    }
    assert_string_equal(rt_logged(), "0 3!");
    end();
}

/* ---- cancelling ---- */

/* Each item that was sent was received once or lies in the channel, and no other. */
static void assert_nothing_lost(void)
{
    int item;

    while (tamer_channel_try_receive(&channel, &item) == 1)
        received[item]++;
    for (item = 0; item < TASKS * ITEMS; item++) {
        assert_int_equal(sent[item], received[item]);
        assert_in_range(received[item], 0, 1);
    }
}

struct run {
    size_t capacity;
    int senders;  /* 1 or 2 of the tasks */
    int order[3]; /* in which they are scheduled */
    int victim, turn, close, pause;
};

static int run(const struct run *run)
{
    int total = 0;

    begin(run->capacity);
    TAMER_SCOPE(all, .exit = TAMER_CANCEL) {
        for (int i = 0; i < TASKS; i++) {
            int id = run->order[i];

            if (id < run->senders)
                sender_scoped(all, id, run->pause & 1);
            else
                receiver_scoped(all, id, run->pause >> 1);
        }
        cancel_after_scoped(all, run->turn, &scopes[run->victim]);
        close_after_scoped(all, run->close);
        turns(40);
    }
    assert_nothing_lost();
    for (int item = 0; item < TASKS * ITEMS; item++)
        total += sent[item];
    end();
    return total;
}

static void test_cancelled_at_every_turn(void **state)
{
    static const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                     {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    static const int closes[] = {1, 3, 6, NEVER};
    int runs = 0, totals[TASKS * ITEMS + 1] = {0};

    (void)state;
    for (unsigned shape = 0; shape < 3 * 2 * 6 * 3 * 4 * 4; shape++)
        for (int turn = 0; turn < 12; turn++) {
            struct run now = {.capacity = shape % 3,
                              .senders = 1 + shape / 3 % 2,
                              .victim = shape / 36 % 3,
                              .turn = turn,
                              .close = closes[shape / 108 % 4],
                              .pause = (int)(shape / 432)};

            memcpy(now.order, orders[shape / 6 % 6], sizeof now.order);
            totals[run(&now)]++;
            runs++;
        }
    print_message("%d runs\n", runs);
    for (int total = 0; total <= 2 * ITEMS; total++)
        print_message("%d ", totals[total]);
    for (int total = 1; total <= 2 * ITEMS; total++)
        assert_true(totals[total] > 0);
}

/* Accepted, and cancelled before its turn: both calls are done, and say so. */
static void test_cancelled_when_it_has_happened(void **state)
{
    int item = 0;

    (void)state;
    begin(0);
    TAMER_SCOPE(scope) {
        receiver_scoped(scope, 1, 1);
        turns(2);
        assert_int_equal(tamer_channel_try_send(&channel, &item), 1);
        tamer_cancel(scopes[1]);
        turns(2);
        assert_string_equal(rt_logged(), "r1:0");
        rt_log_clear();
        sender_scoped(scope, 2, 1);
        turns(2);
        assert_int_equal(tamer_channel_try_receive(&channel, &item), 1);
        tamer_cancel(scopes[2]);
        turns(2);
    }
    assert_string_equal(rt_logged(), "6");
    end();
}

static TAMED async void use_cancelled(void)
{
    int item = 5;

    TAMER_SCOPE(scope) {
        tamer_cancel(scope);
        tamer_defer {
            rt_log("out");
        }
        await tamer_channel_send(&channel, &item);
        rt_log("sent");
    }
    TAMER_SCOPE(scope) {
        await tamer_channel_send(&channel, &item);
        tamer_cancel(scope);
        await tamer_channel_receive(&channel, &item);
        rt_log("received");
    }
}

static void test_a_cancelled_task_does_nothing(void **state)
{
    (void)state;
    begin(3);
    use_cancelled();
    assert_string_equal(rt_logged(), "out");
    assert_int_equal(tamer_channel_count(&channel), 1);
    end();
}

/* ---- plain code ---- */

static void test_plain_code(void **state)
{
    int item = 0;

    (void)state;
    begin(0);
    TAMER_SCOPE(scope) {
        sender_scoped(scope, 0, 0);
        while (tamer_channel_receive(&channel, &item) > 0)
            if (item == ITEMS - 1)
                tamer_channel_close(&channel);
    }
    assert_string_equal(rt_logged(), "0 1 2");
    end();
    begin(1);
    TAMER_SCOPE(scope) {
        receiver_scoped(scope, 0, 1);
        for (item = 0; item < ITEMS; item++)
            assert_int_equal(tamer_channel_send(&channel, &item), 1);
        tamer_channel_close(&channel);
    }
    assert_string_equal(rt_logged(), "r0:0 r0:1 r0:2 r0:end");
    TAMER_SCOPE(scope) {
        tamer_cancel(scope);
        assert_int_equal(tamer_channel_send(&channel, &item), 0);
    }
    end();
}

static void test_deadlock_and_timeout(void **state)
{
    tamer_error *error = NULL;
    int item = 0;

    (void)state;
    begin(0);
    assert_true(tamer_catch(&error, tamer_channel_send(&channel, &item)));
    assert_deadlock(&error, "waits for room in a channel, and nothing is left");
    assert_true(tamer_catch(&error, tamer_channel_receive(&channel, &item)));
    assert_deadlock(&error, "waits for an element of a channel, and nothing is left");
    TAMER_SCOPE(scope, .timeout = 2, .error = &error) {
        receiver_scoped(scope, 0, 0);
    }
    assert_int_equal(tamer_error_code(error), ETIMEDOUT);
    tamer_error_clear(&error);
    assert_int_equal(tamer_channel_try_send(&channel, &item), -EAGAIN);
    end();
}

/* ---- sizes, memory, misuse ---- */

struct large {
    char bytes[40];
};

static TAMED async void send_large(tamer_channel *to)
{
    for (int i = 0; i < 5; i++) {
        struct large large = {{(char)i, [39] = (char)(i + 1)}};

        await tamer_channel_send(to, &large);
    }
    tamer_channel_close(to);
}

static void test_sizes(void **state)
{
    tamer_channel larges, nothings;

    (void)state;
    rt_begin();
    for (size_t capacity = 0; capacity < 3; capacity++) {
        assert_int_equal(tamer_channel_init(&larges, sizeof(struct large), capacity), 0);
        TAMER_SCOPE(scope) {
            struct large large;
            int i = 0;

            send_large_scoped(scope, &larges);
            for (; tamer_channel_receive(&larges, &large) > 0; i++)
                assert_true(large.bytes[0] == i && large.bytes[39] == i + 1);
            assert_int_equal(i, 5);
        }
        tamer_channel_destroy(&larges);
        assert_int_equal(tamer_channel_init(&nothings, 0, capacity), 0);
        for (size_t i = 0; i < capacity; i++)
            assert_int_equal(tamer_channel_try_send(&nothings, NULL), 1);
        assert_int_equal(tamer_channel_try_send(&nothings, NULL), -EAGAIN);
        assert_int_equal(tamer_channel_count(&nothings), capacity);
        for (size_t i = 0; i < capacity; i++)
            assert_int_equal(tamer_channel_try_receive(&nothings, NULL), 1);
        assert_int_equal(tamer_channel_try_receive(&nothings, NULL), -EAGAIN);
        tamer_channel_destroy(&nothings);
    }
    rt_end();
}

static void test_out_of_memory(void **state)
{
    (void)state;
    begin(1);
    end();
    rt_begin();
    assert_int_equal(tamer_channel_init(&channel, 16, SIZE_MAX / 8), -ENOMEM);
    rt_fail_allocation(1, true);
    assert_int_equal(tamer_channel_init(&channel, 16, 16), -ENOMEM);
    rt_fail_allocation(0, 0);
    rt_end();
    for (size_t n = 1; n < 9; n++) {
        tamer_error *error = NULL;

        begin(1);
        rt_fail_allocation(n, true);
        TAMER_SCOPE(scope, .error = &error) {
            receiver_scoped(scope, 0, 0);
            sender_scoped(scope, 1, 0);
            close_after_scoped(scope, 9);
            tamer_yield(); /* plain code may be what ran out of memory */
        }
        rt_fail_allocation(0, 0);
        tamer_error_clear(&error);
        assert_nothing_lost();
        end();
    }
}

static void not_initialised(void)
{
    static tamer_channel none;

    tamer_channel_close(&none);
}

static void *send_there(void *unused)
{
    tamer_channel_send(&channel, &(int){1});
    return unused;
}

static void in_another_thread(void)
{
    pthread_t thread;

    pthread_create(&thread, NULL, send_there, NULL);
    pthread_join(thread, NULL);
}

static void test_misuse(void **state)
{
    (void)state;
    begin(1);
    expect_abort(not_initialised, "tamer: tamer_channel_close: the channel was not initialised\n");
    expect_abort(in_another_thread,
                 "tamer: tamer_channel_send: the channel belongs to another thread\n");
    end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_in_order),
        cmocka_unit_test(test_waiters_are_served_in_order),
        cmocka_unit_test(test_close),
        cmocka_unit_test(test_destroy_with_waiters),
        cmocka_unit_test(test_cancelled_at_every_turn),
        cmocka_unit_test(test_cancelled_when_it_has_happened),
        cmocka_unit_test(test_a_cancelled_task_does_nothing),
        cmocka_unit_test(test_plain_code),
        cmocka_unit_test(test_deadlock_and_timeout),
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_out_of_memory),
        cmocka_unit_test(test_misuse),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
