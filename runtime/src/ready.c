/* SPDX-License-Identifier: BSD-3-Clause */
#include "ready.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

#include "mem.h"

enum { SMALLEST_RING = 64, TRIM_ABOVE = 1024 };

static tamer_task **new_ring(size_t places)
{
    return tmr_alloc((places + TMR_READY_AHEAD) * sizeof(tamer_task *));
}

static size_t places_of(const struct tmr_ready *ready)
{
    return (size_t)(ready->end - ready->ring);
}

int tmr_ready_init(struct tmr_ready *ready)
{
    *ready = (struct tmr_ready){.ring = new_ring(SMALLEST_RING)};
    ready->overflow_end = &ready->overflow;
    if (!ready->ring)
        return -ENOMEM;
    ready->head = ready->end = ready->ring + SMALLEST_RING;
    ready->in.tail = ready->in.limit = ready->end;
    return 0;
}

void tmr_ready_done(struct tmr_ready *ready)
{
    free(ready->ring);
    *ready = (struct tmr_ready){0};
}

/* How far `tail` can go without meeting `head` or the end. */
static void set_limit(struct tmr_ready *ready)
{
    if (ready->overflow_count > 0)
        ready->in.limit = ready->in.tail;
    else if (ready->head > ready->in.tail)
        ready->in.limit = ready->head - 1;
    else
        ready->in.limit = ready->end - (ready->head == ready->ring);
}

static bool is_full(const struct tmr_ready *ready)
{
    return tmr_ready_ringed(ready) + 1 >= places_of(ready);
}

/* Into the ring, which is not full. */
static void put(struct tmr_ready *ready, struct tmr_task *task)
{
    tamer_task **place = ready->in.tail == ready->end ? ready->ring : ready->in.tail;

    *place = &task->head;
    ready->in.tail = place + 1;
}

/* Moves the ring to one of `places`, which are more than its tasks. */
static bool resize(struct tmr_ready *ready, size_t places)
{
    size_t count = tmr_ready_ringed(ready), i;
    tamer_task **ring = new_ring(places);

    if (!ring)
        return false;
    for (i = 0; i < count; i++)
        ring[i] = &tmr_ready_pop(ready)->head;
    free(ready->ring);
    ready->ring = ready->head = ring;
    ready->end = ring + places;
    ready->in.tail = ring + count;
    if (count == 0)
        ready->head = ready->in.tail = ready->end;
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
        put(ready, tmr_task_of_node(node));
    }
    set_limit(ready);
}

static void push_behind(struct tmr_ready *ready, struct tmr_task *task)
{
    task->node.next = NULL;
    *ready->overflow_end = &task->node;
    ready->overflow_end = &task->node.next;
    ready->overflow_count++;
}

void tmr_ready_push_slow(struct tmr_ready *ready, struct tmr_task *task)
{
    tmr_ready_refill(ready);
    if (is_full(ready) && resize(ready, 2 * places_of(ready)))
        tmr_ready_refill(ready);
    if (is_full(ready))
        push_behind(ready, task);
    else
        put(ready, task);
    set_limit(ready);
}

static bool make_room(struct tmr_ready *ready, size_t count)
{
    while (tmr_ready_ringed(ready) + count >= places_of(ready))
        if (!resize(ready, 2 * places_of(ready)))
            return false;
    return true;
}

/* The tasks come oldest first, and are put before each other from the youngest on. */
void tmr_ready_push_front(struct tmr_ready *ready, struct tmr_node *oldest)
{
    struct tmr_node *node, *next;
    tamer_task **place;
    size_t count = 0, to_end;

    for (node = oldest; node; node = node->next)
        count++;
    if (!make_room(ready, count)) { /* without memory they lose their place in the queue */
        for (node = oldest; node; node = next) {
            next = node->next;
            tmr_ready_push(ready, tmr_task_of_node(node));
        }
        return;
    }
    to_end = (size_t)(ready->head - ready->ring);
    ready->head = count <= to_end ? ready->head - count : ready->end - (count - to_end);
    set_limit(ready);
    for (place = ready->head, node = oldest; node; node = node->next) {
        if (place == ready->end)
            place = ready->ring;
        *place++ = &tmr_task_of_node(node)->head;
    }
}

void tmr_ready_trim(struct tmr_ready *ready)
{
    size_t count = tmr_ready_count(ready), places = places_of(ready);

    if (places <= TRIM_ABOVE || count >= places / 8)
        return;
    while (places > TRIM_ABOVE && count < places / 8)
        places /= 4;
    resize(ready, places);
}
