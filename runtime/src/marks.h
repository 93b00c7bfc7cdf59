/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Being told that results have ended. A mark is a record that looks like a waiting task in a
 * result's list of waiters; woken, it tells whose it is. Nothing looks at a result that has ended:
 * it may be gone.
 */
#ifndef TMR_MARKS_H
#define TMR_MARKS_H

#include "task.h"

/* What marks belong to; part of a larger struct. */
struct tmr_marks {
    tamer_frame frame; /* where the marks' root.parent points; never run */
    void (*ended)(struct tmr_task *mark);
    bool receives; /* stands for somebody who will ask for the result: its error has no other way */
};

extern const tamer_point tmr_marks_point;

/* What a waiter of a result is a mark of; NULL: it is a task. */
static inline struct tmr_marks *tmr_marks_of(const struct tmr_task *waiter)
{
    tamer_frame *frame = waiter->head.root.parent;

    return frame->point == &tmr_marks_point ? (struct tmr_marks *)(void *)frame : NULL;
}

/* The result that a mark waits for; NULL once that has ended. */
static inline tamer_delayed *tmr_mark_result(const struct tmr_task *mark)
{
    return (tamer_delayed *)(uintptr_t)mark->value;
}

/* Puts the mark to a pending result. */
void tmr_mark_put(struct tmr_marks *marks, struct tmr_task *mark, tamer_delayed *delayed);

/* Takes it away again, if the result has not ended. */
void tmr_mark_remove(struct tmr_task *mark);

/* The result has ended, and the mark is in its list no more. */
void tmr_mark_ended(struct tmr_task *mark);

#endif
