/* SPDX-License-Identifier: BSD-3-Clause */
#include "scope.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "arrivals.h"
#include "error.h"
#include "group.h"
#include "loop.h"
#include "options.h"
#include "results.h"
#include "text.h"

/* ---- the tree ---- */

static void tree_link(tamer_scope *scope, tamer_scope *parent)
{
    scope->parent = parent;
    scope->next = parent->child;
    scope->pprev = &parent->child;
    if (scope->next)
        scope->next->pprev = &scope->next;
    parent->child = scope;
}

static void tree_unlink(tamer_scope *scope)
{
    *scope->pprev = scope->next;
    if (scope->next)
        scope->next->pprev = scope->pprev;
}

/* ---- cancelling ---- */

/* The first scope from `scope` on along the siblings into which a cancellation goes. */
static tamer_scope *open_to_cancel(tamer_scope *scope)
{
    while (scope && (scope->shield || scope->cancelled))
        scope = scope->next;
    return scope;
}

static void takes_no_more(tamer_scope *scope)
{
    scope->takes = NULL;
    scope->quick = false;
    scope->head.spare = TAMER_NO_SPARE;
}

static void cancel_one(tamer_scope *scope)
{
    struct tmr_task *task;

    scope->cancelled = true;
    takes_no_more(scope);
    if (scope->call)
        tmr_call_update_skip(scope->call);
    if (scope->owner->head.scope == scope)
        tmr_task_interrupt(scope->owner);
    for (task = scope->first; task; task = task->next)
        if (task->head.scope == scope && !(task->head.mark & TMR_TASK_OVER))
            tmr_task_interrupt(task);
}

/* Walks the tree in preorder by the parent pointers: its depth is the program's, and no matter for
 * the C stack. */
void tmr_scope_cancel(tamer_scope *scope)
{
    tamer_scope *at = scope, *next;

    if (scope->cancelled)
        return;
    tmr_task_settle();
    for (;;) {
        cancel_one(at);
        next = open_to_cancel(at->child);
        while (!next && at != scope) {
            next = open_to_cancel(at->next);
            at = at->parent;
        }
        if (!next)
            return;
        at = next;
    }
}

void tamer_cancel(tamer_scope *scope)
{
    tmr_scope_check(scope, "tamer_cancel");
    tmr_scope_cancel(scope);
}

bool tamer_scope_cancelled(const tamer_scope *scope)
{
    tmr_scope_check(scope, "tamer_scope_cancelled");
    return scope->cancelled;
}

bool tamer_scope_timed_out(const tamer_scope *scope)
{
    tmr_scope_check(scope, "tamer_scope_timed_out");
    return scope->timed_out;
}

size_t tamer_scope_pending(const tamer_scope *scope)
{
    tmr_scope_check(scope, "tamer_scope_pending");
    tmr_task_settle();
    return scope->pending;
}

void tmr_scope_expire(tamer_scope *scope)
{
    scope->has_timer = false;
    if (scope->cancelled)
        return;
    scope->timed_out = true;
    tmr_scope_cancel(scope);
}

void tmr_scope_task_failed(tamer_scope *scope)
{
    if (scope->on_error == TAMER_CANCEL && !scope->supervised)
        tmr_scope_cancel(scope);
}

void tmr_scope_body_failed(tamer_scope *scope)
{
    if (scope->on_error != TAMER_CONTINUE)
        tmr_scope_cancel(scope);
}

void tmr_scope_handle(const tamer_scope *scope, tamer_error *error)
{
    const struct tmr_scope_more *more = scope->more;

    if (more && more->handler)
        more->handler(error, more->handler_data);
    tmr_error_unref(error);
}

/* ---- opening ---- */

/* The deadline that counts, in ns; 0: none; 1: it has passed. */
static uint64_t deadline_of(const tamer_scope_options *options)
{
    uint64_t deadline = UINT64_MAX, now;

    if (options->timeout < 0)
        return 1;
    if (!(options->timeout > 0) && options->deadline == 0)
        return 0;
    now = tmr_loop_now(tmr_this_loop);
    if (options->timeout > 0)
        deadline = now + tmr_clock_ns(options->timeout);
    if (options->deadline != 0 && tmr_clock_ns(options->deadline) < deadline)
        deadline = tmr_clock_ns(options->deadline);
    return deadline <= now ? 1 : deadline;
}

static void set_deadline(tamer_scope *scope, const tamer_scope_options *options)
{
    uint64_t deadline = deadline_of(options);

    if (deadline > 1) {
        scope->timer.deadline = (deadline + 1) | 1; /* odd: tells it from a task's */
        scope->has_timer = true;
        tmr_timers_add(&scope->loop->timers, &scope->timer);
    } else if (deadline == 1) {
        tmr_scope_expire(scope);
    }
}

/* The user's own name for it may be gone when it is needed. */
static void set_name(tamer_scope *scope, const char *variable, const tamer_scope_options *options)
{
    char *copy;

    scope->name = variable;
    if (!options->name)
        return;
    copy = tmr_alloc(strlen(options->name) + 1);
    if (!copy)
        return;
    strcpy(copy, options->name);
    scope->name = copy;
    scope->name_owned = true;
}

struct tmr_scope_more *tmr_scope_more(tamer_scope *scope)
{
    if (!scope->more) {
        scope->more = tamer_frame_new(sizeof *scope->more);
        *scope->more = (struct tmr_scope_more){0};
    }
    return scope->more;
}

static void set_more(tamer_scope *scope, const tamer_scope_options *options)
{
    struct tmr_scope_more *more;

    if (!options->handler && !options->timed_out && !scope->is_group)
        return;
    more = tmr_scope_more(scope);
    more->timed_out = options->timed_out;
    more->handler = options->handler;
    more->handler_data = options->handler_data;
}

/* It is complete, and tasks can be scheduled. */
static void allow_tasks(tamer_scope *scope)
{
    if (scope->cancelled)
        return;
    scope->takes = tmr_this_loop;
    if (!scope->head.eager || scope->exit == TAMER_RAISE)
        return;
    scope->quick = true;
    tmr_task_make_spare();
    if (tamer_this.spare)
        scope->head.spare = tamer_this.spare;
}

static const tamer_scope_options no_options;

static tamer_scope *make(const tamer_point *at, const char *name,
                         const tamer_scope_options *options, struct tmr_task *owner)
{
    tamer_scope *scope = tamer_frame_new(sizeof *scope);

    *scope = (struct tamer_scope){
        .loop = tmr_this_loop,
        .at = at,
        .owner = owner,
        .error_out = options->error,
        .owner_shields = owner->head.shields,
        .exit = options->exit ? options->exit : TAMER_WAIT,
        .on_error = options->on_error ? options->on_error : TAMER_CANCEL,
        .slow = options->exit == TAMER_RAISE ? TMR_SLOW_RAISE : 0,
        .moves_on = options->on_timeout == TAMER_MOVE_ON,
        .supervised = options->handler || options->on_error == TAMER_IGNORE,
        .head = {.spare = TAMER_NO_SPARE, .eager = options->start == TAMER_EAGER},
        .shield = options->shield};
    scope->end = &scope->first;
    set_name(scope, name, options);
    return scope;
}

tamer_scope *tmr_scope_new(const tamer_point *at, const char *name,
                           const tamer_scope_options *options)
{
    struct tmr_task *owner = tmr_task_current();
    tamer_scope *scope;
    bool reached;

    tmr_task_settle();
    if (!options)
        options = &no_options;
    scope = make(at, name, options, owner);
    set_more(scope, options);
    tree_link(scope, owner->head.scope);
    scope->shield |= owner->head.shields > 0;
    reached = tmr_task_reached(owner);
    owner->head.scope = scope;
    owner->head.shields = 0;
    scope->cancelled = reached && !scope->shield;
    tmr_task_update(owner);
    allow_tasks(scope);
    set_deadline(scope, options);
    return scope;
}

tamer_scope *tmr_scope_new_group(const tamer_point *at, tamer_scope *parent,
                                 const tamer_scope_options *options)
{
    tamer_scope *group;

    tmr_task_settle();
    if (!parent)
        parent = tmr_task_current()->head.scope;
    if (!options)
        options = &no_options;
    group = make(at, "group", options, &tmr_this_loop->root);
    group->own = *at;
    group->at = &group->own;
    group->is_group = true;
    set_more(group, options);
    tree_link(group, parent);
    group->slow |= parent->slow & TMR_SLOW_ENDING;
    group->cancelled = parent->cancelled && !group->shield;
    allow_tasks(group);
    set_deadline(group, options);
    return group;
}

tamer_scope *tamer_scope_enter(const tamer_point *at, const char *name,
                               const tamer_scope_options *options)
{
    tmr_options_check(options, "TAMER_SCOPE", at);
    return tmr_scope_new(at, name, options);
}

/* ---- leaving ---- */

/* Managers that hold what they lend until the block is left go on. */
static void release_lenders(tamer_scope *scope)
{
    if (scope->more && scope->more->lenders)
        tmr_wake_all(&scope->more->lenders, 0);
}

void tmr_scope_begin_end(tamer_scope *scope)
{
    tamer_scope *group;

    scope->state = TMR_SCOPE_LEAVING;
    scope->slow |= TMR_SLOW_ENDING;
    release_lenders(scope);
    for (group = tmr_group_next(scope, scope); group; group = tmr_group_next(scope, group)) {
        group->slow |= TMR_SLOW_ENDING;
        release_lenders(group);
    }
}

/* Groups count for the scopes above them, up to the next block. */
void tmr_scope_emptied(tamer_scope *scope)
{
    for (;; scope = scope->parent) {
        if (scope->state == TMR_SCOPE_LEAVING && !tmr_scope_is_busy(scope)) {
            if (scope->is_group)
                tmr_group_emptied(scope);
            else if (scope->owner->head.wait == TMR_WAIT_SCOPE)
                tmr_task_queue(scope->owner, (uint64_t)(uintptr_t)scope, TMR_TASK_SCOPE);
        }
        if (!scope->is_group)
            return;
    }
}

tamer_step tamer_scope_leave__async(tamer_scope *scope, tamer_step body)
{
    struct tmr_task *owner = scope->owner;

    tmr_scope_check(scope, "leaving a scope");
    if (body.frame == TAMER_UNWIND) {
        scope->body_error = tmr_error_of(body.value);
        scope->body_cancelled = body.value == 0 && !scope->cancelled;
        if (scope->body_error)
            tmr_scope_body_failed(scope);
        else
            tmr_scope_cancel(scope);
    }
    tmr_scope_begin_end(scope);
    if (!tmr_scope_is_busy(scope))
        return tmr_scope_finish(scope);
    if (scope->exit != TAMER_WAIT)
        tmr_scope_cancel(scope);
    owner->head.wait = TMR_WAIT_SCOPE;
    owner->value = (uint64_t)(uintptr_t)scope;
    return (tamer_step){&owner->head.root, 0};
}

/* The error of a scope with .exit = TAMER_RAISE, or NULL when every result was waited for. */
static tamer_error *unawaited_error(const tamer_scope *scope)
{
    const struct tmr_task *task;
    struct tmr_text text = {0};
    tamer_error *error;
    size_t count = 0;

    for (task = scope->first; task; task = task->next) {
        const tamer_point *at = task->head.root.point;

        if (task->head.mark & TMR_TASK_AWAITED)
            continue;
        tmr_text_add(&text, "%s%s", count++ ? ", " : "", at->function);
        tmr_text_add(&text, at->line ? " (%s:%u)" : " (%s)", at->file, (unsigned)at->line);
    }
    if (count == 0)
        return NULL;
    error = tmr_error_new(ECHILD, "nobody waited for %zu task%s of scope '%s', scheduled in: %s",
                          count, count == 1 ? "" : "s", scope->name, text.text ? text.text : "?");
    tmr_error_trace(error, TMR_TRACE_RAISED, scope->at);
    free(text.text);
    return error;
}

static tamer_error *timeout_error(const tamer_scope *scope)
{
    tamer_error *error = tmr_error_new(ETIMEDOUT, "the time of scope '%s' is over", scope->name);

    tmr_error_trace(error, TMR_TRACE_RAISED, scope->at);
    return error;
}

/* Of the tasks, in scheduling order. */
static tamer_error *unreceived_errors(tamer_scope *scope)
{
    tamer_error *error = NULL;
    struct tmr_task *task;

    for (task = scope->first; task; task = task->next) {
        tamer_error *unreceived = tmr_error_of(task->value);

        if (!unreceived)
            continue;
        task->value = 0;
        tmr_error_set_task(unreceived, NULL);
        error = tmr_error_join(error, tmr_error_own(unreceived));
    }
    return error;
}

/* All that the scope has to raise, the body's first. Those that a supervisor gets stay in `more`.
 */
static tamer_error *collect_errors(tamer_scope *scope, bool outer_cancelled)
{
    tamer_error *error = scope->body_error, *tasks = unreceived_errors(scope);

    scope->body_error = NULL;
    if (!scope->supervised)
        error = tmr_error_join(error, tasks);
    else if (scope->more)
        scope->more->unclaimed = tasks;
    else if (tasks)
        tmr_error_unref(tasks);
    error = tmr_error_join(error, tmr_groups_end(scope));
    if (scope->timed_out && !scope->moves_on)
        error = tmr_error_join(error, timeout_error(scope));
    if (scope->exit == TAMER_RAISE && !outer_cancelled)
        error = tmr_error_join(error, unawaited_error(scope));
    return error;
}

static void free_tasks_and_results(tamer_scope *scope)
{
    while (scope->first)
        tmr_task_free(scope->first);
    if (scope->delayed)
        tmr_closed_take_results(scope);
}

static void free_more(tamer_scope *scope)
{
    struct tmr_scope_more *more = scope->more;

    if (!more)
        return;
    if (more->closers)
        tmr_group_tell_closers(scope);
    if (more->watch)
        tmr_results_end(scope);
    tmr_arrivals_end_all(more->arrivals);
    if (more->timed_out)
        *more->timed_out = scope->timed_out;
    if (more->unclaimed)
        tmr_scope_handle(scope, more->unclaimed);
    scope->more = NULL;
    tamer_frame_free(more, sizeof *more);
}

static void close_scope(tamer_scope *scope)
{
    scope->state = TMR_SCOPE_CLOSED;
    scope->cancelled = true;
    takes_no_more(scope);
    tmr_closed_add(&scope->loop->closed, scope);
}

/* The owner is again where it was before the scope was opened. */
static void detach(tamer_scope *scope)
{
    struct tmr_task *owner = scope->owner;

    owner->head.scope = scope->parent;
    owner->head.shields = scope->owner_shields;
    tmr_task_update(owner);
    if (scope->call) {
        scope->call->scopes = scope->outer_plain;
        tmr_call_update_skip(scope->call);
    }
}

/* Whether it is not its own doing that its tasks are cancelled. */
static bool is_cancelled_above(const tamer_scope *scope)
{
    if (scope->is_group)
        return scope->parent->cancelled && !scope->shield;
    return tmr_task_reached(scope->owner) && scope->owner->head.shields == 0;
}

tamer_error *tmr_scope_end(tamer_scope *scope)
{
    tamer_error *error = collect_errors(scope, is_cancelled_above(scope));

    if (scope->has_timer)
        tmr_node_unlink(&scope->timer.node);
    tree_unlink(scope);
    free_tasks_and_results(scope);
    close_scope(scope);
    free_more(scope);
    if (error && scope->error_out) {
        tamer_error_clear(scope->error_out);
        *scope->error_out = error;
        error = NULL;
    }
    return error;
}

tamer_step tmr_scope_finish(tamer_scope *scope)
{
    bool body_cancelled = scope->body_cancelled;
    struct tmr_task *owner = scope->owner;
    tamer_error *error;

    detach(scope);
    error = tmr_scope_end(scope);
    if (error)
        return (tamer_step){TAMER_UNWIND, tmr_error_value(error)};
    if (body_cancelled || (tmr_task_reached(owner) && owner->head.shields == 0))
        return (tamer_step){TAMER_UNWIND, 0};
    return (tamer_step){NULL, 0};
}
