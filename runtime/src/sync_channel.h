/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Who waits to send or to receive is in the channel's list with its node; its value is where the
 * element is, or is to be put. A select is in several: there it has offers, records that look like
 * tasks. Who accepts moves the element and queues the task with TMR_WAIT_ACCEPTED: it runs with
 * what it has got, whatever happens before.
 *
 * The offers of an interrupted select stay listed until it runs; they are passed over.
 */
#ifndef TMR_SYNC_CHANNEL_H
#define TMR_SYNC_CHANNEL_H

#include "sync_queue.h"

struct tmr_offer {
    struct tmr_task place; /* wait: TMR_WAIT_OFFER while it is listed */
    struct tmr_task *task; /* the select's; not owned */
    int *ret_result;       /* where what the call would return goes */
    uint64_t index;        /* what the task is woken with */
};

/* Aborts with a message unless the channel is this thread's. */
void tmr_channel_check(const tamer_channel *channel, const char *doing);

/* As tamer_channel_try_send and tamer_channel_try_receive, of a channel that has been checked. */
int tmr_channel_try_send(tamer_channel *channel, const void *element);
int tmr_channel_try_receive(tamer_channel *channel, void *element);

static inline void tmr_offer_make(struct tmr_offer *offer, tamer_waiters *list, const void *element)
{
    offer->place.head.wait = TMR_WAIT_OFFER;
    offer->place.value = (uint64_t)(uintptr_t)element;
    tmr_node_link(&list->newest, &offer->place.node);
}

static inline void tmr_offer_withdraw(struct tmr_offer *offer)
{
    if (offer->place.head.wait != TMR_WAIT_OFFER)
        return;
    tmr_node_unlink(&offer->place.node);
    offer->place.head.wait = TMR_RUNNING;
}

#endif
