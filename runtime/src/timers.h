/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A hierarchical timer wheel: six levels of 64 slots with a bitmap each. Insertion and removal take
 * constant time. A tick is 2^16 ns, or 2 ns where time
 * is virtual and has to be exact; timers expire at the first tick that begins at or after their
 * deadline, never before, and within one tick in the order of insertion.
 */
#ifndef TMR_TIMERS_H
#define TMR_TIMERS_H

#include "wait.h"

enum {
    TMR_TICK_BITS = 16,
    TMR_EXACT_BITS = 1, /* of a virtual clock: the bit of the deadline that is no time */
    TMR_WHEEL_BITS = 6,
    TMR_WHEEL_SLOTS = 64,
    TMR_WHEEL_LEVELS = 6
};

/* Embedded in who waits. Removed by tmr_node_unlink; the wheel notices empty slots itself. */
struct tmr_timer {
    struct tmr_node node;
    uint64_t deadline; /* ns; the lowest bit is the owner's, and no part of the time */
};

struct tmr_timers {
    uint64_t tick;                   /* all timers up to this tick have expired */
    unsigned bits;                   /* a tick is 2^bits ns */
    uint64_t used[TMR_WHEEL_LEVELS]; /* slots that may have timers */
    struct tmr_node *slots[TMR_WHEEL_LEVELS][TMR_WHEEL_SLOTS];
};

void tmr_timers_init(struct tmr_timers *timers, uint64_t now);

/* The time was `from` and is `to` from now on, in ticks of 2^bits ns: every timer keeps what was
 * left of its time. */
void tmr_timers_move(struct tmr_timers *timers, uint64_t from, uint64_t to, unsigned bits);

/* `now` must not be before that of the last tmr_timers_expire. */
void tmr_timers_add(struct tmr_timers *timers, struct tmr_timer *timer);

/* Takes the timers whose time has come, earliest first, linked by next; NULL when none. */
struct tmr_node *tmr_timers_expire(struct tmr_timers *timers, uint64_t now);

/* When to look again: never later than the earliest deadline's tick, seldom earlier. UINT64_MAX:
 * there are none. */
uint64_t tmr_timers_next(struct tmr_timers *timers);

#endif
