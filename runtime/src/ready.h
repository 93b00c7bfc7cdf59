/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The run queue: a ring of task pointers, so that the tasks to come can be prefetched. Whether a
 * place is free is seen in it, so that neither side has to know where the other one is: a free one
 * is NULL, and behind the last one stands TMR_READY_END, at which whoever comes there thinks.
 * Pushing never fails: when the ring cannot grow, tasks queue up by their wait nodes behind it.
 *
 * tamer_this.tail is the place for the next task: in the ring, or its end, where it goes on at its
 * start. While tasks wait behind the ring it is the end, so that none overtakes them.
 */
#ifndef TMR_READY_H
#define TMR_READY_H

#include "task.h"

enum { TMR_READY_AHEAD = 8 /* places behind the end of the ring that may be looked at */ };

#define TMR_READY_END ((tamer_task *)1)

struct tmr_ready {
    tamer_task **next; /* the place of the oldest task, or `end`; &none: see tmr_ready_stop */
    tamer_task **head; /* where that is, while `next` is &none */
    tamer_task *none;  /* NULL */
    tamer_task **ring, **end;  /* owned: the places; *end is TMR_READY_END */
    tamer_task **tail;         /* where the ring goes on, while tasks wait behind it */
    struct tmr_node *overflow; /* behind the ring, oldest first */
    struct tmr_node **overflow_end;
    size_t overflow_count;
};

/* 0 or -ENOMEM. It is this thread's from now on. */
int tmr_ready_init(struct tmr_ready *ready);
void tmr_ready_done(struct tmr_ready *ready);

/* Slow path of tmr_ready_push: goes to the start of the ring, grows, or queues behind it. */
void tmr_ready_push_slow(struct tmr_ready *ready, struct tmr_task *task);

/* Puts tasks (oldest first, linked by next) before all others. */
void tmr_ready_push_front(struct tmr_ready *ready, struct tmr_node *oldest);

/* A turn begins: makes room for tasks behind the ring, gives memory back that a burst of tasks has
 * left, and has `next` at the oldest task. True: there are so many that it is worth to prefetch
 * them. */
bool tmr_ready_begin(struct tmr_ready *ready);

/* Whoever takes the tasks from `next` on finds none, until tmr_ready_begin. */
void tmr_ready_stop(struct tmr_ready *ready);

size_t tmr_ready_count(const struct tmr_ready *ready);

/* The oldest task of the ring, turn or not; NULL: there is none. */
struct tmr_task *tmr_ready_pop(struct tmr_ready *ready);

static inline void tmr_ready_push(struct tmr_ready *ready, struct tmr_task *task)
{
    if (__builtin_expect(!tamer_queue_push(&task->head), 0))
        tmr_ready_push_slow(ready, task);
}

/* The next task of this turn; NULL: it is over. */
static inline struct tmr_task *tmr_ready_next(struct tmr_ready *ready)
{
    tamer_task **place = ready->next, *task = *place;

    if (__builtin_expect((uintptr_t)task <= (uintptr_t)TMR_READY_END, 0))
        return NULL;
    *place = NULL;
    ready->next = place + 1;
    return (struct tmr_task *)task;
}

#endif
