/* SPDX-License-Identifier: BSD-3-Clause */
#include "delayed.h"

#include <errno.h>
#include <string.h>

#include "error.h"
#include "loop.h"
#include "marks.h"

/* Waits for a result that does not fit into a step: whoever completes it copies it, since it may be
 * gone when the task runs. */
struct copy_frame {
    tamer_frame frame;
    void *out;
    size_t offset, size;
    bool watches; /* its state only: is told of a failure, but does not receive it */
};

static tamer_step copy_resume(tamer_frame *frame, uint64_t value)
{
    tamer_step next = {frame->parent, value};

    tamer_frame_free(frame, sizeof(struct copy_frame));
    return next;
}

static const tamer_point copy_point = {.resume = copy_resume,
                                       .unwind = tamer_frame_unwind,
                                       .function = "tamer_delayed_copy",
                                       .file = "libtamer",
                                       .frame_size = sizeof(struct copy_frame)};

static bool is_watch(const struct tmr_task *waiter)
{
    const tamer_frame *frame = waiter->head.root.parent;

    return frame->point == &copy_point && ((const struct copy_frame *)frame)->watches;
}

static __attribute__((noinline)) void wake_special(const tamer_delayed *delayed,
                                                   struct tmr_task *task, uint64_t value)
{
    const tamer_frame *frame = task->head.root.parent;

    if (tmr_marks_of(task)) {
        tmr_mark_ended(task);
        return;
    }
    if (frame->point == &copy_point) {
        const struct copy_frame *copy = (const struct copy_frame *)frame;

        memcpy(copy->out, (const char *)delayed + copy->offset, copy->size);
    }
    tmr_task_queue(task, value, 0);
}

static inline void wake_one(const tamer_delayed *delayed, struct tmr_node *node, uint64_t value)
{
    struct tmr_task *task = tmr_task_of_node(node);

    if (__builtin_expect(delayed->flags & TMR_DELAYED_SPECIAL, 0)) {
        wake_special(delayed, task, value);
        return;
    }
    tmr_task_queue(task, value, 0);
}

static __attribute__((noinline)) tamer_step wake_all(tamer_delayed *delayed, uint64_t value)
{
    struct tmr_node *node = tmr_nodes_take(&delayed->waiters), *next;

    for (; node; node = next) {
        next = node->next;
        wake_one(delayed, node, value);
    }
    return (tamer_step){NULL, 0};
}

tamer_step tmr_delayed_wake(tamer_delayed *delayed, uint64_t value)
{
    struct tmr_node *first = delayed->waiters;

    if (first->next)
        return wake_all(delayed, value);
    delayed->waiters = NULL;
    wake_one(delayed, first, value);
    return (tamer_step){NULL, 0};
}

bool tmr_delayed_has_receiver(const tamer_delayed *delayed)
{
    struct tmr_node *node;

    for (node = delayed->waiters; node; node = node->next) {
        const struct tmr_task *waiter = tmr_task_of_node(node);
        const struct tmr_marks *marks = tmr_marks_of(waiter);

        if (marks ? marks->receives : !is_watch(waiter))
            return true;
    }
    return false;
}

static void fail_one(const tamer_delayed *delayed, struct tmr_task *task, tamer_error *error)
{
    if (tmr_marks_of(task) || is_watch(task))
        wake_special(delayed, task, 0);
    else
        tmr_task_queue(task, error ? tmr_error_value(tmr_error_ref(error)) : 0, TMR_TASK_ERROR);
}

void tmr_delayed_fail(tamer_delayed *delayed, tamer_error *error)
{
    struct tmr_node *node = tmr_nodes_take(&delayed->waiters), *next;

    delayed->error = error ? tmr_error_ref(error) : NULL;
    for (; node; node = next) {
        next = node->next;
        fail_one(delayed, tmr_task_of_node(node), error);
    }
}

/* What the frame pools give is aligned to 16. */
void *tamer_delayed_new_aligned(tamer_scope *scope, size_t size, size_t align)
{
    tamer_delayed *delayed;
    char *block;

    tmr_scope_check(scope, "scheduling a task");
    size = (size + align - 16 + 15) & ~(size_t)15;
    block = tamer_frame_new(size);
    delayed = tamer_aligned(block, align);
    memset(delayed, 0, sizeof *delayed);
    delayed->shift = (uint32_t)((char *)delayed - block);
    delayed->size = size / 16 <= UINT16_MAX ? (uint16_t)(size / 16) : 0;
    if (delayed->size == 0)
        tmr_fatal("a result of %zu bytes is too large for a delayed result", size);
    delayed->next = scope->delayed;
    scope->delayed = delayed;
    return delayed;
}

void *tamer_delayed_new(tamer_scope *scope, size_t size)
{
    return tamer_delayed_new_aligned(scope, size, 16);
}

/* What NAME_get__async would give for a result that travels in a value. */
static uint64_t value_of(const tamer_delayed *delayed, size_t offset, size_t size, bool is_integer)
{
    uint64_t value = 0;

    memcpy(&value, (const char *)delayed + offset, size);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    if (size > 0 && is_integer)
        value >>= 8 * (sizeof value - size);
#else
    (void)is_integer;
#endif
    return value;
}

/* The result is there and somebody asks for it: what that comes to. */
static __attribute__((noinline)) tamer_step take(tamer_delayed *delayed)
{
    struct tmr_task *record = (struct tmr_task *)delayed->task;
    tamer_error *error = NULL;

    if (delayed->state == TAMER_FAILED && delayed->error)
        error = tmr_error_own(tmr_error_ref(delayed->error));
    if (record && !(record->head.mark & TMR_TASK_OVER)) /* its handler asks */
        record->head.mark |= TMR_TASK_AWAITED;
    else if (record)
        tmr_task_free(record);
    if (delayed->state == TAMER_DONE)
        return (tamer_step){NULL, 0};
    if (!error)
        error = tmr_error_new(ECANCELED, "the awaited task was cancelled");
    return (tamer_step){TAMER_UNWIND, tmr_error_value(error)};
}

/* What is not pending: at == NULL: the value does not matter. */
static __attribute__((noinline)) tamer_step take_at(tamer_delayed *delayed, const tamer_point *at)
{
    tamer_step step;

    tmr_delayed_check(delayed, at ? at->function : "waiting for a delayed result");
    if (tmr_cancelled())
        return (tamer_step){TAMER_UNWIND, tmr_cancel_error()};
    step = take(delayed);
    if (at && !step.frame)
        step.value = value_of(delayed, at->index, at->frame_size, true);
    return step;
}

tamer_step tamer_delayed_take_slow(tamer_delayed *delayed, const tamer_point *at)
{
    struct tmr_task *task = tmr_task_current();

    if (__builtin_expect(tmr_task_cancelled(task) || delayed->state != TAMER_PENDING, 0))
        return take_at(delayed, at);
    delayed->task->mark |= TMR_TASK_AWAITED;
    task->value = (uint64_t)(uintptr_t)delayed;
    task->head.wait = TMR_WAIT_DELAYED;
    tmr_node_link(&delayed->waiters, &task->node);
    return (tamer_step){&task->head.root, 0};
}

tamer_step tamer_delayed_wait_slow(tamer_delayed *delayed)
{
    return tamer_delayed_take_slow(delayed, NULL);
}

tamer_step tamer_delayed_take__async(tamer_delayed *delayed, const tamer_point *at)
{
    if (!tamer_delayed_is_there(delayed))
        return tamer_delayed_take_slow(delayed, at);
    return tamer_done(value_of(delayed, at->index, at->frame_size, true));
}

tamer_step tamer_delayed_copy__async(tamer_delayed *delayed, size_t offset, size_t size, void *out)
{
    tamer_step step = tamer_delayed_wait__async(delayed);
    struct copy_frame *copy;

    if (step.frame == NULL)
        memcpy(out, (const char *)delayed + offset, size);
    if (step.frame == NULL || step.frame == TAMER_UNWIND)
        return step;
    copy = tamer_frame_new(sizeof *copy);
    copy->frame.point = &copy_point;
    copy->out = out;
    copy->offset = offset;
    copy->size = size;
    copy->watches = false;
    delayed->flags |= TMR_DELAYED_SPECIAL;
    step.frame->parent = &copy->frame;
    return (tamer_step){&copy->frame, 0};
}

tamer_step tmr_delayed_watch(tamer_delayed *delayed, uint8_t *ret_state)
{
    struct tmr_task *task = tmr_task_current();
    struct copy_frame *copy = tamer_frame_new(sizeof *copy);

    if (tmr_task_cancelled(task)) { /* for want of memory */
        tamer_frame_free(copy, sizeof *copy);
        return (tamer_step){TAMER_UNWIND, tmr_cancel_error()};
    }
    *copy = (struct copy_frame){.frame.point = &copy_point,
                                .out = ret_state,
                                .offset = offsetof(tamer_delayed, state),
                                .size = sizeof delayed->state,
                                .watches = true};
    task->value = (uint64_t)(uintptr_t)delayed;
    task->head.wait = TMR_WAIT_DELAYED;
    delayed->flags |= TMR_DELAYED_SPECIAL;
    tmr_node_link(&delayed->waiters, &task->node);
    task->head.root.parent = &copy->frame;
    return (tamer_step){&copy->frame, 0};
}

/* ---- in plain code ---- */

static uint64_t get(tamer_delayed *delayed, const tamer_point *at, bool is_integer)
{
    tamer_call call;
    tamer_step step;

    tmr_delayed_check_begun(delayed, at->function);
    if (!tamer_call_enter(&call))
        return 0;
    step = tamer_delayed_wait__async(delayed);
    if (step.frame == NULL)
        step.value = value_of(delayed, at->index, at->frame_size, is_integer);
    return tamer_call_end(&call, step, at);
}

uint64_t tamer_delayed_get(tamer_delayed *delayed, const tamer_point *at)
{
    return get(delayed, at, true);
}

uint64_t tamer_delayed_get_bits(tamer_delayed *delayed, const tamer_point *at)
{
    return get(delayed, at, false);
}

void tamer_delayed_get_out(tamer_delayed *delayed, void *out, const tamer_point *at)
{
    tamer_call call;
    tamer_step step;

    tmr_delayed_check_begun(delayed, at->function);
    memset(out, 0, at->frame_size);
    if (!tamer_call_enter(&call))
        return;
    step = tamer_delayed_copy__async(delayed, at->index, at->frame_size, out);
    tamer_call_end(&call, step, at);
}

enum tamer_state tamer_delayed_state(const tamer_delayed *delayed)
{
    tmr_delayed_check(delayed, "tamer_delayed_state");
    return (enum tamer_state)delayed->state;
}

const tamer_error *tamer_delayed_error(const tamer_delayed *delayed)
{
    tmr_delayed_check(delayed, "tamer_delayed_error");
    return delayed->state == TAMER_FAILED ? delayed->error : NULL;
}

void tamer_delayed_cancel(tamer_delayed *delayed)
{
    tmr_delayed_check_begun(delayed, "tamer_delayed_cancel");
    if (delayed->state != TAMER_PENDING)
        return;
    tmr_scope_check(delayed->task->scope, "tamer_delayed_cancel");
    tmr_task_settle();
    tmr_task_cancel((struct tmr_task *)delayed->task);
}

void tamer_delayed_clear(tamer_delayed *delayed)
{
    tmr_delayed_check(delayed, "tamer_delayed_clear");
    if (delayed->state == TAMER_PENDING)
        return;
    if (delayed->task)
        delayed->task->delayed = NULL;
    delayed->task = NULL;
    if (delayed->error)
        tmr_error_unref(delayed->error);
    delayed->error = NULL;
}
