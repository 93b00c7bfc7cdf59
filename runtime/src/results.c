/* SPDX-License-Identifier: BSD-3-Clause */
#include "results.h"

#include "loop.h"
#include "wrappers.h"

typedef tamer_delayed *result;

TAMER_API tamer_step tamer_scope_next__async(tamer_scope *scope);

struct tmr_results {
    tamer_scope *scope;          /* NULL once it has been left */
    tamer_delayed *first, *last; /* finished, in that order, not yet given out */
    size_t pending;              /* watched results that have not finished */
    struct tmr_node *waiting;    /* tasks that want the next one */
    size_t references;           /* of the scope, and of frames that wait */
};

struct next_frame {
    tamer_frame frame;
    struct tmr_results *watch; /* one reference */
};

static void unref(struct tmr_results *watch)
{
    if (--watch->references == 0)
        tamer_frame_free(watch, sizeof *watch);
}

/* ---- the queue ---- */

static tamer_delayed *after(const tamer_delayed *delayed)
{
    return (tamer_delayed *)(void *)delayed->waiters;
}

static void link_after(tamer_delayed *delayed, tamer_delayed *next)
{
    delayed->waiters = (struct tmr_node *)(void *)next;
}

static void append(struct tmr_results *watch, tamer_delayed *delayed)
{
    link_after(delayed, NULL);
    if (watch->first)
        link_after(watch->last, delayed);
    else
        watch->first = delayed;
    watch->last = delayed;
}

static tamer_delayed *take(struct tmr_results *watch)
{
    tamer_delayed *delayed = watch->first;

    watch->first = after(delayed);
    link_after(delayed, NULL);
    return delayed;
}

/* ---- what the scope tells ---- */

void tmr_results_add(tamer_scope *scope, tamer_delayed *delayed)
{
    struct tmr_results *watch = scope->more->watch;

    delayed->flags |= TMR_DELAYED_WATCHED;
    if (delayed->state == TAMER_PENDING) {
        watch->pending++;
    } else {
        append(watch, delayed);
        tmr_wake_all(&watch->waiting, 0);
    }
}

void tmr_results_finished(tamer_scope *scope, tamer_delayed *delayed)
{
    struct tmr_results *watch = scope->more->watch;

    watch->pending--;
    append(watch, delayed);
    tmr_wake_all(&watch->waiting, 0);
}

void tmr_results_end(tamer_scope *scope)
{
    struct tmr_results *watch = scope->more->watch;

    watch->scope = NULL;
    watch->first = NULL;
    watch->pending = 0;
    tmr_wake_all(&watch->waiting, 0);
    unref(watch);
}

/* The results there are, the last made first, come in scheduling order. */
static void add_all(tamer_scope *scope)
{
    tamer_delayed *delayed, *finished = NULL;
    struct tmr_results *watch = scope->more->watch;

    for (delayed = scope->delayed; delayed; delayed = delayed->next) {
        delayed->flags |= TMR_DELAYED_WATCHED;
        if (delayed->state == TAMER_PENDING) {
            watch->pending++;
            continue;
        }
        if (!finished)
            watch->last = delayed;
        link_after(delayed, finished);
        finished = delayed;
    }
    watch->first = finished;
}

static struct tmr_results *watch_of(tamer_scope *scope)
{
    struct tmr_scope_more *more = tmr_scope_more(scope);

    if (more->watch)
        return more->watch;
    more->watch = tamer_frame_new(sizeof *more->watch);
    *more->watch = (struct tmr_results){.scope = scope, .references = 1};
    scope->slow |= TMR_SLOW_WATCHED;
    scope->quick = false; /* tasks that end at once are to be noticed */
    scope->head.spare = TAMER_NO_SPARE;
    add_all(scope);
    return more->watch;
}

/* ---- waiting for the next one ---- */

static void park(struct next_frame *self)
{
    struct tmr_task *task = tmr_task_current();

    tmr_wait(&self->watch->waiting, TMR_WAIT_NEXT)->parent = &self->frame;
    task->value = (uint64_t)(uintptr_t)self->watch->scope;
}

static tamer_step leave(struct next_frame *self, uintptr_t unwinds, uint64_t value)
{
    tamer_frame *parent = self->frame.parent;

    unref(self->watch);
    tamer_frame_free(self, sizeof *self);
    return (tamer_step){(tamer_frame *)((uintptr_t)parent | unwinds), value};
}

static tamer_step next_resume(tamer_frame *frame, uint64_t value)
{
    struct next_frame *self = (struct next_frame *)frame;

    (void)value;
    if (self->watch->first)
        return leave(self, 0, (uint64_t)(uintptr_t)take(self->watch));
    if (self->watch->pending == 0)
        return leave(self, 0, 0);
    park(self);
    return (tamer_step){NULL, 0};
}

static tamer_step next_unwind(tamer_frame *frame, uint64_t error)
{
    return leave((struct next_frame *)frame, (uintptr_t)TAMER_UNWIND, error);
}

static const tamer_point next_point = {.resume = next_resume,
                                       .unwind = next_unwind,
                                       .function = "tamer_scope_next",
                                       .file = "libtamer",
                                       .index = 1,
                                       .frame_size = sizeof(struct next_frame)};

tamer_step tamer_scope_next__async(tamer_scope *scope)
{
    struct tmr_results *watch;
    struct next_frame *self;

    tmr_scope_check(scope, "tamer_scope_next");
    if (tmr_cancelled())
        return (tamer_step){TAMER_UNWIND, tmr_cancel_error()};
    tmr_task_settle();
    watch = watch_of(scope);
    if (watch->first)
        return (tamer_step){NULL, (uint64_t)(uintptr_t)take(watch)};
    if (watch->pending == 0)
        return (tamer_step){NULL, 0};
    self = tamer_frame_new(sizeof *self);
    self->frame.point = &next_point;
    self->watch = watch;
    watch->references++;
    park(self);
    return (tamer_step){&self->frame, 0};
}

size_t tamer_scope_results(const tamer_scope *scope, tamer_delayed **into, size_t room)
{
    tamer_delayed *delayed;
    size_t count = 0, at;

    tmr_scope_check(scope, "tamer_scope_results");
    for (delayed = scope->delayed; delayed; delayed = delayed->next)
        count++;
    at = count;
    for (delayed = scope->delayed; delayed; delayed = delayed->next)
        if (--at < room)
            into[at] = delayed;
    return count;
}

TMR_WRAPPERS(result, tamer_scope_next, 1, tamer_scope *, from);
