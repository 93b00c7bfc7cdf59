/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Who waits for an object of <tamer/sync.h>: a list of tasks, or of places that belong to tasks,
 * from which the oldest is taken. Unlinking needs to know nothing of the list, since `end` lies
 * behind the oldest.
 *
 * A task that waits with something to lose when it is cancelled has a frame of its own. Whoever
 * hands it something queues it with the value 1 and has then nothing more to do with it; the
 * frame's point passes it on when it is unwound (tmr_sync_was_handed).
 */
#ifndef TMR_SYNC_QUEUE_H
#define TMR_SYNC_QUEUE_H

#include <tamer/sync.h>

#include "loop.h"
#include "wrappers.h"

/* Of the frames below: no line of the user's, so traces leave it out. */
#define TMR_SYNC_POINT(name, resume_, unwind_, size) TMR_POINT_OF(name, resume_, unwind_, 1, size)

/* Slow path of tmr_sync_enter: its first use, or a message and abort. */
void tmr_sync_enter_slow(tamer_waiters *waiters, const char *doing);

/* Due before anything else: the object is of this thread, and has been set up. `doing` is the
 * function's name. */
static inline void tmr_sync_enter(tamer_waiters *waiters, const char *doing)
{
    if (__builtin_expect(!waiters->home || waiters->home != tmr_this_loop, 0))
        tmr_sync_enter_slow(waiters, doing);
}

static inline struct tmr_node *tmr_waiters_oldest(tamer_waiters *waiters)
{
    struct tmr_node **link = waiters->end.pprev;

    if (link == &waiters->newest)
        return NULL;
    return (struct tmr_node *)(void *)((char *)link - offsetof(struct tmr_node, next));
}

/* The task that has waited longest, no longer listed; NULL: nobody waits. Of lists of tasks. */
static inline struct tmr_task *tmr_waiters_take(tamer_waiters *waiters)
{
    struct tmr_node *node = tmr_waiters_oldest(waiters);

    if (!node)
        return NULL;
    tmr_node_unlink(node);
    return tmr_task_of_node(node);
}

/* Parks the current task among the waiters of `object`, which the list belongs to. Returns its root
 * frame. */
static inline tamer_frame *tmr_sync_park(tamer_waiters *waiters, enum tmr_wait_kind kind,
                                         const void *object)
{
    tmr_task_current()->value = (uint64_t)(uintptr_t)object;
    return tmr_wait(&waiters->newest, kind);
}

/* What a call of a cancelled task returns. */
static inline tamer_step tmr_sync_cancelled(void)
{
    return (tamer_step){TAMER_UNWIND, tmr_cancel_error()};
}

/* At the unwinding of a frame that waited: whether the wait had been served before that. */
static inline bool tmr_sync_was_handed(void)
{
    return tmr_task_current()->value == 1;
}

#endif
