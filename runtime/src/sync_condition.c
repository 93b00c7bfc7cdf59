/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A task that is notified goes to the end of the mutex's queue without running in between. From
 * then on it is shielded until it has the mutex: its wait is over, and a cancellation is seen at
 * what it awaits next, so no notification gets lost. One that is cancelled before locks the mutex
 * again as well, likewise shielded, and then goes on up.
 */
#include "sync_mutex.h"

TAMER_API tamer_step tamer_condition_wait__async(tamer_condition *condition, tamer_mutex *mutex);

struct wait_frame {
    tamer_frame frame;
    tamer_mutex *mutex;
    uint64_t error; /* cancelled: on its way up; owned */
};

static void shield(struct tmr_task *task)
{
    task->head.shields++;
    tmr_task_update(task);
}

/* Notified, and the mutex is locked. */
static tamer_step notified_resume(tamer_frame *frame, uint64_t value)
{
    tamer_step next = {frame->parent, value};

    tamer_shield_leave();
    tamer_frame_free(frame, sizeof(struct wait_frame));
    return next;
}

/* Notified, but the mutex cannot be had. */
static tamer_step notified_unwind(tamer_frame *frame, uint64_t error)
{
    tamer_shield_leave();
    return tamer_frame_unwind(frame, error);
}

static const tamer_point notified_point = TMR_SYNC_POINT(
    tamer_condition_wait, notified_resume, notified_unwind, sizeof(struct wait_frame));

/* Cancelled, and the mutex is locked. */
static tamer_step cancelled_resume(tamer_frame *frame, uint64_t value)
{
    (void)value;
    tamer_shield_leave();
    return tamer_frame_unwind(frame, ((struct wait_frame *)frame)->error);
}

static tamer_step cancelled_unwind(tamer_frame *frame, uint64_t error)
{
    tamer_shield_leave();
    return tamer_frame_unwind(frame, tamer_error_join(((struct wait_frame *)frame)->error, error));
}

static const tamer_point cancelled_point = TMR_SYNC_POINT(
    tamer_condition_wait, cancelled_resume, cancelled_unwind, sizeof(struct wait_frame));

static tamer_step waiting_unwind(tamer_frame *frame, uint64_t error)
{
    struct wait_frame *self = (struct wait_frame *)frame;

    if (!self->mutex->owner) {
        self->mutex->owner = tamer_this.current;
        return tamer_frame_unwind(frame, error);
    }
    self->error = error;
    self->frame.point = &cancelled_point;
    shield(tmr_task_current());
    tmr_mutex_want(self->mutex, tmr_task_current());
    return (tamer_step){NULL, 0};
}

/* Whoever notifies it gives it another point, so it is never resumed here. */
static const tamer_point waiting_point =
    TMR_SYNC_POINT(tamer_condition_wait, NULL, waiting_unwind, sizeof(struct wait_frame));

tamer_step tamer_condition_wait__async(tamer_condition *condition, tamer_mutex *mutex)
{
    struct wait_frame *self;

    tmr_sync_enter(&condition->waiters, "tamer_condition_wait");
    tmr_sync_enter(&mutex->waiters, "tamer_condition_wait");
    if (mutex->owner != tamer_this.current)
        tmr_misuse("tamer_condition_wait", "the mutex is %s; lock it first",
                   mutex->owner ? "locked by another task" : "not locked");
    if (tmr_cancelled())
        return tmr_sync_cancelled();
    self = tamer_frame_new(sizeof *self);
    if (tmr_cancelled()) { /* for want of memory */
        tamer_frame_free(self, sizeof *self);
        return tmr_sync_cancelled();
    }
    self->frame.point = &waiting_point;
    self->mutex = mutex;
    tmr_sync_park(&condition->waiters, TMR_WAIT_CONDITION, condition)->parent = &self->frame;
    tmr_mutex_hand_over(mutex);
    return (tamer_step){&self->frame, 0};
}

/* False: nobody waits. */
static bool notify_one(tamer_condition *condition)
{
    struct tmr_task *task = tmr_waiters_take(&condition->waiters);
    struct wait_frame *waiting;

    if (!task)
        return false;
    waiting = (struct wait_frame *)task->head.root.parent;
    waiting->frame.point = &notified_point;
    shield(task);
    tmr_mutex_want(waiting->mutex, task);
    return true;
}

void tamer_condition_notify(tamer_condition *condition, size_t count)
{
    tmr_sync_enter(&condition->waiters, "tamer_condition_notify");
    while (count > 0 && notify_one(condition))
        count--;
}

void tamer_condition_notify_all(tamer_condition *condition)
{
    tmr_sync_enter(&condition->waiters, "tamer_condition_notify_all");
    while (notify_one(condition))
        ;
}

TMR_WRAPPERS(bool, tamer_condition_wait, 2, tamer_condition *, condition, tamer_mutex *, mutex);
