/* SPDX-License-Identifier: BSD-3-Clause */
#include "settle.h"

#include <errno.h>

#include "error.h"
#include "loop.h"
#include "wrappers.h"

TAMER_API tamer_step tamer_delayed_settle__async(tamer_delayed *delayed);
TAMER_API tamer_step tamer_cancel_wait__async(tamer_delayed *const *results, size_t count);

static size_t size_of(size_t count)
{
    return sizeof(struct tmr_settle) + count * sizeof(struct tmr_task);
}

static void park(struct tmr_settle *self)
{
    tmr_wait(&self->waiting, TMR_WAIT_SETTLE)->parent = &self->frame;
    self->waiter->value = (uint64_t)(uintptr_t)self;
}

static tamer_step settle_resume(tamer_frame *frame, uint64_t value)
{
    tamer_step next = {frame->parent, value};

    tamer_frame_free(frame, size_of(((struct tmr_settle *)frame)->count));
    return next;
}

/* An error, of the runtime's, ends the wait in any case. */
static tamer_step settle_unwind(tamer_frame *frame, uint64_t error)
{
    struct tmr_settle *self = (struct tmr_settle *)frame;
    tamer_frame *parent = frame->parent;
    size_t i;

    if (self->to_the_end && self->left > 0 && error == 0) {
        park(self);
        return (tamer_step){NULL, 0};
    }
    for (i = 0; i < self->count; i++)
        tmr_mark_remove(&self->marks[i]);
    tamer_frame_free(frame, size_of(self->count));
    return (tamer_step){(tamer_frame *)((uintptr_t)parent | (uintptr_t)TAMER_UNWIND), error};
}

static const tamer_point settle_point = {.resume = settle_resume,
                                         .unwind = settle_unwind,
                                         .function = "tamer_delayed_settle",
                                         .file = "libtamer"};

static void one_ended(struct tmr_task *mark)
{
    struct tmr_settle *self =
        (struct tmr_settle *)((char *)tmr_marks_of(mark) - offsetof(struct tmr_settle, told));

    if (--self->left == 0)
        tmr_wake(self->waiter, 0);
}

static bool is_pending(const tamer_delayed *delayed)
{
    return delayed && delayed->state == TAMER_PENDING;
}

/* Some of the results are pending. */
static tamer_step wait_for(tamer_delayed *const *results, size_t count, size_t pending,
                           bool to_the_end)
{
    struct tmr_settle *self = tamer_frame_new(size_of(pending));
    size_t i;

    *self = (struct tmr_settle){.frame.point = &settle_point,
                                .told = {.frame.point = &tmr_marks_point, .ended = one_ended},
                                .waiter = tmr_task_current(),
                                .left = pending,
                                .to_the_end = to_the_end};
    for (i = 0; i < count; i++)
        if (is_pending(results[i]))
            tmr_mark_put(&self->told, &self->marks[self->count++], results[i]);
    park(self);
    return (tamer_step){&self->frame, 0};
}

static tamer_step waits_for_itself(void)
{
    tamer_error *error = tmr_error_new(EDEADLK, "a task waits for its own end");

    return (tamer_step){TAMER_UNWIND, tmr_error_value(error)};
}

tamer_step tamer_delayed_settle__async(tamer_delayed *delayed)
{
    tmr_delayed_check_begun(delayed, "tamer_delayed_settle");
    if (tmr_cancelled())
        return (tamer_step){TAMER_UNWIND, tmr_cancel_error()};
    if (!is_pending(delayed))
        return (tamer_step){NULL, 0};
    tmr_task_settle();
    if (delayed->task == tamer_this.current)
        return waits_for_itself();
    return wait_for(&delayed, 1, 1, false);
}

tamer_step tamer_cancel_wait__async(tamer_delayed *const *results, size_t count)
{
    size_t i, pending = 0;

    tmr_task_settle();
    for (i = 0; i < count; i++) {
        if (results[i])
            tmr_delayed_check_begun(results[i], "tamer_cancel_wait");
        if (!is_pending(results[i]))
            continue;
        if (results[i]->task == tamer_this.current)
            return waits_for_itself();
        pending++;
    }
    for (i = 0; i < count; i++)
        if (is_pending(results[i]))
            tamer_delayed_cancel(results[i]);
    if (pending > 0)
        return wait_for(results, count, pending, true);
    if (tmr_cancelled())
        return (tamer_step){TAMER_UNWIND, tmr_cancel_error()};
    return (tamer_step){NULL, 0};
}

TMR_WRAPPERS_VOID(tamer_delayed_settle, 1, tamer_delayed *, delayed);
TMR_WRAPPERS_VOID(tamer_cancel_wait, 2, tamer_delayed *const *, results, size_t, count);
