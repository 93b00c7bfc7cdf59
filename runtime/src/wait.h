/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Waiting: what a leaf (a function of the runtime that really waits) does.
 *
 *     if (tmr_cancelled())
 *         return (tamer_step){TAMER_UNWIND, tmr_cancel_error()};
 *     return (tamer_step){tmr_wait(&list, TMR_WAIT_READY_FD), 0};
 *
 * parks the current task in `list` and hands the woken value straight on to the caller. A leaf that
 * has to look again after it was woken makes a small frame of its own, with its own point:
 *
 *     struct my_frame *f = tamer_frame_new(sizeof *f);
 *     f->frame.point = &my_point;
 *     tmr_wait(&list, TMR_WAIT_READY_FD)->parent = &f->frame;
 *     return (tamer_step){&f->frame, 0};
 *
 * and parks again in the same way from my_point.resume, which then returns {NULL, 0}. Nothing is
 * resumed before the trampoline or the loop has control again: a wake only queues the task.
 * Cancelling a waiting task unlinks its node, and nothing else, then runs the frame's point.unwind
 * with error 0 from the run queue.
 *
 * Lists are one pointer wide; nodes are put in front, and tmr_wake_all takes the oldest first.
 */
#ifndef TMR_WAIT_H
#define TMR_WAIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <tamer/abi.h>

struct tmr_task;

/* What a task does; its `wait` member. */
enum tmr_wait_kind {
    TMR_RUNNING, /* it runs, or has not been queued yet */
    TMR_WAIT_TURN = TAMER_TASK_QUEUED,
    TMR_WAIT_ACCEPTED, /* queued with a value that it gets even if it is cancelled meanwhile */
    TMR_WAIT_TIMER,    /* in the timer wheel */
    TMR_WAIT_DELAYED,  /* for a delayed result; tmr_task.value is the tamer_delayed */
    TMR_WAIT_SCOPE,    /* at a scope's end, in no list; tmr_task.value is the tamer_scope */
    TMR_WAIT_READY_FD, /* for a descriptor */
    TMR_WAIT_OFFLOAD,  /* for work on another thread */
    TMR_WAIT_GROUP,    /* for the end of a group; tmr_task.value is the tmr_closer */
    TMR_WAIT_NEXT,     /* for a scope's next result; tmr_task.value is the tamer_scope */
    TMR_WAIT_SETTLE,   /* for the end of tasks; tmr_task.value is the tmr_settle */
    TMR_WAIT_ARRIVAL,  /* for results to finish; tmr_task.value is the tamer_arrivals */
    TMR_WAIT_LENT,     /* a manager: for its scope's block to be left; tmr_task.value is that */
    TMR_WAIT_ENTERED,  /* for a manager to lend; tmr_task.value is the tamer_manager */
    TMR_WAIT_ANY,      /* for one of several things, some of them not from other tasks */
    TMR_WAIT_MUTEX,    /* from here on for other tasks; tmr_task.value is the object */
    TMR_WAIT_SEMAPHORE,
    TMR_WAIT_EVENT,
    TMR_WAIT_CONDITION,
    TMR_WAIT_BARRIER,
    TMR_WAIT_ONCE,
    TMR_WAIT_SEND,
    TMR_WAIT_RECEIVE,
    TMR_WAIT_SELECT,
    TMR_WAIT_OFFER /* no task, but a place in a list that stands for one */
};

/* Whether the current task must unwind now. Every leaf asks first, even where it would not wait. */
bool tmr_cancelled(void);

/* What a leaf then returns beside TAMER_UNWIND: 0, or an ENOMEM error if this task ran out of
 * memory. */
uint64_t tmr_cancel_error(void);

/* Parks the current task in `list`. Returns its root frame, which is the pending frame of a leaf
 * without a frame. */
tamer_frame *tmr_wait(struct tmr_node **list, enum tmr_wait_kind kind);

/* Ends the wait of `task`: unlinks and queues it; its leaf ends with `value`. Nothing, if the task
 * no longer waits. */
void tmr_wake(struct tmr_task *task, uint64_t value);

/* Wakes every task of the list, in the order in which they came. */
void tmr_wake_all(struct tmr_node **list, uint64_t value);

/* The task that runs now. */
static inline struct tmr_task *tmr_task_current(void)
{
    return (struct tmr_task *)tamer_this.current;
}

static inline void tmr_node_link(struct tmr_node **list, struct tmr_node *node)
{
    struct tmr_node *first = *list;

    node->next = first;
    node->pprev = list;
    if (first)
        first->pprev = &node->next;
    *list = node;
}

static inline void tmr_node_unlink(struct tmr_node *node)
{
    struct tmr_node *next = node->next;

    *node->pprev = next;
    if (next)
        next->pprev = node->pprev;
}

/* Takes the whole list, oldest first, linked by `next` only. */
static inline struct tmr_node *tmr_nodes_take(struct tmr_node **list)
{
    struct tmr_node *node = *list, *taken = NULL, *next;

    for (*list = NULL; node; node = next) {
        next = node->next;
        node->next = taken;
        taken = node;
    }
    return taken;
}

#endif
