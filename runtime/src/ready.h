/* SPDX-License-Identifier: BSD-3-Clause */
/* The run queue: a ring of task pointers, so that the tasks to come can be prefetched. Pushing
 * never fails: when the ring cannot grow, tasks queue up by their wait nodes behind it. */
#ifndef TMR_READY_H
#define TMR_READY_H

#include "task.h"

enum { TMR_READY_AHEAD = 8 /* places behind the end of the ring that may be looked at */ };

/* `head` and `tail` stand behind the start, up to the end of the ring: whoever uses a place at the
 * end goes to the start first. One place stays free, so they are equal just when it is empty. */
struct tmr_ready {
    struct tamer_queue in;     /* `tail`, and up to where it may be moved without looking further */
    tamer_task **head;         /* before it, the one that was popped last */
    tamer_task **ring, **end;  /* owned: the places */
    struct tmr_node *overflow; /* behind the ring, oldest first */
    struct tmr_node **overflow_end;
    size_t overflow_count; /* while there are any, in.limit == in.tail */
};

/* 0 or -ENOMEM. */
int tmr_ready_init(struct tmr_ready *ready);
void tmr_ready_done(struct tmr_ready *ready);

/* Slow path of tmr_ready_push: moves the limit, grows, or queues behind the ring. */
void tmr_ready_push_slow(struct tmr_ready *ready, struct tmr_task *task);

/* Puts tasks (oldest first, linked by next) before all others. */
void tmr_ready_push_front(struct tmr_ready *ready, struct tmr_node *oldest);

/* Moves tasks from behind the ring into it; due once in every turn of the loop. */
void tmr_ready_refill(struct tmr_ready *ready);

/* Gives memory back that a burst of tasks has left; due once in every turn. */
void tmr_ready_trim(struct tmr_ready *ready);

/* How many tasks are in the ring. */
static inline size_t tmr_ready_ringed(const struct tmr_ready *ready)
{
    ptrdiff_t count = ready->in.tail - ready->head;

    return (size_t)(count >= 0 ? count : count + (ready->end - ready->ring));
}

static inline size_t tmr_ready_count(const struct tmr_ready *ready)
{
    return tmr_ready_ringed(ready) + ready->overflow_count;
}

static inline void tmr_ready_push(struct tmr_ready *ready, struct tmr_task *task)
{
    if (__builtin_expect(!tamer_queue_push(&ready->in, &task->head), 0))
        tmr_ready_push_slow(ready, task);
}

static inline bool tmr_ready_is_empty(const struct tmr_ready *ready)
{
    return ready->head == ready->in.tail;
}

/* The oldest task of the ring, which must not be empty. */
static inline struct tmr_task *tmr_ready_pop(struct tmr_ready *ready)
{
    tamer_task **place = ready->head;

    if (__builtin_expect(place == ready->end, 0))
        place = ready->ring;
    ready->head = place + 1;
    return (struct tmr_task *)*place;
}

#endif
