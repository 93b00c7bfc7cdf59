/* SPDX-License-Identifier: BSD-3-Clause */
/* Waiting until tasks have ended, without receiving what they ended with. */
#ifndef TMR_SETTLE_H
#define TMR_SETTLE_H

#include "marks.h"

/* The waiting task's frame. */
struct tmr_settle {
    tamer_frame frame;
    struct tmr_marks told;
    struct tmr_node *waiting; /* the task, while it waits */
    struct tmr_task *waiter;
    size_t left, count;      /* marks whose results are pending; all */
    bool to_the_end;         /* being cancelled does not end the wait */
    struct tmr_task marks[]; /* one for each result that was pending */
};

#endif
