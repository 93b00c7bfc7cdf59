/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Waiting until tasks have ended, without receiving what they ended with. Each result has a mark in
 * its list of waiters: a record that looks like a waiting task and counts down when it is woken.
 * Nothing looks at a result that has ended: it may be gone.
 */
#ifndef TMR_SETTLE_H
#define TMR_SETTLE_H

#include "task.h"

/* The waiting task's frame. */
struct tmr_settle {
    tamer_frame frame;        /* also where the marks' root.parent points */
    struct tmr_node *waiting; /* the task, while it waits */
    struct tmr_task *waiter;
    size_t left, count;      /* marks whose results are pending; all */
    bool to_the_end;         /* being cancelled does not end the wait */
    struct tmr_task marks[]; /* value: the tamer_delayed, 0 once it has ended */
};

/* Whether a waiter of a result is a mark; then it has to be told that the result has ended. */
bool tmr_settle_is_mark(const struct tmr_task *waiter);
void tmr_settle_ended(struct tmr_task *mark);

#endif
