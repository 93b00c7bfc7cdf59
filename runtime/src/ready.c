/* SPDX-License-Identifier: BSD-3-Clause */
#include "ready.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"

enum {
    SMALLEST_RING = 256, /* and the longest turn where there are few tasks */
    PREFETCHED = 4096    /* as many tasks may have left the cache when their turn comes */
};

static tamer_task **new_ring(size_t places)
{
    size_t size = (places + 1 + TMR_READY_AHEAD) * sizeof(tamer_task *);
    tamer_task **ring = tmr_alloc(size);

    if (ring) {
        memset(ring, 0, size);
        ring[places] = TMR_READY_END;
    }
    return ring;
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
    ready->end = ready->ring + SMALLEST_RING;
    ready->next = tamer_this.tail = ready->ring;
    return 0;
}

void tmr_ready_done(struct tmr_ready *ready)
{
    free(ready->ring);
    *ready = (struct tmr_ready){0};
    tamer_this.tail = NULL;
}

/* ---- the two places ---- */

static tamer_task **wrapped(const struct tmr_ready *ready, tamer_task **place)
{
    return place == ready->end ? ready->ring : place;
}

/* Of the oldest task; the ring is empty where that is NULL. */
static tamer_task **head_of(const struct tmr_ready *ready)
{
    return wrapped(ready, ready->next == &ready->none ? ready->head : ready->next);
}

static void set_head(struct tmr_ready *ready, tamer_task **place)
{
    *(ready->next == &ready->none ? &ready->head : &ready->next) = place;
}

/* For the next task; the ring is full where that is not NULL. */
static tamer_task **tail_of(const struct tmr_ready *ready)
{
    return wrapped(ready, ready->overflow_count > 0 ? ready->tail : tamer_this.tail);
}

static void set_tail(struct tmr_ready *ready, tamer_task **place)
{
    ready->tail = place;
    tamer_this.tail = ready->overflow_count > 0 ? ready->end : place;
}

static size_t ringed(const struct tmr_ready *ready)
{
    tamer_task **head = head_of(ready);
    ptrdiff_t count = tail_of(ready) - head;

    if (!*head)
        return 0;
    return count > 0 ? (size_t)count : places_of(ready) - (size_t)-count;
}

size_t tmr_ready_count(const struct tmr_ready *ready)
{
    return ringed(ready) + ready->overflow_count;
}

struct tmr_task *tmr_ready_pop(struct tmr_ready *ready)
{
    tamer_task **place = head_of(ready), *task = *place;

    if (!task)
        return NULL;
    *place = NULL;
    set_head(ready, place + 1);
    return (struct tmr_task *)task;
}

/* ---- growing and shrinking ---- */

/* Moves the ring to one of `places`, which are no fewer than its tasks. */
static bool resize(struct tmr_ready *ready, size_t places)
{
    size_t count = ringed(ready), i;
    tamer_task **ring = new_ring(places);

    if (!ring)
        return false;
    for (i = 0; i < count; i++)
        ring[i] = &tmr_ready_pop(ready)->head;
    free(ready->ring);
    ready->ring = ring;
    ready->end = ring + places;
    set_head(ready, ring);
    set_tail(ready, ring + count);
    return true;
}

/* Moves tasks from behind the ring into it. */
static void refill(struct tmr_ready *ready)
{
    tamer_task **tail = tail_of(ready);

    while (ready->overflow_count > 0 && !*tail) {
        struct tmr_node *node = ready->overflow;

        ready->overflow = node->next;
        if (--ready->overflow_count == 0)
            ready->overflow_end = &ready->overflow;
        *tail = &tmr_task_of_node(node)->head;
        tail = wrapped(ready, tail + 1);
    }
    set_tail(ready, tail);
}

static void push_behind(struct tmr_ready *ready, struct tmr_task *task)
{
    tamer_task **tail = tail_of(ready);

    task->node.next = NULL;
    *ready->overflow_end = &task->node;
    ready->overflow_end = &task->node.next;
    ready->overflow_count++;
    set_tail(ready, tail);
}

void tmr_ready_push_slow(struct tmr_ready *ready, struct tmr_task *task)
{
    tamer_task **tail;

    refill(ready);
    if (*tail_of(ready) && resize(ready, 2 * places_of(ready)))
        refill(ready);
    tail = tail_of(ready);
    if (*tail) {
        push_behind(ready, task);
    } else {
        *tail = &task->head;
        set_tail(ready, tail + 1);
    }
}

static bool make_room(struct tmr_ready *ready, size_t count)
{
    while (ringed(ready) + count > places_of(ready))
        if (!resize(ready, 2 * places_of(ready)))
            return false;
    return true;
}

/* The tasks come oldest first, and are put before each other from the youngest on. */
void tmr_ready_push_front(struct tmr_ready *ready, struct tmr_node *oldest)
{
    struct tmr_node *node, *next;
    tamer_task **place;
    size_t count = 0, to_start;

    for (node = oldest; node; node = node->next)
        count++;
    if (!make_room(ready, count)) { /* without memory they lose their place in the queue */
        for (node = oldest; node; node = next) {
            next = node->next;
            tmr_ready_push(ready, tmr_task_of_node(node));
        }
        return;
    }
    place = head_of(ready);
    to_start = (size_t)(place - ready->ring);
    place = count <= to_start ? place - count : ready->end - (count - to_start);
    set_head(ready, place);
    for (node = oldest; node; node = node->next) {
        place = wrapped(ready, place);
        *place++ = &tmr_task_of_node(node)->head;
    }
}

static void trim(struct tmr_ready *ready, size_t count)
{
    size_t places = places_of(ready);

    if (places <= SMALLEST_RING || count >= places / 8)
        return;
    while (places > SMALLEST_RING && count < places / 8)
        places /= 4;
    resize(ready, places < SMALLEST_RING ? SMALLEST_RING : places);
}

/* ---- turns ---- */

bool tmr_ready_begin(struct tmr_ready *ready)
{
    size_t count;

    if (ready->next == &ready->none)
        ready->next = ready->head;
    ready->next = head_of(ready);
    if (ready->overflow_count > 0)
        refill(ready);
    count = tmr_ready_count(ready);
    trim(ready, count);
    return count >= PREFETCHED;
}

void tmr_ready_stop(struct tmr_ready *ready)
{
    if (ready->next == &ready->none)
        return;
    ready->head = ready->next;
    ready->next = &ready->none;
}
