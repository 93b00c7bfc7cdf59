/* SPDX-License-Identifier: BSD-3-Clause */
/* Tasks begin: scheduled for the next switch, or run inside the call that schedules them. */
#include "fault.h"
#include "generator.h"
#include "loop.h"
#include "results.h"

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
                                    tamer_scope *scope, tamer_delayed *delayed, unsigned mark)
{
    if (delayed)
        delayed_init(delayed, TAMER_PENDING, task);
    task->head.root.point = at;
    task->head.delayed = delayed;
    task->head.scope = scope;
    task->head.wait = TMR_RUNNING;
    task->head.mark = (uint8_t)mark;
    task->head.shields = 0;
    task->head.born = scope->loop->floors;
    tmr_scope_add(scope, task);
    return &task->head;
}

/* Whatever tamer_task_new has to think about. */
static __attribute__((noinline)) tamer_task *
task_new_slow(const tamer_point *at, tamer_scope *scope, tamer_delayed *delayed, size_t extra)
{
    size_t size = sizeof(struct tmr_task);
    struct tmr_task *task;

    tmr_scope_check(scope, "scheduling a task");
    tmr_task_settle();
    if (scope->cancelled) {
        if (delayed)
            delayed_init(delayed, TAMER_CANCELLED, NULL);
        return NULL;
    }
    if (tamer_this.call->floor == 0)
        tmr_call_floor(tamer_this.call);
    if (extra == 0)
        return task_init(tamer_frame_new(size), at, scope, delayed, 0);
    size = (size + sizeof(struct tmr_extra) + extra + 15) & ~(size_t)15;
    task = tamer_frame_new(size);
    ((struct tmr_extra *)(task + 1))->size = size;
    return task_init(task, at, scope, delayed, TMR_TASK_EXTRA);
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
    return task_init(task, at, scope, delayed, 0);
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

static void *queued_frame(tamer_task *task, const tamer_spawnable *of, void *out)
{
    tamer_frame *frame = tamer_frame_new(of->point.frame_size);

    frame->point = &of->point;
    frame->parent = &task->root;
    if (of->is_out)
        ((tamer_frame_out *)frame)->out = out;
    tamer_task_start(task, frame);
    tmr_fault_waits((struct tmr_task *)task);
    return frame;
}

/* No scope, but a generator or a manager. */
static void *begin_at_door(tamer_spawning *spawning, const tamer_point *at, tamer_scope *door,
                           void *slot, const tamer_spawnable *of)
{
    if (((const tamer_generator *)(void *)door)->flags & TMR_GENERATOR_MEMBER)
        return tmr_manager_begin(spawning, at, door, slot, of);
    *spawning = (tamer_spawning){0};
    return tmr_generator_begin(at, door, of);
}

/* Whatever there is to think about. */
static __attribute__((noinline)) void *begin_any(tamer_spawning *spawning, const tamer_point *at,
                                                 tamer_scope *scope, void *slot,
                                                 const tamer_spawnable *of)
{
    size_t extra = of->is_out && !slot ? of->size + of->align : 0;
    tamer_task *task;

    if (scope->state == TMR_SCOPE_DOOR)
        return begin_at_door(spawning, at, scope, slot, of);
    task = tamer_task_new(at, scope, slot, extra);
    spawning->slot = slot;
    spawning->task = task;
    spawning->eager = task && scope->head.eager;
    if (!task)
        return NULL;
    spawning->out = of->is_out ? place_of_result(of, slot, task) : NULL;
    if (!spawning->eager)
        return queued_frame(task, of, spawning->out);
    spawning->before = tamer_task_begin(task);
    return NULL;
}

static __attribute__((noinline)) void *begin_in_new_slot(tamer_spawning *spawning,
                                                         const tamer_point *at, tamer_scope *scope,
                                                         const tamer_spawnable *of)
{
    size_t align = of->align > 0 ? of->align : 16;

    return tamer_spawn_begin(spawning, at, scope,
                             tamer_delayed_new_aligned(scope, of->slot_size, align), of);
}

/* The same in a scope whose results are iterated. */
static __attribute__((noinline)) void *begin_watched(tamer_spawning *spawning,
                                                     const tamer_point *at, tamer_scope *scope,
                                                     const tamer_spawnable *of)
{
    void *frame;

    if (scope->state == TMR_SCOPE_DOOR)
        return begin_at_door(spawning, at, scope, TAMER_NEW_SLOT, of);
    frame = begin_in_new_slot(spawning, at, scope, of);
    tmr_results_add(scope, spawning->slot);
    return frame;
}

#ifndef TAMER_ASAN_

/* A record and a frame are at hand, and a place in the run queue; else NULL, and nothing is done.
 */
static inline tamer_frame *begin_queued(const tamer_point *at, tamer_scope *scope,
                                        tamer_delayed *delayed, const tamer_spawnable *of)
{
    tamer_thread *thread = &tamer_this;
    void **records = &thread->free_frames[sizeof(struct tmr_task) / 8], **frames;
    struct tmr_task *task = *records;
    tamer_frame *frame;
    size_t cls = (of->point.frame_size + 7) / 8;

    if (cls >= TAMER_POOL_CLASSES || thread->queue->tail == thread->queue->limit)
        return NULL;
    *records = *(void **)task;
    frames = &thread->free_frames[cls];
    frame = *frames;
    if (!frame) {
        *records = task;
        return NULL;
    }
    *frames = *(void **)frame;
    task_init(task, at, scope, delayed, 0);
    frame->point = &of->point;
    frame->parent = &task->head.root;
    task->head.root.parent = frame;
    task->head.wait = TAMER_TASK_QUEUED;
    *thread->queue->tail++ = &task->head;
    tmr_fault_waits(task);
    return frame;
}

/* The usual way, without a call that could make it save registers. */
void *tamer_spawn_begin_slow(tamer_spawning *spawning, const tamer_point *at, tamer_scope *scope,
                             void *slot, const tamer_spawnable *of)
{
    tamer_thread *thread = &tamer_this;
    struct tmr_task *task = thread->free_frames[sizeof *task / 8];
    void *frame;

    if (slot == TAMER_NEW_SLOT) {
        if (__builtin_expect(scope->slow & TMR_SLOW_WATCHED, 0))
            return begin_watched(spawning, at, scope, of);
        return begin_in_new_slot(spawning, at, scope, of);
    }
    if (__builtin_expect(!task || scope->loop != tmr_this_loop || scope->cancelled || of->is_out ||
                             thread->call->floor == 0 || thread->current == thread->spare,
                         0))
        return begin_any(spawning, at, scope, slot, of);
    if (!scope->head.eager) {
        frame = begin_queued(at, scope, slot, of);
        if (!frame)
            return begin_any(spawning, at, scope, slot, of);
        spawning->slot = slot;
        return frame;
    }
    if (__builtin_expect(thread->call->busy, 0))
        return begin_any(spawning, at, scope, slot, of);
    thread->free_frames[sizeof *task / 8] = *(void **)task;
    spawning->slot = slot;
    spawning->task = task_init(task, at, scope, slot, 0);
    spawning->before = thread->current;
    spawning->eager = true;
    thread->current = &task->head;
    return NULL;
}

#else

void *tamer_spawn_begin_slow(tamer_spawning *spawning, const tamer_point *at, tamer_scope *scope,
                             void *slot, const tamer_spawnable *of)
{
    if (slot == TAMER_NEW_SLOT) {
        if (__builtin_expect(scope->slow & TMR_SLOW_WATCHED, 0))
            return begin_watched(spawning, at, scope, of);
        return begin_in_new_slot(spawning, at, scope, of);
    }
    return begin_any(spawning, at, scope, slot, of);
}

#endif

/* It becomes a task like others, and ends or waits as they do. */
static void keep_spare(tamer_step step)
{
    tamer_task *task = tamer_this.current, *before = tamer_this.before;

    tmr_task_settle();
    tmr_this_loop->settled = false;
    tmr_task_make_spare();
    task->scope->head.tries = false;
    tamer_task_end(task, before, step);
}

static __attribute__((noinline)) void end_any(tamer_spawning *spawning, tamer_step step,
                                              const tamer_spawnable *of)
{
    struct tmr_task *task =
        (struct tmr_task *)(spawning->task ? spawning->task : tamer_this.current);

    if ((uintptr_t)step.frame > 1 && of->is_out)
        ((tamer_frame_out *)step.frame)->out = spawning->out;
    if (spawning->task)
        tamer_task_end(spawning->task, spawning->before, step);
    else
        keep_spare(step);
    if ((uintptr_t)step.frame > 1)
        tmr_fault_waits(task);
}

void tamer_spawn_end_slow(tamer_spawning *spawning, tamer_step step, const tamer_spawnable *of)
{
    tamer_task *task = spawning->task;

    if (!task || (uintptr_t)step.frame <= 1 || of->is_out || ((uintptr_t)spawning->before & 1)) {
        end_any(spawning, step, of);
        return;
    }
    step.frame->parent = &task->root;
    tamer_this.current = spawning->before;
    tmr_fault_waits((struct tmr_task *)task);
}

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
