/* SPDX-License-Identifier: BSD-3-Clause */
/* Tasks begin: scheduled for the next switch, or run inside the call that schedules them. */
#include <string.h>

#include "fault.h"
#include "generator.h"
#include "loop.h"
#include "results.h"
#include "spawn.h"

/* An eager start from plain code whose segment is not empty: the task has a segment of its own. */
struct tmr_eager {
    tamer_call call;
    struct tmr_eager *next;
};

/* ---- beginning ---- */

static void delayed_init(tamer_delayed *delayed, enum tamer_state state, struct tmr_task *task)
{
    delayed->state = (uint8_t)state;
    delayed->flags = 0;
    delayed->waiters = NULL;
    delayed->error = NULL;
    delayed->task = task ? &task->head : NULL;
}

static inline tamer_task *task_init(struct tmr_task *task, const tamer_point *at,
                                    tamer_scope *scope, tamer_delayed *delayed, unsigned wait,
                                    unsigned mark)
{
    if (delayed)
        delayed_init(delayed, TAMER_PENDING, task);
    task->head.root.point = at;
    task->head.delayed = delayed;
    task->head.scope = scope;
    task->head.wait = (uint8_t)wait;
    task->head.mark = (uint8_t)mark;
    task->head.shields = 0;
    task->head.born = tmr_this_loop->floors;
    tmr_scope_add(scope, task);
    return &task->head;
}

/* Whatever tamer_task_new has to think about. */
static __attribute__((noinline)) tamer_task *
task_new_slow(const tamer_point *at, tamer_scope *scope, tamer_delayed *delayed, size_t extra)
{
    size_t size = sizeof(struct tmr_task);
    struct tmr_task *task;

    tmr_scope_check_at(scope, "scheduling a task", at);
    tmr_task_settle();
    if (scope->cancelled) {
        if (delayed)
            delayed_init(delayed, TAMER_CANCELLED, NULL);
        return NULL;
    }
    if (tamer_this.call->floor == 0)
        tmr_call_floor(tamer_this.call);
    if (extra == 0)
        return task_init(tamer_frame_new(size), at, scope, delayed, TMR_RUNNING, 0);
    size = (size + sizeof(struct tmr_extra) + extra + 15) & ~(size_t)15;
    task = tamer_frame_new(size);
    ((struct tmr_extra *)(task + 1))->size = size;
    return task_init(task, at, scope, delayed, TMR_RUNNING, TMR_TASK_EXTRA);
}

/* A task's record from the free list; NULL: none there, or a build under AddressSanitizer. */
static inline struct tmr_task *record_from_list(void)
{
#ifdef TAMER_ASAN_
    return NULL;
#else
    void **list = &tamer_this.free_frames[sizeof(struct tmr_task) / 8];
    void *record = *list;

    if (record)
        *list = *(void **)record;
    return record;
#endif
}

tamer_task *tamer_task_new(const tamer_point *at, tamer_scope *scope, tamer_delayed *delayed,
                           size_t extra)
{
    struct tmr_task *task;

    if (__builtin_expect(scope->loop != tmr_this_loop || scope->cancelled || extra ||
                             tamer_this.call->floor == 0 || tamer_this.current == tamer_this.spare,
                         0))
        return task_new_slow(at, scope, delayed, extra);
    task = record_from_list();
    if (__builtin_expect(!task, 0))
        return task_new_slow(at, scope, delayed, 0);
    return task_init(task, at, scope, delayed, TMR_RUNNING, 0);
}

/* ---- eager starts as the spare record ---- */

void tmr_task_make_spare(void)
{
    struct tmr_task *task;

    if (tamer_this.spare || tmr_this_loop->settled)
        return;
    task = tamer_frame_new(sizeof *task);
    task->head.wait = TMR_RUNNING;
    task->head.mark = 0;
    task->head.shields = 0;
    tamer_this.spare = &task->head;
}

void tmr_task_drop_spare(void)
{
    if (tamer_this.spare)
        tamer_frame_free(tamer_this.spare, sizeof(struct tmr_task));
    tamer_this.spare = NULL;
}

void tmr_task_keep_spare(void)
{
    struct tmr_task *task = tmr_task_current();

    tamer_this.spare = NULL;
    tmr_this_loop->settled = true;
    if (tamer_this.call->floor == 0)
        tmr_call_floor(tamer_this.call);
    task->head.born = tmr_this_loop->floors;
    tmr_scope_add(task->head.scope, task);
}

void *tamer_task_extra(tamer_task *task)
{
    return (char *)task + sizeof(struct tmr_task) + sizeof(struct tmr_extra);
}

/* ---- scheduling ---- */

/* Where the function's large result goes. */
static __attribute__((noinline)) void *place_of_result(const tamer_spawnable *of, void *slot,
                                                       tamer_task *task)
{
    if (slot)
        return (char *)slot + of->offset;
    return tamer_aligned(tamer_task_extra(task), of->align > 0 ? of->align : 1);
}

static inline void frame_init(tamer_frame *frame, const tamer_spawnable *of, tamer_task *task)
{
    frame->point = &of->point;
    frame->parent = &task->root;
}

/* A result of the scope's own. */
static void *new_slot(const tamer_point *at, tamer_scope *scope, const tamer_spawnable *of)
{
    tmr_scope_check_at(scope, "scheduling a task", at);
    return tamer_delayed_new_aligned(scope, of->slot_size, of->align > 0 ? of->align : 16);
}

tamer_task *tmr_spawn_begin(tamer_frame *frame, const tamer_point *at, tamer_scope *scope,
                            void **slot, const tamer_spawnable *of)
{
    size_t extra = of->is_out && !*slot ? of->size + of->align : 0;
    bool watched = false;
    tamer_task *task;

    if (*slot == TAMER_NEW_SLOT) {
        *slot = new_slot(at, scope, of);
        watched = scope->slow & TMR_SLOW_WATCHED;
    }
    task = tamer_task_new(at, scope, *slot, extra);
    if (watched)
        tmr_results_add(scope, *slot);
    if (!task) {
        tamer_frame_free(frame, of->point.frame_size);
        return NULL;
    }
    frame_init(frame, of, task);
    if (of->is_out)
        ((tamer_frame_out *)frame)->out = place_of_result(of, *slot, task);
    return task;
}

/* No scope, but a generator or a manager. */
static void *spawn_at_door(tamer_frame *frame, const tamer_point *at, tamer_scope *door, void *slot,
                           const tamer_spawnable *of)
{
    if (((const tamer_generator *)(void *)door)->flags & TMR_GENERATOR_MEMBER)
        return tmr_manager_begin(frame, at, door, slot, of);
    tmr_generator_begin(frame, at, door, of);
    return NULL;
}

/* The spare record becomes a task like others, and ends or waits as they do. */
static void keep_spare(void)
{
    tamer_task *task = tamer_this.current;

    tmr_task_settle();
    tmr_this_loop->settled = false;
    tmr_task_make_spare();
    task->scope->head.spare = TAMER_NO_SPARE;
}

void tamer_spawn_tried_slow(tamer_step step)
{
    tamer_task *task = tamer_this.current;

    keep_spare();
    tamer_task_end(task, tamer_this.before, step);
    if ((uintptr_t)step.frame > 1)
        tmr_fault_waits((struct tmr_task *)task);
}

/* Tasks of the scope that end at once may be tried again. */
static void try_again(tamer_scope *scope)
{
    if (scope->quick && tamer_this.spare)
        scope->head.spare = tamer_this.spare;
}

/* What tamer_task_begin returned: leaves the segment that it has entered, if it has. The task that
 * goes on. */
static inline tamer_task *leave_segment(tamer_task *before)
{
    if (__builtin_expect(((uintptr_t)before & 1) == 0, 1))
        return before;
    tamer_eager_leave();
    return (tamer_task *)((uintptr_t)before - 1);
}

void tamer_task_end(tamer_task *task, tamer_task *before, tamer_step step)
{
    before = leave_segment(before);
    if (step.frame == NULL) {
        try_again(task->scope);
        task->root.point->resume(&task->root, step.value);
    } else if (step.frame == TAMER_UNWIND) {
        tamer_task_failed(&task->root, step.value);
    } else {
        step.frame->parent = &task->root;
    }
    tamer_this.current = before;
}

/* The same for a task that has begun in a frame, whose resume has returned `step`. */
static void park_or_end(tamer_task *task, tamer_task *before, tamer_step step)
{
    before = leave_segment(before);
    if ((uintptr_t)step.frame & 1) {
        tamer_task_failed(&task->root, step.value);
    } else if (step.frame) {
        try_again(task->scope);
        task->root.point->resume(&task->root, step.value);
    }
    tamer_this.current = before;
}

/* The first step of the spare record. */
static void run_tried(tamer_delayed *delayed, tamer_frame *frame)
{
    tamer_task *task = tamer_this.current;
    const tamer_point *at = task->root.point;
    tamer_step step = frame->point->resume(frame, 0);

    if (!step.frame || ((uintptr_t)step.frame & 1) || task != tamer_this.spare) {
        keep_spare();
        park_or_end(task, tamer_this.before, step);
        if (!step.frame)
            tmr_fault_waits((struct tmr_task *)task);
        return;
    }
    tamer_this.current = tamer_this.before;
    if (!delayed)
        return;
    memcpy((char *)delayed + at->index, &step.value, at->frame_size);
    delayed->state = TAMER_DONE;
    delayed->task = NULL;
}

static void run(tamer_task *task, tamer_task *before, tamer_frame *frame)
{
    tamer_step step = frame->point->resume(frame, 0);

    park_or_end(task, before, step);
    if (!step.frame)
        tmr_fault_waits((struct tmr_task *)task);
}

/* As the spare record, where that can be: the task needs a record only if it waits. */
static bool spawn_tried(tamer_frame *frame, const tamer_point *at, tamer_scope *scope, void *slot,
                        const tamer_spawnable *of)
{
    if (__BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__ || (of->is_out && !slot) ||
        !tamer_spawn_try(at, scope, slot))
        return false;
    frame_init(frame, of, tamer_this.current);
    if (of->is_out)
        ((tamer_frame_out *)frame)->out = (char *)slot + of->offset;
    run_tried(slot, frame);
    return true;
}

/* Whatever there is to think about. */
static __attribute__((noinline)) void *spawn_other(tamer_frame *frame, const tamer_point *at,
                                                   tamer_scope *scope, void *slot,
                                                   const tamer_spawnable *of)
{
    tamer_task *task;

    if (!scope)
        tmr_scope_check_at(scope, "scheduling a task", at);
    if (scope->state == TMR_SCOPE_DOOR)
        return spawn_at_door(frame, at, scope, slot, of);
    if (slot == TAMER_NEW_SLOT && !(scope->slow & TMR_SLOW_WATCHED)) {
        slot = new_slot(at, scope, of);
        return (of->is_out ? spawn_other : tamer_spawn)(frame, at, scope, slot, of);
    }
    if (slot != TAMER_NEW_SLOT && spawn_tried(frame, at, scope, slot, of))
        return slot;
    task = tmr_spawn_begin(frame, at, scope, &slot, of);
    if (!task)
        return slot;
    if (scope->head.eager) {
        run(task, tamer_task_begin(task), frame);
    } else {
        tamer_task_start(task, frame);
        tmr_fault_waits((struct tmr_task *)task);
    }
    return slot;
}

void *tamer_spawn_out(tamer_frame *frame, const tamer_point *at, tamer_scope *scope, void *slot,
                      const tamer_spawnable *of)
{
    return spawn_other(frame, at, scope, slot, of);
}

#ifndef TAMER_ASAN_

/* A record is at hand, and the scope takes tasks of this thread's without further
 * thought. */
static inline bool is_usual(const tamer_scope *scope, const void *slot)
{
    tamer_thread *thread = &tamer_this;

    return scope->takes == tmr_this_loop && slot != TAMER_NEW_SLOT && thread->call->floor != 0 &&
           thread->current != thread->spare && thread->free_frames[sizeof(struct tmr_task) / 8];
}

static inline struct tmr_task *begin_usual(tamer_frame *frame, const tamer_point *at,
                                           tamer_scope *scope, void *slot,
                                           const tamer_spawnable *of, unsigned wait)
{
    void **records = &tamer_this.free_frames[sizeof(struct tmr_task) / 8];
    struct tmr_task *task = *records;

    *records = *(void **)task;
    task_init(task, at, scope, slot, wait, 0);
    task->head.root.parent = frame;
    frame_init(frame, of, &task->head);
    return task;
}

static __attribute__((noinline)) void *spawn_at_once(tamer_frame *frame, const tamer_point *at,
                                                     tamer_scope *scope, void *slot,
                                                     const tamer_spawnable *of)
{
    tamer_thread *thread = &tamer_this;
    tamer_task *before = thread->current;
    struct tmr_task *task;
    tamer_step step;

    if (__builtin_expect(
            !is_usual(scope, slot) || thread->call->busy || scope->head.spare == thread->spare, 0))
        return spawn_other(frame, at, scope, slot, of);
    task = begin_usual(frame, at, scope, slot, of, TMR_RUNNING);
    thread->current = &task->head;
    step = frame->point->resume(frame, 0);
    if (__builtin_expect(step.frame != NULL, 0)) {
        park_or_end(&task->head, before, step);
        return slot;
    }
    thread->current = before;
    tmr_fault_waits(task);
    return slot;
}

/* The usual way, without a call that could make it save registers. */
void *tamer_spawn(tamer_frame *frame, const tamer_point *at, tamer_scope *scope, void *slot,
                  const tamer_spawnable *of)
{
    struct tmr_task *task;

    if (__builtin_expect(!scope, 0))
        tmr_scope_check_at(scope, "scheduling a task", at);
    if (scope->head.eager)
        return spawn_at_once(frame, at, scope, slot, of);
    if (__builtin_expect(!is_usual(scope, slot) || *tamer_this.tail, 0))
        return spawn_other(frame, at, scope, slot, of);
    task = begin_usual(frame, at, scope, slot, of, TMR_WAIT_TURN);
    *tamer_this.tail++ = &task->head;
    tmr_fault_waits(task);
    return slot;
}

#else

void *tamer_spawn(tamer_frame *frame, const tamer_point *at, tamer_scope *scope, void *slot,
                  const tamer_spawnable *of)
{
    return spawn_other(frame, at, scope, slot, of);
}

#endif

void tamer_task_start_slow(tamer_task *head)
{
    tmr_task_queue((struct tmr_task *)head, 0, 0);
}

void tamer_eager_enter(void)
{
    struct tmr_eager *eager = tamer_frame_new(sizeof *eager);

    *eager = (struct tmr_eager){.call = {.prev = tamer_this.call}, .next = tmr_this_loop->eager};
    tmr_this_loop->eager = eager;
    tamer_this.call = &eager->call;
}

void tamer_eager_leave(void)
{
    struct tmr_eager *eager = tmr_this_loop->eager;

    tmr_this_loop->eager = eager->next;
    tamer_this.call = eager->call.prev;
    tamer_frame_free(eager, sizeof *eager);
}
