/* SPDX-License-Identifier: BSD-3-Clause */
/* The run queue: a ring of task pointers, so that the tasks to come can be prefetched. Pushing
 * never fails: when the ring cannot grow, tasks queue up by their wait nodes behind it. */
#ifndef TMR_READY_H
#define TMR_READY_H

#include "task.h"

struct tmr_ready {
    struct tmr_task **ring;    /* owned; tasks at head .. tail - 1, modulo mask + 1 */
    size_t head, tail;         /* count up for ever */
    size_t limit;              /* tail must not pass it: at most head + mask + 1 */
    size_t mask;               /* places - 1 */
    struct tmr_node *overflow; /* behind the ring, oldest first */
    struct tmr_node **overflow_end;
    size_t overflow_count; /* while there are any, limit == tail */
};

/* 0 or -ENOMEM. */
int tmr_ready_init(struct tmr_ready *ready);
void tmr_ready_done(struct tmr_ready *ready);

/* Slow path of tmr_ready_push: moves the limit, grows, or queues behind the ring. */
void tmr_ready_push_full(struct tmr_ready *ready, struct tmr_task *task);

/* Puts tasks (oldest first, linked by next) before all others. */
void tmr_ready_push_front(struct tmr_ready *ready, struct tmr_node *oldest);

/* Moves tasks from behind the ring into it; due once in every turn of the loop. */
void tmr_ready_refill(struct tmr_ready *ready);

/* Gives memory back that a burst of tasks has left. */
void tmr_ready_trim(struct tmr_ready *ready);

static inline size_t tmr_ready_count(const struct tmr_ready *ready)
{
    return ready->tail - ready->head + ready->overflow_count;
}

static inline void tmr_ready_push(struct tmr_ready *ready, struct tmr_task *task)
{
    size_t tail = ready->tail;

    if (__builtin_expect(tail == ready->limit, 0)) {
        tmr_ready_push_full(ready, task);
        return;
    }
    ready->ring[tail & ready->mask] = task;
    ready->tail = tail + 1;
}

/* The oldest task of the ring, which must not be empty. */
static inline struct tmr_task *tmr_ready_pop(struct tmr_ready *ready)
{
    return ready->ring[ready->head++ & ready->mask];
}

#endif
