/* SPDX-License-Identifier: BSD-3-Clause */
#include "closed.h"

#include <stdlib.h>

#include "loop.h"

enum {
    SCOPES_KEPT = 32,
    RESULTS_KEPT = 32,       /* of each, the newest */
    RESULTS_KEPT_SIZE = 2048 /* in all of these, in bytes */
};

/* Present when AddressSanitizer is in the process. */
extern void __asan_poison_memory_region(const volatile void *, size_t) __attribute__((weak));
extern void __asan_unpoison_memory_region(const volatile void *, size_t) __attribute__((weak));

/* ---- results ---- */

static size_t size_of(const tamer_delayed *delayed)
{
    return (size_t)delayed->size * 16;
}

/* What lies behind the part that this file still reads. */
static size_t size_of_value(const tamer_delayed *delayed)
{
    return size_of(delayed) - delayed->shift - sizeof *delayed;
}

static void free_result(tamer_delayed *delayed)
{
    delayed->state = TMR_DELAYED_FREED;
    tamer_frame_free((char *)delayed - delayed->shift, size_of(delayed));
}

static void keep_result(tamer_delayed *delayed, tamer_scope *scope)
{
    delayed->state = TMR_DELAYED_KEPT;
    delayed->waiters = (struct tmr_node *)(void *)scope;
    delayed->next = scope->delayed;
    scope->delayed = delayed;
    if (__asan_poison_memory_region)
        __asan_poison_memory_region(delayed + 1, size_of_value(delayed));
}

static void free_kept(tamer_scope *scope)
{
    tamer_delayed *delayed, *next;

    for (delayed = scope->delayed; delayed; delayed = next) {
        next = delayed->next;
        if (__asan_unpoison_memory_region)
            __asan_unpoison_memory_region(delayed + 1, size_of_value(delayed));
        free_result(delayed);
    }
}

/* Valgrind and the like know by themselves what has been freed, and when. */
static size_t room_for_results(const struct tmr_loop *loop)
{
    return loop->mem.heap_only && !__asan_poison_memory_region ? 0 : RESULTS_KEPT_SIZE;
}

void tmr_closed_take_results(tamer_scope *scope)
{
    tamer_delayed *delayed = scope->delayed, *next;
    size_t room = room_for_results(scope->loop), kept = 0;

    scope->delayed = NULL;
    for (; delayed; delayed = next) {
        next = delayed->next;
        tamer_delayed_clear(delayed);
        if (kept < RESULTS_KEPT && size_of(delayed) <= room) {
            kept++;
            room -= size_of(delayed);
            keep_result(delayed, scope);
        } else {
            free_result(delayed);
        }
    }
}

/* ---- scopes ---- */

void tmr_closed_init(struct tmr_closed *closed)
{
    *closed = (struct tmr_closed){.end = &closed->first};
}

static void forget_oldest(struct tmr_closed *closed)
{
    tamer_scope *scope = closed->first;

    closed->first = scope->next;
    if (--closed->count == 0)
        closed->end = &closed->first;
    free_kept(scope);
    if (scope->name_owned)
        free((char *)(uintptr_t)scope->name);
    scope->name = "of long ago"; /* until its memory becomes something else */
    tamer_frame_free(scope, sizeof *scope);
}

void tmr_closed_add(struct tmr_closed *closed, tamer_scope *scope)
{
    scope->next = NULL;
    *closed->end = scope;
    closed->end = &scope->next;
    if (++closed->count > SCOPES_KEPT)
        forget_oldest(closed);
}

void tmr_closed_forget(struct tmr_closed *closed)
{
    while (closed->first)
        forget_oldest(closed);
}
