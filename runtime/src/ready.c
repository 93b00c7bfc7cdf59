/* SPDX-License-Identifier: BSD-3-Clause */
#include "ready.h"

#include <errno.h>
#include <stdlib.h>

#include "mem.h"

enum { SMALLEST_RING = 64, TRIM_ABOVE = 1024 };

int tmr_ready_init(struct tmr_ready *ready)
{
    *ready = (struct tmr_ready){.mask = SMALLEST_RING - 1, .limit = SMALLEST_RING};
    ready->overflow_end = &ready->overflow;
    ready->ring = tmr_alloc(SMALLEST_RING * sizeof *ready->ring);
    return ready->ring ? 0 : -ENOMEM;
}

void tmr_ready_done(struct tmr_ready *ready)
{
    free(ready->ring);
    *ready = (struct tmr_ready){0};
}

/* With nothing behind the ring, all of its places may be used. */
static void set_limit(struct tmr_ready *ready)
{
    ready->limit = ready->overflow_count > 0 ? ready->tail : ready->head + ready->mask + 1;
}

static bool is_full(const struct tmr_ready *ready)
{
    return ready->tail - ready->head > ready->mask;
}

/* Moves the ring to one of `places`, a power of two that is enough for it. */
static bool resize(struct tmr_ready *ready, size_t places)
{
    struct tmr_task **ring = tmr_alloc(places * sizeof(struct tmr_task *));
    size_t count = ready->tail - ready->head, i;

    if (!ring)
        return false;
    for (i = 0; i < count; i++)
        ring[i] = ready->ring[(ready->head + i) & ready->mask];
    free(ready->ring);
    ready->ring = ring;
    ready->mask = places - 1;
    ready->head = 0;
    ready->tail = count;
    set_limit(ready);
    return true;
}

void tmr_ready_refill(struct tmr_ready *ready)
{
    while (ready->overflow_count > 0 && !is_full(ready)) {
        struct tmr_node *node = ready->overflow;

        ready->overflow = node->next;
        if (--ready->overflow_count == 0)
            ready->overflow_end = &ready->overflow;
        ready->ring[ready->tail++ & ready->mask] = tmr_task_of_node(node);
    }
    set_limit(ready);
}

static void push_behind(struct tmr_ready *ready, struct tmr_task *task)
{
    task->node.next = NULL;
    *ready->overflow_end = &task->node;
    ready->overflow_end = &task->node.next;
    ready->overflow_count++;
    set_limit(ready);
}

void tmr_ready_push_full(struct tmr_ready *ready, struct tmr_task *task)
{
    tmr_ready_refill(ready);
    if (is_full(ready) && resize(ready, 2 * (ready->mask + 1)))
        tmr_ready_refill(ready);
    if (is_full(ready)) {
        push_behind(ready, task);
        return;
    }
    ready->ring[ready->tail++ & ready->mask] = task;
    set_limit(ready);
}

void tmr_ready_push_front(struct tmr_ready *ready, struct tmr_node *oldest)
{
    struct tmr_node *node, *next;
    size_t count = 0, place;

    for (node = oldest; node; node = node->next)
        count++;
    while (count > ready->mask + 1 - (ready->tail - ready->head))
        if (!resize(ready, 2 * (ready->mask + 1)))
            break;
    if (count > ready->mask + 1 - (ready->tail - ready->head)) {
        for (node = oldest; node;
             node = next) { /* without memory they lose their place in the queue */
            next = node->next;
            tmr_ready_push(ready, tmr_task_of_node(node));
        }
        return;
    }
    ready->head -= count;
    set_limit(ready);
    for (place = ready->head, node = oldest; node; node = node->next)
        ready->ring[place++ & ready->mask] = tmr_task_of_node(node);
}

void tmr_ready_trim(struct tmr_ready *ready)
{
    size_t places = ready->mask + 1;

    if (places > TRIM_ABOVE && tmr_ready_count(ready) < places / 8)
        resize(ready, places / 4);
}
