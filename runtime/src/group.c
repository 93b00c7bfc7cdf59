/* SPDX-License-Identifier: BSD-3-Clause */
#include "group.h"

#include <errno.h>

#include "error.h"
#include "loop.h"
#include "options.h"
#include "wrappers.h"

TAMER_API tamer_step tamer_group_close__async(tamer_scope *group);
TAMER_API tamer_step tamer_group_shutdown__async(tamer_scope *group);

/* ---- the tree ---- */

static tamer_scope *first_group(tamer_scope *scope)
{
    while (scope && !scope->is_group)
        scope = scope->next;
    return scope;
}

/* Goes back up by the parent pointers: how deep groups are nested is no matter for the C stack. */
tamer_scope *tmr_group_next(const tamer_scope *top, const tamer_scope *at)
{
    tamer_scope *next = first_group(at->child);

    while (!next && at != top) {
        next = first_group(at->next);
        at = at->parent;
    }
    return next;
}

tamer_error *tmr_groups_end(tamer_scope *scope)
{
    tamer_scope *at, *parent;

    while (scope->child) {
        for (at = scope->child; at->child;)
            at = at->child;
        parent = at->parent;
        parent->below = tmr_error_join(tmr_scope_end(at), parent->below);
    }
    at = scope;
    return tmr_error_take(&at->below);
}

/* ---- opening ---- */

static tamer_scope *open_group(const tamer_point *at, tamer_scope *parent,
                               const tamer_scope_options *options)
{
    tmr_loop();
    if (parent)
        tmr_scope_check_at(parent, "tamer_group_open", at);
    tmr_options_check(options, "tamer_group_open", at);
    return tmr_scope_new_group(at, parent, options);
}

tamer_scope *tamer_group_open_(const char *file, unsigned line, const char *function,
                               tamer_scope *parent, const tamer_scope_options *options)
{
    tamer_point at = {.function = function, .file = file, .line = line, .index = 1};

    return open_group(&at, parent, options);
}

/* Not the macro: for calls through a pointer. */
tamer_scope *(tamer_group_open)(tamer_scope *parent, const tamer_scope_options *options)
{
    static const tamer_point at = {.function = "tamer_group_open", .file = "libtamer"};

    return open_group(&at, parent, options);
}

/* ---- closing ---- */

static void link_closer(struct tmr_closer *self)
{
    struct tmr_closer **list = &self->group->more->closers;

    self->next = *list;
    self->pprev = list;
    if (self->next)
        self->next->pprev = &self->next;
    *list = self;
}

static void unlink_closer(struct tmr_closer *self)
{
    *self->pprev = self->next;
    if (self->next)
        self->next->pprev = self->pprev;
}

void tmr_group_emptied(tamer_scope *group)
{
    if (group->more->closers)
        tmr_wake(group->more->closers->task, 0);
}

void tmr_group_tell_closers(tamer_scope *group)
{
    struct tmr_closer *closer = group->more->closers;

    for (; closer; closer = closer->next) {
        closer->group = NULL;
        tmr_wake(closer->task, 0);
    }
    group->more->closers = NULL;
}

/* Nothing of it is busy: ends it. What closing it comes to. */
static tamer_step finish(tamer_scope *group)
{
    tamer_error *error = tmr_scope_end(group);

    if (error)
        return (tamer_step){TAMER_UNWIND, tmr_error_value(error)};
    if (tmr_cancelled())
        return (tamer_step){TAMER_UNWIND, tmr_cancel_error()};
    return (tamer_step){NULL, 0};
}

static void park(struct tmr_closer *self)
{
    tmr_wait(&self->waiting, TMR_WAIT_GROUP)->parent = &self->frame;
    self->task->value = (uint64_t)(uintptr_t)self;
}

/* It ends with `ended`. */
static tamer_step leave(struct tmr_closer *self, tamer_step ended)
{
    tamer_frame *parent = self->frame.parent;

    tamer_frame_free(self, sizeof *self);
    return (tamer_step){(tamer_frame *)((uintptr_t)parent | (uintptr_t)ended.frame), ended.value};
}

static tamer_step closer_resume(tamer_frame *frame, uint64_t value)
{
    struct tmr_closer *self = (struct tmr_closer *)frame;

    (void)value;
    if (!self->group)
        return leave(self, (tamer_step){NULL, 0});
    if (tmr_scope_is_busy(self->group)) {
        park(self);
        return (tamer_step){NULL, 0};
    }
    unlink_closer(self);
    return leave(self, finish(self->group));
}

/* Cancelled, it cancels the group and goes on waiting. An error, of the runtime's, ends the wait,
 * and the group stays open. */
static tamer_step closer_unwind(tamer_frame *frame, uint64_t error)
{
    struct tmr_closer *self = (struct tmr_closer *)frame;

    if (!self->group)
        return leave(self, (tamer_step){TAMER_UNWIND, error});
    if (error == 0) {
        tmr_scope_cancel(self->group);
        return closer_resume(frame, 0);
    }
    unlink_closer(self);
    if (!tmr_scope_is_busy(self->group))
        tmr_group_emptied(self->group);
    return leave(self, (tamer_step){TAMER_UNWIND, error});
}

static const tamer_point closer_point = {.resume = closer_resume,
                                         .unwind = closer_unwind,
                                         .function = "tamer_group_close",
                                         .file = "libtamer",
                                         .index = 1,
                                         .frame_size = sizeof(struct tmr_closer)};

/* Whether the current task is one of the group's, or below it. */
static bool is_inside(const tamer_scope *group)
{
    const tamer_scope *scope;

    for (scope = tamer_this.current->scope; scope; scope = scope->parent)
        if (scope == group)
            return true;
    return false;
}

/* The error of closing it from inside, or NULL. Aborts where it is no open group of this thread's.
 */
static tamer_error *misuse(const tamer_scope *group, const char *doing)
{
    tmr_scope_check(group, doing);
    if (!group->is_group)
        tmr_misuse(doing,
                   "the scope '%s' is that of a block; groups are opened by tamer_group_open",
                   group->name);
    tmr_task_settle();
    if (!is_inside(group))
        return NULL;
    return tmr_error_new(EDEADLK, "%s: called by a task of the group '%s' itself", doing,
                         group->name);
}

static tamer_step close_group(tamer_scope *group)
{
    struct tmr_closer *self;

    tmr_scope_begin_end(group);
    if (tmr_cancelled() || (group->exit != TAMER_WAIT && tmr_scope_is_busy(group)))
        tmr_scope_cancel(group);
    if (!tmr_scope_is_busy(group))
        return finish(group);
    self = tamer_frame_new(sizeof *self);
    *self = (struct tmr_closer){
        .frame = {.point = &closer_point}, .group = group, .task = tmr_task_current()};
    link_closer(self);
    park(self);
    return (tamer_step){&self->frame, 0};
}

tamer_step tamer_group_close__async(tamer_scope *group)
{
    tamer_error *error = misuse(group, "tamer_group_close");

    if (error)
        return (tamer_step){TAMER_UNWIND, tmr_error_value(error)};
    return close_group(group);
}

tamer_step tamer_group_shutdown__async(tamer_scope *group)
{
    tamer_error *error = misuse(group, "tamer_group_shutdown");

    if (error)
        return (tamer_step){TAMER_UNWIND, tmr_error_value(error)};
    tmr_scope_cancel(group);
    return close_group(group);
}

TMR_WRAPPERS_VOID(tamer_group_close, 1, tamer_scope *, group);
TMR_WRAPPERS_VOID(tamer_group_shutdown, 1, tamer_scope *, group);
