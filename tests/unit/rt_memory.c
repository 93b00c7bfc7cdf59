/* SPDX-License-Identifier: BSD-3-Clause */
/* Pools: reuse, giving back, and the run queue when there is no memory for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "loop.h"
#include "rt.h"

enum { MANY = 100000 };

static void test_blocks_are_distinct_and_aligned(void **state)
{
    enum { EACH = 300 };
    static unsigned char *blocks[EACH];
    size_t size, i;

    (void)state;
    rt_begin();
    for (size = 16; size <= 2048; size += size < 128 ? 8 : 200) {
        for (i = 0; i < EACH; i++) {
            blocks[i] = tamer_frame_new(size);
            assert_int_equal((uintptr_t)blocks[i] % (size % 16 == 0 ? 16 : 8), 0);
            memset(blocks[i], (int)i, size);
        }
        for (i = 0; i < EACH; i++) {
            assert_int_equal(blocks[i][0], (unsigned char)i);
            assert_int_equal(blocks[i][size - 1], (unsigned char)i);
            tamer_frame_free(blocks[i], size);
        }
    }
    rt_end();
}

static void test_memory_is_given_back(void **state)
{
    struct tmr_mem *mem = &tmr_loop()->mem;
    void **blocks = malloc(MANY * sizeof *blocks);
    size_t i, most;

    (void)state;
    rt_begin();
    for (i = 0; i < MANY; i++)
        blocks[i] = tamer_frame_new(80);
    most = mem->slab_count;
    for (i = 0; i < MANY; i++)
        if (i % 1000 != 0)
            tamer_frame_free(blocks[i], 80);
    tmr_mem_trim(mem, UINT64_MAX);
    if (!mem->heap_only)
        assert_true(most > 100 && mem->slab_count <= most);
    for (i = 0; i < MANY; i += 1000)
        tamer_frame_free(blocks[i], 80);
    mem->trim_left = 0;
    tmr_mem_trim(mem, UINT64_MAX);
    assert_true(mem->slab_count < 20);
    mem->trim_left = 0;
    for (i = 0; i < 1000; i++) /* what is left is sound */
        memset(blocks[i] = tamer_frame_new(80), 1, 80);
    for (i = 0; i < 1000; i++)
        tamer_frame_free(blocks[i], 80);
    free(blocks);
    rt_end();
}

/* Tasks are never lost nor reordered when the ring cannot grow. */
static void test_queue_without_memory(void **state)
{
    enum { TASKS = 1000 };
    static struct tmr_task tasks[TASKS];
    struct tmr_ready *ready = &tmr_loop()->ready;
    size_t pushed = 0, popped = 0;

    (void)state;
    rt_begin();
    rt_fail_allocation(1, 1);
    while (pushed < TASKS) {
        tmr_ready_push(ready, &tasks[pushed++]);
        if (pushed % 3 == 0)
            assert_ptr_equal(tmr_ready_pop(ready), &tasks[popped++]);
        if (pushed == 900)
            rt_fail_allocation(0, 0);
    }
    while (tmr_ready_count(ready) > 0)
        assert_ptr_equal(tmr_ready_pop(ready), &tasks[popped++]);
    assert_int_equal(popped, TASKS);
    rt_end();
}

static void test_queue_front(void **state)
{
    static struct tmr_task tasks[200];
    struct tmr_ready *ready = &tmr_loop()->ready;
    size_t i;

    (void)state;
    rt_begin();
    for (i = 150; i < 200; i++)
        tmr_ready_push(ready, &tasks[i]);
    for (i = 0; i < 150; i++)
        tasks[i].node.next = i < 149 ? &tasks[i + 1].node : NULL;
    tmr_ready_push_front(ready, &tasks[0].node);
    for (i = 0; i < 200; i++)
        assert_ptr_equal(tmr_ready_pop(ready), &tasks[i]);
    rt_end();
}

static struct act_next fan_out(struct actor *actor, tamer_step last)
{
    static const tamer_scope_options options = {.on_error = TAMER_CONTINUE};
    ACT_POINT(at, "fan_out", 3);
    struct actor *children = actor->data;
    size_t i;

    switch (actor->at++) {
    case 0:
        actor->scope = tamer_scope_enter(&at, "fan", &options);
        for (i = 0; i < 40; i++)
            act__spawn(NULL, actor->scope, &children[i]);
        return act_await(tamer_sleep__async(0.5));
    case 1:
        return act_await(tamer_scope_leave__async(actor->scope, last));
    default:
        return act_end(last);
    }
}

/* Whatever allocation fails, the program ends in an orderly way: with what it should do, or with
 * ENOMEM. */
static void test_every_allocation_fails(void **state)
{
    static struct actor children[40];
    struct actor body;
    size_t n, failed = 0;
    int later;

    (void)state;
    for (later = 0; later < 2; later++) {
        for (n = 1;; n++) {
            tamer_error *error = NULL;
            size_t i;

            rt_begin();
            for (i = 0; i < 40; i++)
                children[i] = (struct actor){.script = i % 4 ? rt_sleeper : rt_failer,
                                             .id = (int)i,
                                             .seconds = (double)(i % 5)};
            body = (struct actor){.script = fan_out, .data = children};
            rt_fail_allocation(n, later);
            assert_true(tamer_catch(&error, act(&body)));
            i = (size_t)rt_allocation_failed();
            rt_fail_allocation(0, 0);
            failed += tamer_error_code(error) == 12;
            tamer_error_clear(&error);
            tmr_mem_trim(&tmr_loop()->mem, UINT64_MAX);
            tmr_loop()->root.head.mark = 0; /* it would fail at its next call */
            rt_end();
            if (!i || n > 400)
                break;
        }
    }
    assert_true(failed > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks_are_distinct_and_aligned),
        cmocka_unit_test(test_memory_is_given_back),
        cmocka_unit_test(test_queue_without_memory),
        cmocka_unit_test(test_queue_front),
        cmocka_unit_test(test_every_allocation_fails),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
