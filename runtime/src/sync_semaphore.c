/* SPDX-License-Identifier: BSD-3-Clause */
/* While somebody waits there are no permits: each that is given is handed on. */
#include "sync_queue.h"

TAMER_API tamer_step tamer_semaphore_acquire__async(tamer_semaphore *semaphore);

struct acquire_frame {
    tamer_frame frame;
    tamer_semaphore *semaphore;
};

/* Before its first use it may have been filled by hand. */
static void enter(tamer_semaphore *semaphore, const char *doing)
{
    tmr_sync_enter(&semaphore->waiters, doing);
    if (semaphore->bound > 0 && semaphore->permits > semaphore->bound)
        tmr_misuse(doing, "the semaphore has %zu permits, and a bound of %zu", semaphore->permits,
                   semaphore->bound);
}

static void give(tamer_semaphore *semaphore)
{
    struct tmr_task *next = tmr_waiters_take(&semaphore->waiters);

    if (next)
        tmr_task_queue(next, 1, 0);
    else
        semaphore->permits++;
}

static tamer_step acquire_resume(tamer_frame *frame, uint64_t value)
{
    tamer_step next = {frame->parent, value};

    tamer_frame_free(frame, sizeof(struct acquire_frame));
    return next;
}

static tamer_step acquire_unwind(tamer_frame *frame, uint64_t error)
{
    if (tmr_sync_was_handed())
        give(((struct acquire_frame *)frame)->semaphore);
    return tamer_frame_unwind(frame, error);
}

static const tamer_point acquire_point = TMR_SYNC_POINT(
    tamer_semaphore_acquire, acquire_resume, acquire_unwind, sizeof(struct acquire_frame));

static tamer_step acquire_slow(tamer_semaphore *semaphore)
{
    struct acquire_frame *self = tamer_frame_new(sizeof *self);

    self->frame.point = &acquire_point;
    self->semaphore = semaphore;
    if (tmr_cancelled()) { /* for want of memory */
        tamer_frame_free(self, sizeof *self);
        return tmr_sync_cancelled();
    }
    tmr_sync_park(&semaphore->waiters, TMR_WAIT_SEMAPHORE, semaphore)->parent = &self->frame;
    return (tamer_step){&self->frame, 0};
}

tamer_step tamer_semaphore_acquire__async(tamer_semaphore *semaphore)
{
    enter(semaphore, "tamer_semaphore_acquire");
    if (tmr_cancelled())
        return tmr_sync_cancelled();
    if (semaphore->permits == 0)
        return acquire_slow(semaphore);
    semaphore->permits--;
    return (tamer_step){NULL, 1};
}

bool tamer_semaphore_try_acquire(tamer_semaphore *semaphore)
{
    enter(semaphore, "tamer_semaphore_try_acquire");
    if (semaphore->permits == 0)
        return false;
    semaphore->permits--;
    return true;
}

void tamer_semaphore_release(tamer_semaphore *semaphore)
{
    enter(semaphore, "tamer_semaphore_release");
    if (semaphore->bound > 0 && semaphore->permits >= semaphore->bound)
        tmr_misuse("tamer_semaphore_release", "more permits than the bound of %zu",
                   semaphore->bound);
    give(semaphore);
}

size_t tamer_semaphore_permits(const tamer_semaphore *semaphore)
{
    return semaphore->permits;
}

TMR_WRAPPERS(bool, tamer_semaphore_acquire, 1, tamer_semaphore *, semaphore);
