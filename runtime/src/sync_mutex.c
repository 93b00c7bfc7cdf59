/* SPDX-License-Identifier: BSD-3-Clause */
/* A mutex is handed over by making the next task its owner, before that runs. */
#include "sync_mutex.h"

#include <errno.h>

#include "error.h"

TAMER_API tamer_step tamer_mutex_lock__async(tamer_mutex *mutex);

struct lock_frame {
    tamer_frame frame;
    tamer_mutex *mutex;
};

void tmr_mutex_hand_over(tamer_mutex *mutex)
{
    struct tmr_task *next = tmr_waiters_take(&mutex->waiters);

    mutex->owner = next ? &next->head : NULL;
    if (next)
        tmr_task_queue(next, 1, 0);
}

void tmr_mutex_want(tamer_mutex *mutex, struct tmr_task *task)
{
    if (mutex->owner) {
        task->head.wait = TMR_WAIT_MUTEX;
        task->value = (uint64_t)(uintptr_t)mutex;
        tmr_node_link(&mutex->waiters.newest, &task->node);
    } else {
        mutex->owner = &task->head;
        tmr_task_queue(task, 1, 0);
    }
}

static tamer_step lock_resume(tamer_frame *frame, uint64_t value)
{
    tamer_step next = {frame->parent, value};

    tamer_frame_free(frame, sizeof(struct lock_frame));
    return next;
}

static tamer_step lock_unwind(tamer_frame *frame, uint64_t error)
{
    if (tmr_sync_was_handed())
        tmr_mutex_hand_over(((struct lock_frame *)frame)->mutex);
    return tamer_frame_unwind(frame, error);
}

static const tamer_point lock_point =
    TMR_SYNC_POINT(tamer_mutex_lock, lock_resume, lock_unwind, sizeof(struct lock_frame));

static tamer_step lock_slow(tamer_mutex *mutex)
{
    struct lock_frame *self;

    if (mutex->owner == tamer_this.current)
        return (tamer_step){TAMER_UNWIND, tmr_error_value(tmr_error_new(
                                              EDEADLK, "the mutex is locked by this very task"))};
    self = tamer_frame_new(sizeof *self);
    self->frame.point = &lock_point;
    self->mutex = mutex;
    if (tmr_cancelled()) { /* for want of memory */
        tamer_frame_free(self, sizeof *self);
        return tmr_sync_cancelled();
    }
    tmr_sync_park(&mutex->waiters, TMR_WAIT_MUTEX, mutex)->parent = &self->frame;
    return (tamer_step){&self->frame, 0};
}

tamer_step tamer_mutex_lock__async(tamer_mutex *mutex)
{
    tmr_sync_enter(&mutex->waiters, "tamer_mutex_lock");
    if (tmr_cancelled())
        return tmr_sync_cancelled();
    if (mutex->owner)
        return lock_slow(mutex);
    mutex->owner = tamer_this.current;
    return (tamer_step){NULL, 1};
}

bool tamer_mutex_try_lock(tamer_mutex *mutex)
{
    tmr_sync_enter(&mutex->waiters, "tamer_mutex_try_lock");
    if (mutex->owner)
        return false;
    mutex->owner = tamer_this.current;
    return true;
}

void tamer_mutex_unlock(tamer_mutex *mutex)
{
    tmr_sync_enter(&mutex->waiters, "tamer_mutex_unlock");
    if (mutex->owner == tamer_this.current)
        tmr_mutex_hand_over(mutex);
    else if (!tamer_this.call->skip)
        tmr_misuse("tamer_mutex_unlock", "the mutex is %s",
                   mutex->owner ? "locked by another task" : "not locked");
}

TMR_WRAPPERS(bool, tamer_mutex_lock, 1, tamer_mutex *, mutex);
