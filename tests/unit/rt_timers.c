/* SPDX-License-Identifier: BSD-3-Clause */
/* The timer wheel: never early, never late by more than a tick, in order; against a plain list of
 * deadlines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "timers.h"

/* The time of a deadline: its lowest bit is not part of that. */
#define TIME(deadline) ((deadline) & ~UINT64_C(1))
#define TICK (UINT64_C(1) << TMR_TICK_BITS)

struct entry {
    struct tmr_timer timer;
    int fired;
};

static uint64_t random_state = 1;

static uint64_t random_next(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

/* Expires up to `now`, checks each against its deadline; returns how many. */
static size_t expire(struct tmr_timers *timers, uint64_t now)
{
    struct tmr_node *node = tmr_timers_expire(timers, now);
    uint64_t last = 0;
    size_t count = 0;

    for (; node; node = node->next, count++) {
        struct entry *entry = (struct entry *)node;
        uint64_t tick = (TIME(entry->timer.deadline) + TICK - 1) / TICK;

        assert_true(TIME(entry->timer.deadline) <= now);
        assert_true(tick >= last);
        assert_int_equal(entry->fired, 0);
        entry->fired = 1;
        last = tick;
    }
    return count;
}

static void test_one_at_many_distances(void **state)
{
    struct tmr_timers *timers = malloc(sizeof *timers);
    uint64_t start = 12345678901, distance;

    (void)state;
    for (distance = 1; distance < UINT64_C(1) << 61; distance = distance * 3 + 1) {
        struct entry entry = {.timer.deadline = start + distance};
        uint64_t now = start, next;

        tmr_timers_init(timers, start);
        tmr_timers_add(timers, &entry.timer);
        while ((next = tmr_timers_next(timers)) != UINT64_MAX) {
            assert_true(next > now);
            now = next;
            assert_int_equal(entry.fired, 0);
            if (next > TICK) /* just before it, nothing */
                assert_int_equal(expire(timers, next - 1), 0);
            expire(timers, now);
        }
        assert_int_equal(entry.fired, 1);
        assert_true(now - TIME(entry.timer.deadline) < TICK);
    }
    free(timers);
}

/* The whole wheel turns over at 2^36 ticks; what lies behind that must not wait another turn. */
static void test_across_the_end_of_the_wheel(void **state)
{
    struct tmr_timers *timers = malloc(sizeof *timers);
    uint64_t end = (UINT64_C(1) << 36) * TICK;
    struct entry entry = {.timer.deadline = end + 3 * TICK};

    (void)state;
    tmr_timers_init(timers, end - 2 * TICK);
    tmr_timers_add(timers, &entry.timer);
    assert_true(tmr_timers_next(timers) <= end + 3 * TICK);
    expire(timers, end + 3 * TICK - 1);
    assert_int_equal(entry.fired, 0);
    expire(timers, end + 3 * TICK);
    assert_int_equal(entry.fired, 1);
    free(timers);
}

static void test_order_within_a_tick(void **state)
{
    struct tmr_timers *timers = malloc(sizeof *timers);
    struct entry entries[100] = {0};
    struct tmr_node *node;
    size_t i;

    (void)state;
    tmr_timers_init(timers, 0);
    for (i = 0; i < 100; i++) {
        entries[i].timer.deadline = 5000 * TICK;
        tmr_timers_add(timers, &entries[i].timer);
        if (i == 50)
            assert_null(tmr_timers_expire(timers, 4990 * TICK));
    }
    node = tmr_timers_expire(timers, 5000 * TICK);
    for (i = 0; i < 100; i++, node = node->next)
        assert_ptr_equal(node, &entries[i].timer.node);
    assert_null(node);
    free(timers);
}

/* Sorted by deadline, not by insertion, and never late. */
static void test_exact(void **state)
{
    struct tmr_timers *timers = malloc(sizeof *timers);
    struct entry entries[64] = {0};
    uint64_t start = 77777777, now;
    size_t i;

    (void)state;
    tmr_timers_init(timers, start);
    tmr_timers_move(timers, start, start, TMR_EXACT_BITS);
    for (i = 0; i < 64; i++) {
        entries[i].timer.deadline = TIME(start + 2000 - 4 * i) | (i & 1);
        tmr_timers_add(timers, &entries[i].timer);
    }
    for (i = 64; i-- > 0;) {
        while (!entries[i].fired) {
            now = tmr_timers_next(timers);
            assert_true(now <= TIME(entries[i].timer.deadline));
            for (struct tmr_node *node = tmr_timers_expire(timers, now); node; node = node->next) {
                assert_ptr_equal(node, &entries[i].timer.node);
                assert_int_equal(now, TIME(entries[i].timer.deadline));
                entries[i].fired = 1;
            }
        }
    }
    assert_true(tmr_timers_next(timers) == UINT64_MAX);
    free(timers);
}

/* To another time and another tick: what is left stays, and the order of those that are due at
 * once; what has passed is due at once. */
static void test_moved(void **state)
{
    struct tmr_timers *timers = malloc(sizeof *timers);
    struct entry far[30] = {0}, equal[30] = {0}, passed = {.timer.deadline = 1000 * TICK};
    uint64_t from = 1001 * TICK, to = UINT64_C(1709591365000000000);
    struct tmr_node *node;
    size_t i;

    (void)state;
    tmr_timers_init(timers, 999 * TICK);
    tmr_timers_add(timers, &passed.timer);
    for (i = 0; i < 30; i++) {
        far[i].timer.deadline = from + (UINT64_C(1) << (2 * i + 1));
        tmr_timers_add(timers, &far[i].timer);
        equal[i].timer.deadline = from + 40;
        tmr_timers_add(timers, &equal[i].timer);
    }
    tmr_timers_move(timers, from, to, TMR_EXACT_BITS);
    node = tmr_timers_expire(timers, to + TICK);
    assert_ptr_equal(node, &passed.timer.node);
    for (i = 0, node = node->next; node; node = node->next)
        if (i < 30 && node == &equal[i].timer.node)
            i++;
    assert_int_equal(i, 30);
    for (i = 0; i < 30; i++)
        assert_int_equal(far[i].timer.deadline, to + (UINT64_C(1) << (2 * i + 1)));
    free(timers);
}

enum { COUNT = 20000 };

static void test_random(void **state)
{
    struct tmr_timers *timers = malloc(sizeof *timers);
    struct entry *entries = calloc(COUNT, sizeof *entries);
    uint64_t now = 999 * TICK;
    size_t i, fired = 0, removed = 0;

    (void)state;
    tmr_timers_init(timers, now);
    for (i = 0; i < COUNT; i++) {
        uint64_t distance = random_next() >> (20 + random_next() % 40);

        entries[i].timer.deadline = now + distance;
        tmr_timers_add(timers, &entries[i].timer);
        if (i % 7 == 3 && !entries[i - 1].fired) {
            tmr_node_unlink(&entries[i - 1].timer.node);
            entries[i - 1].fired = 2;
            removed++;
        }
        now += random_next() % (20 * TICK);
        fired += expire(timers, now);
    }
    for (i = 0; i < COUNT; i++)
        if (entries[i].timer.deadline + TICK <= now)
            assert_int_not_equal(entries[i].fired, 0);
    while (tmr_timers_next(timers) != UINT64_MAX) {
        now = tmr_timers_next(timers);
        fired += expire(timers, now);
    }
    assert_int_equal(fired + removed, COUNT);
    free(entries);
    free(timers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_at_many_distances),
        cmocka_unit_test(test_across_the_end_of_the_wheel),
        cmocka_unit_test(test_order_within_a_tick),
        cmocka_unit_test(test_exact),
        cmocka_unit_test(test_moved),
        cmocka_unit_test(test_random),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
