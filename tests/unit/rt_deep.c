/* SPDX-License-Identifier: BSD-3-Clause */
/* A million of everything on a small stack: awaits, scopes, tasks; and what a sleeping task weighs.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <cmocka.h>

#include "loop.h"
#include "rt.h"

enum { MILLION = 1000000 };

/* As generated for: f(n) { await tamer_yield(); if (n == 0) BOTTOM; await f(n - 1); } with or
 * without a scope around the last. */
struct deep_frame {
    tamer_frame frame;
    tamer_scope *scope;
    int n;
};

static bool with_scopes, failing;
static size_t deep_frames, deep_ended;

static tamer_step deep_resume(tamer_frame *frame, uint64_t value);
static tamer_step deep_after(tamer_frame *frame, uint64_t value);
static tamer_step deep_unwind(tamer_frame *frame, uint64_t error);
static tamer_step deep_left(tamer_frame *frame, uint64_t value);
static tamer_step deep_left_unwind(tamer_frame *frame, uint64_t error);

static const tamer_point deep_yield = {
    deep_resume, deep_unwind, "deep", "deep.c", 1, 1, sizeof(struct deep_frame)};
static const tamer_point deep_call = {
    deep_after, deep_unwind, "deep", "deep.c", 2, 2, sizeof(struct deep_frame)};
static const tamer_point deep_leave = {deep_left, deep_left_unwind,         "deep", "deep.c", 3,
                                       3,         sizeof(struct deep_frame)};

static tamer_step deep__async(int n)
{
    tamer_step step = tamer_yield__async();
    struct deep_frame *self;

    if (step.frame == TAMER_UNWIND)
        return step;
    self = tamer_frame_new(sizeof *self);
    *self = (struct deep_frame){.frame = {.point = &deep_yield}, .n = n};
    step.frame->parent = &self->frame;
    deep_frames++;
    return (tamer_step){&self->frame, 0};
}

static tamer_step finish(struct deep_frame *self, tamer_step ended)
{
    deep_frames--;
    deep_ended++;
    return tamer_frame_next(&self->frame, sizeof *self, ended);
}

static tamer_step leave(struct deep_frame *self, tamer_step body)
{
    tamer_step step = body;

    if (self->scope)
        step = tamer_scope_leave__async(self->scope, body);
    if (step.frame == NULL || step.frame == TAMER_UNWIND)
        return finish(self, step);
    self->frame.point = &deep_leave;
    step.frame->parent = &self->frame;
    return (tamer_step){NULL, 0};
}

static tamer_step deep_resume(tamer_frame *frame, uint64_t value)
{
    struct deep_frame *self = (struct deep_frame *)frame;
    tamer_step step;

    (void)value;
    if (with_scopes)
        self->scope = tamer_scope_enter(&deep_call, "deep", NULL);
    if (self->n > 0)
        step = deep__async(self->n - 1);
    else if (failing)
        step = tamer_raise_at(&deep_call, EIO, "at the bottom");
    else
        step = tamer_sleep__async(1000);
    if (step.frame == NULL || step.frame == TAMER_UNWIND)
        return leave(self, step);
    frame->point = &deep_call;
    step.frame->parent = frame;
    return (tamer_step){NULL, 0};
}

static tamer_step deep_after(tamer_frame *frame, uint64_t value)
{
    return leave((struct deep_frame *)frame, (tamer_step){NULL, value});
}

static tamer_step deep_unwind(tamer_frame *frame, uint64_t error)
{
    return leave((struct deep_frame *)frame, (tamer_step){TAMER_UNWIND, error});
}

static tamer_step deep_left(tamer_frame *frame, uint64_t value)
{
    return finish((struct deep_frame *)frame, (tamer_step){NULL, value});
}

static tamer_step deep_left_unwind(tamer_frame *frame, uint64_t error)
{
    return finish((struct deep_frame *)frame, (tamer_step){TAMER_UNWIND, error});
}

static void deep(int n)
{
    tamer_call call;
    tamer_step step;

    if (!tamer_call_enter(&call))
        return;
    step = deep__async(n);
    if (step.frame)
        tamer_call_finish(&call, step, &deep_call);
    else
        tamer_call_leave(&call);
}

static void check_deep(bool scopes, bool fails, double timeout, int code)
{
    tamer_error *error = NULL;

    rt_begin();
    with_scopes = scopes;
    failing = fails;
    deep_ended = 0;
    TAMER_SCOPE(scope, .timeout = timeout, .error = &error) {
        deep(MILLION - 1);
        assert_int_equal(deep_frames, 0);
    }
    assert_int_equal(deep_ended, MILLION);
    assert_int_equal(tamer_error_code(error), code);
    tamer_error_clear(&error);
    rt_end();
}

static void test_deep_chain_completes(void **state)
{
    (void)state;
    check_deep(false, false, 0, 0);
}

static void test_deep_chain_is_cancelled(void **state)
{
    (void)state;
    check_deep(false, false, 10, ETIMEDOUT);
}

static void test_deep_chain_fails(void **state)
{
    (void)state;
    check_deep(false, true, 0, EIO);
}

static void test_deep_scopes(void **state)
{
    (void)state;
    check_deep(true, false, 0, 0);
    check_deep(true, false, 10, ETIMEDOUT);
    check_deep(true, true, 0, EIO);
}

/* ---- many tasks ---- */

/* A sleeping task behind two awaits, as generated: inner sleeps and has nothing to keep, outer
 * awaits inner. */
static tamer_step idle_resume(tamer_frame *frame, uint64_t value)
{
    return tamer_frame_next(frame, sizeof(tamer_frame) + 8, (tamer_step){NULL, value});
}

static const tamer_point idle_point = {idle_resume, tamer_frame_unwind,     "idle", "idle.c", 1,
                                       1,           sizeof(tamer_frame) + 8};

static tamer_step idle__async(int depth, double seconds)
{
    tamer_step step = depth > 1 ? idle__async(depth - 1, seconds) : tamer_sleep__async(seconds);
    tamer_frame *frame;

    if (step.frame == NULL || step.frame == TAMER_UNWIND)
        return step;
    frame = tamer_frame_new(sizeof *frame + 8);
    frame->point = &idle_point;
    step.frame->parent = frame;
    return (tamer_step){frame, 0};
}

static const tamer_point idle_site = {tamer_task_deliver, tamer_task_failed, "test", "test.c", 1, 0, 0};

static void schedule_idle(tamer_scope *scope, double seconds)
{
    tamer_task *task = tamer_task_new(&idle_site, scope, NULL, 0);
    tamer_task *before = tamer_task_begin(task);

    tamer_task_end(task, before, idle__async(2, seconds));
}

static size_t pool_bytes(void)
{
    return tmr_loop()->mem.slab_count * 65536;
}

static void test_sleeping_tasks_are_small_and_given_back(void **state)
{
    const bool pooled = !tmr_loop()->mem.heap_only;
    size_t i, before;

    (void)state;
    rt_begin();
    tamer_sleep(1);
    before = pool_bytes();
    TAMER_SCOPE(scope, .start = TAMER_EAGER) {
        for (i = 0; i < MILLION; i++)
            schedule_idle(scope, 1 + (double)(i % 1000) / 10);
        assert_int_equal(tamer_scope_pending(scope), MILLION);
        if (pooled)
            assert_true(pool_bytes() - before <= 129 * (size_t)MILLION);
    }
    for (i = 0; i < 5000; i++) /* the longest pause between two attempts */
        tamer_sleep(1);
    if (pooled)
        assert_true(pool_bytes() < 8 << 20);
    rt_end();
}

static void test_a_million_tasks_are_cancelled(void **state)
{
    struct actor never = {.script = rt_sleeper};
    size_t i;

    (void)state;
    rt_begin();
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        for (i = 0; i < MILLION; i++)
            act__spawn_into(NULL, scope, NULL, &never);
    }
    assert_int_equal(never.at, 0);
    rt_end();
}

static int small_stack(void **state)
{
    const struct rlimit limit = {256 * 1024, 256 * 1024};

    (void)state;
    return setrlimit(RLIMIT_STACK, &limit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_deep_chain_completes),
        cmocka_unit_test(test_deep_chain_is_cancelled),
        cmocka_unit_test(test_deep_chain_fails),
        cmocka_unit_test(test_deep_scopes),
        cmocka_unit_test(test_sleeping_tasks_are_small_and_given_back),
        cmocka_unit_test(test_a_million_tasks_are_cancelled),
    };

    return cmocka_run_group_tests(tests, small_stack, NULL);
}
