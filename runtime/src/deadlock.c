/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Can a blocked call still finish? From the task that waits for it, everything is followed that has
 * to finish first: the task that fills an awaited result, the tasks of a scope that is being left.
 * The call is stuck when one of them may not run before it returns, or when not one of them waits
 * for something from outside: time, a descriptor, another thread.
 */
#include <errno.h>
#include <stdlib.h>

#include "error.h"
#include "loop.h"
#include "poller.h"
#include "text.h"

struct search {
    struct tmr_task *
        *tasks; /* all that were found; those from `at` on have not been followed yet */
    size_t count, room, at;
    const struct tmr_task *offender; /* must finish, and may not run */
    bool outside;                    /* some wait ends from outside */
    bool gave_up;                    /* no memory */
};

static void found(struct search *search, struct tmr_task *task)
{
    if (task->head.mark & (TMR_TASK_SEEN | TMR_TASK_OVER))
        return;
    if (search->count == search->room) {
        size_t room = search->room ? 2 * search->room : 32;
        struct tmr_task **tasks = tmr_realloc(search->tasks, room * sizeof(struct tmr_task *));

        if (!tasks) {
            search->gave_up = true;
            return;
        }
        search->tasks = tasks;
        search->room = room;
    }
    task->head.mark |= TMR_TASK_SEEN;
    search->tasks[search->count++] = task;
}

/* Whether a scope's deadline will end the wait of `task`. */
static bool has_deadline(const struct tmr_task *task)
{
    const tamer_scope *scope;

    for (scope = task->head.scope; scope; scope = scope->parent) {
        if (scope->has_timer && !scope->cancelled)
            return true;
        if (scope->shield)
            break;
    }
    return false;
}

static void follow(struct search *search, struct tmr_task *task)
{
    struct tmr_task *child;

    switch (task->head.wait) {
    case TMR_WAIT_DELAYED:
        found(search, (struct tmr_task *)((tamer_delayed *)(uintptr_t)task->value)->task);
        break;
    case TMR_WAIT_SCOPE:
        for (child = ((tamer_scope *)(uintptr_t)task->value)->first; child; child = child->next)
            found(search, child);
        break;
    case TMR_RUNNING:
        break;
    default:
        search->outside = true;
    }
}

static void run_search(struct search *search, const struct tmr_blocked *blocked)
{
    size_t i;

    found(search, blocked->task);
    while (search->at < search->count && !search->gave_up) {
        struct tmr_task *task = search->tasks[search->at++];

        if (!tmr_blocked_allows(blocked, task)) {
            search->offender = task;
            break;
        }
        if (has_deadline(task)) {
            search->gave_up = true;
            break;
        }
        follow(search, task);
    }
    for (i = 0; i < search->count; i++)
        search->tasks[i]->head.mark &= (uint8_t)~TMR_TASK_SEEN;
}

/* ---- telling ---- */

static void add_place(struct tmr_text *text, const tamer_point *at)
{
    tmr_text_add(text, at->line ? "%s (%s:%u)" : "%s (%s)", at->function, at->file,
                 (unsigned)at->line);
}

static void add_wait(struct tmr_text *text, const struct tmr_task *task)
{
    if (task->head.wait == TMR_WAIT_DELAYED) {
        const tamer_delayed *delayed = (const tamer_delayed *)(uintptr_t)task->value;

        tmr_text_add(text, "waits for the result of the task scheduled in ");
        add_place(text, delayed->task->root.point);
    } else if (task->head.wait == TMR_WAIT_SCOPE) {
        const tamer_scope *scope = (const tamer_scope *)(uintptr_t)task->value;

        tmr_text_add(text, "waits for the tasks of scope '%s' opened in ", scope->name);
        add_place(text, scope->at);
    } else {
        tmr_text_add(text, "waits for something that never comes");
    }
}

/* The text is the caller's to free; NULL without memory. */
static char *describe(const struct tmr_blocked *blocked, const struct tmr_task *offender)
{
    struct tmr_text text = {0};

    tmr_text_add(&text, "the call of ");
    add_place(&text, blocked->at);
    tmr_text_add(&text, " can never finish: it ");
    add_wait(&text, blocked->task);
    if (offender) {
        tmr_text_add(&text, ", and the task scheduled in ");
        add_place(&text, offender->head.root.point);
        tmr_text_add(&text, " cannot run before the call returns");
    } else {
        tmr_text_add(&text, ", and nothing is left that could end that");
    }
    return text.text;
}

/* At a scope's end the error becomes one of the body, and the tasks are cancelled: their clean-up
 * may get it going again. */
static void fail_scope(struct tmr_blocked *blocked, tamer_scope *scope, tamer_error *error)
{
    if (blocked->stuck == scope)
        tmr_fatal("%s", tamer_error_message(error));
    blocked->stuck = scope;
    scope->body_error = tmr_error_join(scope->body_error, error);
    tmr_scope_cancel(scope);
}

static void fail(struct tmr_blocked *blocked, const struct tmr_task *offender)
{
    char *text = describe(blocked, offender);
    tamer_error *error = tmr_error_new(EDEADLK, "%s", text ? text : "the call can never finish");
    struct tmr_task *task = blocked->task;

    free(text);
    tmr_error_trace(error, TMR_TRACE_RAISED, blocked->at->line ? blocked->at : NULL);
    if (task->head.wait == TMR_WAIT_SCOPE)
        fail_scope(blocked, (tamer_scope *)(uintptr_t)task->value, error);
    else
        tmr_task_fail(task, tmr_error_value(error));
}

bool tmr_deadlock_check(struct tmr_loop *loop, struct tmr_blocked *blocked)
{
    bool outside = tmr_timers_next(&loop->timers) != UINT64_MAX ||
                   (loop->poller && tmr_poller_waiters(loop->poller) > 0);
    struct search search = {0};
    bool stuck;

    if (outside && (!blocked->nested || loop->steps < blocked->look_after))
        return false;
    run_search(&search, blocked);
    stuck = !search.gave_up && (search.offender || !search.outside);
    if (!outside)
        stuck = true;
    blocked->look_after = loop->steps + search.count;
    free(search.tasks);
    if (stuck)
        fail(blocked, search.offender);
    return stuck;
}
