/* SPDX-License-Identifier: BSD-3-Clause */
/* Telling of steps that hold their loop too long. */
#ifndef TMR_SLOW_H
#define TMR_SLOW_H

#include <stdatomic.h>
#include <stdint.h>

#include "fault.h"
#include "task.h"

/* A step that is watched; on the C stack of its loop. */
struct tmr_watch {
    tamer_point site;        /* in place of the task's own, meanwhile: tells that the task ends */
    const tamer_point *own;  /* the task's own */
    const tamer_point *from; /* where the task is resumed */
    struct tmr_task *task;   /* NULL once it has ended */
    uint64_t began;          /* ns, of the real clock */
};

/* Microseconds that a step may take; 0: as long as it likes. */
extern atomic_uint tmr_slow_us __attribute__((visibility("hidden")));

static inline bool tmr_slow_watched(void)
{
    return TMR_FAULT_BUILD ||
           __builtin_expect(atomic_load_explicit(&tmr_slow_us, memory_order_relaxed) != 0, 0);
}

/* Around what the task does when it is resumed. */
void tmr_watch_begin(struct tmr_watch *watch, struct tmr_task *task);
void tmr_watch_end(struct tmr_watch *watch);

/* Reads TAMER_SLOW_STEP; once, before the first loop. */
void tmr_slow_init(void);

#endif
