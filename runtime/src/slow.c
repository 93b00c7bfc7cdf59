/* SPDX-License-Identifier: BSD-3-Clause */
#include "slow.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include <tamer/time.h>

#include "loop.h"
#include "point.h"
#include "text.h"

atomic_uint tmr_slow_us;

static void set_seconds(double seconds)
{
    uint64_t us = (tmr_clock_ns(seconds) + 999) / 1000;

    atomic_store_explicit(&tmr_slow_us, us < UINT_MAX ? (unsigned)us : UINT_MAX,
                          memory_order_relaxed);
}

void tamer_slow_step(double seconds)
{
    tmr_loop();
    set_seconds(seconds);
}

void tmr_slow_init(void)
{
    const char *wish = getenv("TAMER_SLOW_STEP");
    char *end;
    double seconds;

    if (!wish || !*wish)
        return;
    seconds = strtod(wish, &end);
    if (*end)
        tmr_fatal("TAMER_SLOW_STEP=%s is no number of seconds", wish);
    set_seconds(seconds);
}

/* ---- a step ---- */

/* The task ends: from here on, all is as if it were not watched. */
static const tamer_point *own_again(tamer_frame *root)
{
    struct tmr_watch *watch = (struct tmr_watch *)(uintptr_t)root->point;

    root->point = watch->own;
    watch->task = NULL;
    return root->point;
}

static tamer_step watched_resume(tamer_frame *root, uint64_t value)
{
    return own_again(root)->resume(root, value);
}

static tamer_step watched_unwind(tamer_frame *root, uint64_t error)
{
    return own_again(root)->unwind(root, error);
}

/* Where in the user's text the task waits: the innermost of its functions, the library's left out.
 */
static const tamer_point *place_of(const struct tmr_task *task)
{
    const tamer_frame *frame = task->head.root.parent;

    while (tmr_point_is_own(frame->point) && frame != &task->head.root && frame->parent)
        frame = frame->parent;
    return frame->point;
}

void tmr_watch_begin(struct tmr_watch *watch, struct tmr_task *task)
{
    *watch = (struct tmr_watch){.site = *task->head.root.point,
                                .own = task->head.root.point,
                                .from = place_of(task),
                                .task = task};
    watch->site.resume = watched_resume;
    watch->site.unwind = watched_unwind;
    task->head.root.point = &watch->site;
    watch->began = tmr_clock_system.now(NULL);
}

static void add_place(struct tmr_text *text, const char *word, const tamer_point *at)
{
    tmr_text_add(text, at->line ? "%s %s (%s:%" PRIu32 ")" : "%s %s (%s)", word, at->function,
                 at->file, at->line);
}

static void report(const struct tmr_watch *watch, double seconds)
{
    const struct tmr_task *task = watch->task;
    struct tmr_text text = {0};

    add_place(&text, ", from", watch->from);
    if (task && task->head.wait != TMR_RUNNING)
        add_place(&text, " to", place_of(task));
    else
        tmr_text_add(&text, " to its end");
    fflush(stdout);
    fprintf(stderr, "tamer: a step held the loop for %.3f s%s\n", seconds,
            text.text ? text.text : "");
    free(text.text);
}

void tmr_watch_end(struct tmr_watch *watch)
{
    uint64_t took = tmr_clock_system.now(NULL) - watch->began;
    unsigned limit = atomic_load_explicit(&tmr_slow_us, memory_order_relaxed);

    if (watch->task)
        watch->task->head.root.point = watch->own;
    if (limit > 0 && took / 1000 >= limit)
        report(watch, (double)took / 1e9);
    if (watch->task && watch->task->head.wait != TMR_RUNNING)
        tmr_fault_waits(watch->task);
}
