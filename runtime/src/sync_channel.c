/* SPDX-License-Identifier: BSD-3-Clause */
#include "sync_channel.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

TAMER_API tamer_step tamer_channel_send__async(tamer_channel *channel, const void *element);
TAMER_API tamer_step tamer_channel_receive__async(tamer_channel *channel, void *element);

struct offer_frame {
    tamer_frame frame;
    struct tmr_offer offer;
};

/* ---- offers ---- */

/* The oldest offer of a task that still waits; NULL: none. */
static struct tmr_offer *oldest(tamer_waiters *list)
{
    struct tmr_node *node;

    while ((node = tmr_waiters_oldest(list))) {
        struct tmr_offer *offer = (struct tmr_offer *)node; /* its first member */

        if (__builtin_expect(offer->task->head.wait > TMR_WAIT_TURN, 1))
            return offer;
        tmr_offer_unlink(offer);
    }
    return NULL;
}

static void accept_offer(struct tmr_offer *offer, int result)
{
    struct tmr_task *task = offer->task;
    uint64_t value = (uint64_t)result;

    tmr_offer_unlink(offer);
    if (offer->ret_result) {
        *offer->ret_result = result;
        value = offer->index;
    }
    task->head.shields++;
    tmr_task_update(task);
    tmr_task_queue(task, value, 0);
}

/* ---- elements ---- */

static void copy(const tamer_channel *channel, void *to, const void *from)
{
    if (__builtin_expect(channel->element_size == sizeof(uint64_t), 1))
        memcpy(to, from, sizeof(uint64_t));
    else if (channel->element_size > 0)
        memcpy(to, from, channel->element_size);
}

static char *place(const tamer_channel *channel, size_t index)
{
    if (index >= channel->capacity)
        index -= channel->capacity;
    return channel->buffer + index * channel->element_size;
}

static void put(tamer_channel *channel, const void *element)
{
    copy(channel, place(channel, channel->first + channel->count), element);
    channel->count++;
}

static void take(tamer_channel *channel, void *element)
{
    copy(channel, element, place(channel, channel->first));
    channel->count--;
    if (++channel->first == channel->capacity)
        channel->first = 0;
}

int tmr_channel_try_send(tamer_channel *channel, const void *element)
{
    struct tmr_offer *receiver;

    if (channel->closed)
        return -EPIPE;
    receiver = oldest(&channel->receivers);
    if (receiver) {
        copy(channel, receiver->element, element);
        accept_offer(receiver, 1);
        return 1;
    }
    if (channel->count == channel->capacity)
        return -EAGAIN;
    put(channel, element);
    return 1;
}

int tmr_channel_try_receive(tamer_channel *channel, void *element)
{
    struct tmr_offer *sender = oldest(&channel->senders);

    if (channel->count > 0) {
        take(channel, element);
        if (sender)
            put(channel, sender->element);
    } else if (sender) {
        copy(channel, element, sender->element);
    } else {
        return channel->closed ? 0 : -EAGAIN;
    }
    if (sender)
        accept_offer(sender, 1);
    return 1;
}

/* ---- waiting ---- */

static tamer_step offer_resume(tamer_frame *frame, uint64_t value)
{
    tamer_step next = {frame->parent, value};

    tmr_offer_accepted();
    tamer_frame_free(frame, sizeof(struct offer_frame));
    return next;
}

static tamer_step offer_unwind(tamer_frame *frame, uint64_t error)
{
    tmr_offer_unlink(&((struct offer_frame *)frame)->offer);
    return tamer_frame_unwind(frame, error);
}

static const tamer_point send_point =
    TMR_SYNC_POINT(tamer_channel_send, offer_resume, offer_unwind, sizeof(struct offer_frame));
static const tamer_point receive_point =
    TMR_SYNC_POINT(tamer_channel_receive, offer_resume, offer_unwind, sizeof(struct offer_frame));

static tamer_step wait(tamer_channel *channel, bool sends, void *element)
{
    struct offer_frame *self = tamer_frame_new(sizeof *self);

    if (tmr_cancelled()) { /* for want of memory */
        tamer_frame_free(self, sizeof *self);
        return tmr_sync_cancelled();
    }
    self->frame.point = sends ? &send_point : &receive_point;
    self->offer.element = element;
    self->offer.ret_result = NULL;
    tmr_offer_link(sends ? &channel->senders : &channel->receivers, &self->offer);
    tmr_offer_park(sends ? TMR_WAIT_SEND : TMR_WAIT_RECEIVE, channel)->parent = &self->frame;
    return (tamer_step){&self->frame, 0};
}

tamer_step tamer_channel_send__async(tamer_channel *channel, const void *element)
{
    int result;

    tmr_channel_check(channel, "tamer_channel_send");
    if (tmr_cancelled())
        return tmr_sync_cancelled();
    result = tmr_channel_try_send(channel, element);
    if (result == -EAGAIN)
        return wait(channel, true, (void *)(uintptr_t)element);
    return (tamer_step){NULL, (uint64_t)result};
}

tamer_step tamer_channel_receive__async(tamer_channel *channel, void *element)
{
    int result;

    tmr_channel_check(channel, "tamer_channel_receive");
    if (tmr_cancelled())
        return tmr_sync_cancelled();
    result = tmr_channel_try_receive(channel, element);
    if (result == -EAGAIN)
        return wait(channel, false, element);
    return (tamer_step){NULL, (uint64_t)result};
}

/* ---- the rest ---- */

void tmr_channel_check(const tamer_channel *channel, const char *doing)
{
    if (__builtin_expect(!channel->senders.home || channel->senders.home != tmr_this_loop, 0))
        tmr_fatal(channel->senders.home ? "%s: the channel belongs to another thread"
                                        : "%s: the channel was not initialised",
                  doing);
}

int tamer_channel_init(tamer_channel *channel, size_t element_size, size_t capacity)
{
    size_t size;

    *channel = (tamer_channel){.element_size = element_size, .capacity = capacity};
    if (__builtin_mul_overflow(element_size, capacity, &size))
        return -ENOMEM;
    if (capacity > 0)
        channel->buffer = tmr_alloc(size > 0 ? size : 1);
    if (capacity > 0 && !channel->buffer)
        return -ENOMEM;
    tmr_sync_enter(&channel->senders, "tamer_channel_init");
    tmr_sync_enter(&channel->receivers, "tamer_channel_init");
    return 0;
}

void tamer_channel_close(tamer_channel *channel)
{
    struct tmr_offer *offer;

    tmr_channel_check(channel, "tamer_channel_close");
    channel->closed = true;
    while ((offer = oldest(&channel->receivers)))
        accept_offer(offer, 0);
    while ((offer = oldest(&channel->senders)))
        accept_offer(offer, -EPIPE);
}

void tamer_channel_destroy(tamer_channel *channel)
{
    tamer_channel_close(channel);
    free(channel->buffer);
    channel->buffer = NULL;
    channel->count = channel->first = channel->capacity = 0;
}

int tamer_channel_try_send(tamer_channel *channel, const void *element)
{
    tmr_channel_check(channel, "tamer_channel_try_send");
    return tmr_channel_try_send(channel, element);
}

int tamer_channel_try_receive(tamer_channel *channel, void *element)
{
    tmr_channel_check(channel, "tamer_channel_try_receive");
    return tmr_channel_try_receive(channel, element);
}

bool tamer_channel_is_closed(const tamer_channel *channel)
{
    return channel->closed;
}

size_t tamer_channel_count(const tamer_channel *channel)
{
    return channel->count;
}

TMR_WRAPPERS(int, tamer_channel_send, 2, tamer_channel *, channel, const void *, element);
TMR_WRAPPERS(int, tamer_channel_receive, 2, tamer_channel *, channel, void *, element);
