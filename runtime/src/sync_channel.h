/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Offers: who waits to send or to receive has an offer in the channel's list, and a node of its
 * task that is in no list. So a task can have several offers, of which one is accepted. Who accepts
 * an offer moves the element, shields the task and queues it; the task leaves that shield when it
 * runs, and is never unwound in between.
 *
 * An interrupted task's offers stay listed until it runs; they are passed over.
 */
#ifndef TMR_SYNC_CHANNEL_H
#define TMR_SYNC_CHANNEL_H

#include "sync_queue.h"

struct tmr_offer {
    struct tmr_node node; /* in the channel's list; pprev NULL: no longer */
    struct tmr_task *task;
    void *element;   /* the caller's: where to put it; or where it is, only read */
    int *ret_result; /* where what the call returns goes; NULL: the task is woken with it */
    uint64_t index;  /* else with this */
};

/* Aborts with a message unless the channel is this thread's. */
void tmr_channel_check(const tamer_channel *channel, const char *doing);

/* As tamer_channel_try_send and tamer_channel_try_receive, of a channel that has been checked. */
int tmr_channel_try_send(tamer_channel *channel, const void *element);
int tmr_channel_try_receive(tamer_channel *channel, void *element);

static inline void tmr_offer_link(tamer_waiters *list, struct tmr_offer *offer)
{
    offer->task = tmr_task_current();
    tmr_node_link(&list->newest, &offer->node);
}

static inline void tmr_offer_unlink(struct tmr_offer *offer)
{
    if (!offer->node.pprev)
        return;
    tmr_node_unlink(&offer->node);
    offer->node.pprev = NULL;
}

/* Parks the current task without a list. */
static inline tamer_frame *tmr_offer_park(enum tmr_wait_kind kind, const void *object)
{
    struct tmr_task *task = tmr_task_current();

    task->head.wait = (uint8_t)kind;
    task->node = (struct tmr_node){NULL, &task->node.next}; /* may be unlinked */
    task->value = (uint64_t)(uintptr_t)object;
    return &task->head.root;
}

/* The task runs whose offer was accepted. */
static inline void tmr_offer_accepted(void)
{
    struct tmr_task *task = tmr_task_current();

    task->head.shields--;
    tmr_task_update(task);
}

#endif
