/* SPDX-License-Identifier: BSD-3-Clause */
#include "sync_channel.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

TAMER_API tamer_step tamer_channel_send__async(tamer_channel *channel, const void *element);
TAMER_API tamer_step tamer_channel_receive__async(tamer_channel *channel, void *element);

/* ---- who waits ---- */

static inline bool nobody_waits(const tamer_waiters *list)
{
    return list->end.pprev == &list->newest;
}

/* Whoever has waited longest, and still does; or the place of its offer. NULL: nobody. */
static struct tmr_task *oldest(tamer_waiters *list)
{
    struct tmr_node *node;

    while ((node = tmr_waiters_oldest(list))) {
        struct tmr_task *task = tmr_task_of_node(node);
        struct tmr_offer *offer = (struct tmr_offer *)task;

        if (task->head.wait != TMR_WAIT_OFFER || offer->task->head.wait > TMR_WAIT_ACCEPTED)
            return task;
        tmr_offer_withdraw(offer);
    }
    return NULL;
}

static void *element_of(const struct tmr_task *task)
{
    return (void *)(uintptr_t)task->value;
}

/* Ends the wait, with what the call returns. */
static void accept_one(struct tmr_task *task, int result)
{
    uint64_t value = (uint64_t)result;

    tmr_node_unlink(&task->node);
    if (__builtin_expect(task->head.wait == TMR_WAIT_OFFER, 0)) {
        struct tmr_offer *offer = (struct tmr_offer *)task;

        offer->place.head.wait = TMR_RUNNING;
        *offer->ret_result = result;
        value = offer->index;
        task = offer->task;
    }
    task->value = value;
    task->head.wait = TMR_WAIT_ACCEPTED;
    tmr_ready_push(&tmr_this_loop->ready, task);
}

static tamer_step wait(tamer_waiters *list, enum tmr_wait_kind kind, const void *element)
{
    struct tmr_task *task = tmr_task_current();

    task->head.wait = (uint8_t)kind;
    task->value = (uint64_t)(uintptr_t)element;
    tmr_node_link(&list->newest, &task->node);
    return (tamer_step){&task->head.root, 0};
}

/* ---- elements ---- */

static __attribute__((noinline)) void copy_any(void *to, const void *from, size_t size)
{
    if (size > 0)
        memcpy(to, from, size);
}

static inline void copy(const tamer_channel *channel, void *to, const void *from)
{
    if (__builtin_expect(channel->element_size == sizeof(uint64_t), 1))
        memcpy(to, from, sizeof(uint64_t));
    else
        copy_any(to, from, channel->element_size);
}

static inline char *place(const tamer_channel *channel, size_t index)
{
    if (index >= channel->capacity)
        index -= channel->capacity;
    return channel->buffer + index * channel->element_size;
}

static inline void put(tamer_channel *channel, const void *element)
{
    copy(channel, place(channel, channel->first + channel->count), element);
    channel->count++;
}

static inline void take(tamer_channel *channel, void *element)
{
    copy(channel, element, place(channel, channel->first));
    channel->count--;
    if (++channel->first == channel->capacity)
        channel->first = 0;
}

int tmr_channel_try_send(tamer_channel *channel, const void *element)
{
    struct tmr_task *receiver;

    if (channel->closed)
        return -EPIPE;
    receiver = oldest(&channel->receivers);
    if (receiver) {
        copy(channel, element_of(receiver), element);
        accept_one(receiver, 1);
        return 1;
    }
    if (channel->count == channel->capacity)
        return -EAGAIN;
    put(channel, element);
    return 1;
}

int tmr_channel_try_receive(tamer_channel *channel, void *element)
{
    struct tmr_task *sender = oldest(&channel->senders);

    if (channel->count > 0) {
        take(channel, element);
        if (sender)
            put(channel, element_of(sender));
    } else if (sender) {
        copy(channel, element, element_of(sender));
    } else {
        return channel->closed ? 0 : -EAGAIN;
    }
    if (sender)
        accept_one(sender, 1);
    return 1;
}

/* ---- the calls ---- */

/* What is not usual in a call stands apart, so that the rest saves no registers. */

static __attribute__((noinline)) tamer_step cancelled(void)
{
    return tmr_sync_cancelled();
}

static __attribute__((noinline)) tamer_step send_any(tamer_channel *channel, const void *element)
{
    int result;

    tmr_channel_check(channel, "tamer_channel_send");
    if (tmr_cancelled())
        return tmr_sync_cancelled();
    result = tmr_channel_try_send(channel, element);
    if (result == -EAGAIN)
        return wait(&channel->senders, TMR_WAIT_SEND, element);
    return (tamer_step){NULL, (uint64_t)result};
}

static __attribute__((noinline)) tamer_step receive_any(tamer_channel *channel, void *element)
{
    int result;

    tmr_channel_check(channel, "tamer_channel_receive");
    if (tmr_cancelled())
        return tmr_sync_cancelled();
    result = tmr_channel_try_receive(channel, element);
    if (result == -EAGAIN)
        return wait(&channel->receivers, TMR_WAIT_RECEIVE, element);
    return (tamer_step){NULL, (uint64_t)result};
}

static __attribute__((noinline)) tamer_step accepted_behind(struct tmr_task *task)
{
    tmr_ready_push_slow(&tmr_this_loop->ready, task);
    return (tamer_step){NULL, 1};
}

/* The oldest of some waiters; NULL: a select's place. */
static inline struct tmr_task *oldest_task(const tamer_waiters *list)
{
    struct tmr_task *task = tmr_task_of_node((struct tmr_node *)(void *)list->end.pprev);

    return __builtin_expect(task->head.wait == TMR_WAIT_OFFER, 0) ? NULL : task;
}

/* accept_one of that, for a call that has sent or received. */
static inline tamer_step accept_oldest(tamer_waiters *list, struct tmr_task *task)
{
    struct tmr_node **pprev = task->node.pprev;

    *pprev = &list->end;
    list->end.pprev = pprev;
    task->value = 1;
    task->head.wait = TMR_WAIT_ACCEPTED;
    if (__builtin_expect(!tamer_queue_push(&task->head), 0))
        return accepted_behind(task);
    return (tamer_step){NULL, 1};
}

tamer_step tamer_channel_send__async(tamer_channel *channel, const void *element)
{
    struct tmr_task *receiver;

    if (__builtin_expect(channel->senders.home != tmr_this_loop || channel->closed ||
                             channel->element_size != sizeof(uint64_t),
                         0))
        return send_any(channel, element);
    if (__builtin_expect(tmr_task_cancelled(tmr_task_current()), 0))
        return cancelled();
    if (nobody_waits(&channel->receivers)) {
        if (channel->count == channel->capacity)
            return wait(&channel->senders, TMR_WAIT_SEND, element);
        put(channel, element);
        return (tamer_step){NULL, 1};
    }
    receiver = oldest_task(&channel->receivers);
    if (!receiver)
        return send_any(channel, element);
    copy(channel, element_of(receiver), element);
    return accept_oldest(&channel->receivers, receiver);
}

tamer_step tamer_channel_receive__async(tamer_channel *channel, void *element)
{
    struct tmr_task *sender;

    if (__builtin_expect(
            channel->senders.home != tmr_this_loop || channel->element_size != sizeof(uint64_t), 0))
        return receive_any(channel, element);
    if (__builtin_expect(tmr_task_cancelled(tmr_task_current()), 0))
        return cancelled();
    if (nobody_waits(&channel->senders)) {
        if (channel->count > 0) {
            take(channel, element);
            return (tamer_step){NULL, 1};
        }
        if (channel->closed)
            return (tamer_step){NULL, 0};
        return wait(&channel->receivers, TMR_WAIT_RECEIVE, element);
    }
    sender = oldest_task(&channel->senders);
    if (!sender || channel->count > 0)
        return receive_any(channel, element);
    copy(channel, element, element_of(sender));
    return accept_oldest(&channel->senders, sender);
}

/* ---- the rest ---- */

void tmr_channel_check(const tamer_channel *channel, const char *doing)
{
    if (!channel)
        tmr_misuse(doing, "the channel is NULL");
    if (__builtin_expect(!channel->senders.home || channel->senders.home != tmr_this_loop, 0))
        tmr_misuse(doing, channel->senders.home ? "the channel belongs to another thread"
                                                : "the channel was not initialised");
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
    struct tmr_task *task;

    tmr_channel_check(channel, "tamer_channel_close");
    channel->closed = true;
    while ((task = oldest(&channel->receivers)))
        accept_one(task, 0);
    while ((task = oldest(&channel->senders)))
        accept_one(task, -EPIPE);
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
