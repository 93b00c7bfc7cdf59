/* SPDX-License-Identifier: BSD-3-Clause */
/* Like a mutex that is handed on until a call of the function has succeeded. */
#include <errno.h>

#include "error.h"
#include "sync_queue.h"

TAMER_API tamer_step tamer_once_run__async(tamer_once *once, tamer_once_function *function,
                                           void *argument);

typedef tamer_step once_entry(void *argument);

struct once_frame {
    tamer_frame frame;
    tamer_once *once;
    tamer_once_function *function; /* not set where the call has begun at once */
    void *argument;
};

/* The function has succeeded. */
static void succeed(tamer_once *once)
{
    struct tmr_task *task;

    once->done = true;
    once->owner = NULL;
    while ((task = tmr_waiters_take(&once->waiters)))
        tmr_task_queue(task, 0, 0);
}

/* It has not: the next one's turn. */
static void pass_on(tamer_once *once)
{
    struct tmr_task *next = tmr_waiters_take(&once->waiters);

    once->owner = next ? &next->head : NULL;
    if (next)
        tmr_task_queue(next, 1, 0);
}

/* How the call ended that the current task, the owner, has made. Pending: not yet. */
static tamer_step ended(tamer_once *once, tamer_step step)
{
    if (step.frame == TAMER_UNWIND) {
        pass_on(once);
    } else if (!step.frame) {
        succeed(once);
        step.value = 1;
    }
    return step;
}

static tamer_step call(tamer_once *once, tamer_once_function *function, void *argument)
{
    once_entry *entry = (once_entry *)tamer_entry_find((void (*)(void))function);

    if (entry)
        return ended(once, entry(argument));
    function(argument);
    return ended(once, (tamer_step){NULL, 0});
}

static tamer_step leave(tamer_frame *frame, uint64_t value)
{
    tamer_step next = {frame->parent, value};

    tamer_frame_free(frame, sizeof(struct once_frame));
    return next;
}

static tamer_step running_resume(tamer_frame *frame, uint64_t value)
{
    (void)value;
    succeed(((struct once_frame *)frame)->once);
    return leave(frame, 1);
}

static tamer_step running_unwind(tamer_frame *frame, uint64_t error)
{
    pass_on(((struct once_frame *)frame)->once);
    return tamer_frame_unwind(frame, error);
}

static const tamer_point running_point =
    TMR_SYNC_POINT(tamer_once_run, running_resume, running_unwind, sizeof(struct once_frame));

/* value: 0, somebody has done it; 1, it is this task's turn. */
static tamer_step waiting_resume(tamer_frame *frame, uint64_t value)
{
    struct once_frame *self = (struct once_frame *)frame;
    tamer_step step;

    if (value == 0)
        return leave(frame, 0);
    step = call(self->once, self->function, self->argument);
    if (step.frame == TAMER_UNWIND)
        return tamer_frame_unwind(frame, step.value);
    if (!step.frame)
        return leave(frame, step.value);
    self->frame.point = &running_point;
    step.frame->parent = &self->frame;
    return (tamer_step){NULL, 0};
}

static tamer_step waiting_unwind(tamer_frame *frame, uint64_t error)
{
    if (tmr_sync_was_handed())
        pass_on(((struct once_frame *)frame)->once);
    return tamer_frame_unwind(frame, error);
}

static const tamer_point waiting_point =
    TMR_SYNC_POINT(tamer_once_run, waiting_resume, waiting_unwind, sizeof(struct once_frame));

static tamer_step run(tamer_once *once, tamer_once_function *function, void *argument)
{
    struct once_frame *self;
    tamer_step step;

    once->owner = tamer_this.current;
    step = call(once, function, argument);
    if (step.frame == NULL || step.frame == TAMER_UNWIND)
        return step;
    self = tamer_frame_over(step.frame, sizeof *self);
    self->frame.point = &running_point;
    self->once = once;
    return (tamer_step){&self->frame, 0};
}

static tamer_step wait(tamer_once *once, tamer_once_function *function, void *argument)
{
    struct once_frame *self = tamer_frame_new(sizeof *self);

    if (tmr_cancelled()) { /* for want of memory */
        tamer_frame_free(self, sizeof *self);
        return tmr_sync_cancelled();
    }
    self->frame.point = &waiting_point;
    self->once = once;
    self->function = function;
    self->argument = argument;
    tmr_sync_park(&once->waiters, TMR_WAIT_ONCE, once)->parent = &self->frame;
    return (tamer_step){&self->frame, 0};
}

tamer_step tamer_once_run__async(tamer_once *once, tamer_once_function *function, void *argument)
{
    if (!function)
        tmr_misuse("tamer_once_run", "the function is NULL");
    tmr_sync_enter(&once->waiters, "tamer_once_run");
    if (tmr_cancelled())
        return tmr_sync_cancelled();
    if (once->done)
        return (tamer_step){NULL, 0};
    if (!once->owner)
        return run(once, function, argument);
    if (once->owner != tamer_this.current)
        return wait(once, function, argument);
    return (tamer_step){TAMER_UNWIND, tmr_error_value(tmr_error_new(
                                          EDEADLK, "the function waits for its own call to end"))};
}

bool tamer_once_is_done(const tamer_once *once)
{
    return once->done;
}

TMR_WRAPPERS(bool, tamer_once_run, 3, tamer_once *, once, tamer_once_function *, function, void *,
             argument);
