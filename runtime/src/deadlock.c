/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Can a blocked call still finish? From the task that waits for it, everything is followed that has
 * to finish first: the task that fills an awaited result, the tasks of a scope that is being left.
 * What a task waits for that any other may give (an event, a permit), some task that may run can
 * give as long as one of those waits for something from outside. The call is stuck when one of them
 * may not run before it returns, or when not one of them waits for something from outside: time, a
 * descriptor, another thread.
 */
#include <errno.h>
#include <stdlib.h>

#include <tamer/manager.h>

#include "arrivals.h"
#include "error.h"
#include "group.h"
#include "loop.h"
#include "place.h"
#include "point.h"
#include "poller.h"
#include "settle.h"
#include "sync_queue.h"
#include "text.h"

/* What is waited for from other tasks. */
static const char *const shared_things[] = {
    [TMR_WAIT_MUTEX] = "a mutex",
    [TMR_WAIT_SEMAPHORE] = "a semaphore",
    [TMR_WAIT_EVENT] = "an event",
    [TMR_WAIT_CONDITION] = "a condition",
    [TMR_WAIT_BARRIER] = "a barrier",
    [TMR_WAIT_ONCE] = "a tamer_once",
    [TMR_WAIT_SEND] = "room in a channel",
    [TMR_WAIT_RECEIVE] = "an element of a channel",
    [TMR_WAIT_SELECT] = "one of several things",
};

/* NULL: not such a wait. */
static const char *shared_thing(const struct tmr_task *task)
{
    unsigned kind = task->head.wait;

    return kind < sizeof shared_things / sizeof *shared_things ? shared_things[kind] : NULL;
}

enum { OTHERS_TOLD = 16 /* of the tasks that are stuck, as many are told of */ };

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
    if ((task->head.shields & TMR_TASK_SEEN) || (task->head.mark & TMR_TASK_OVER))
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
    task->head.shields |= TMR_TASK_SEEN;
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

/* ---- all tasks of the thread ---- */

/* The scope after it, of all that are open. */
static tamer_scope *next_scope(tamer_scope *scope)
{
    if (scope->child)
        return scope->child;
    while (!scope->next && scope->parent)
        scope = scope->parent;
    return scope->parent ? scope->next : NULL;
}

/* Whether some task that may run waits for something from outside. */
static bool some_may_go_on(const struct tmr_blocked *blocked)
{
    tamer_scope *scope = &tmr_this_loop->root_scope;
    const struct tmr_task *task;

    for (; scope; scope = next_scope(scope))
        for (task = scope->first; task; task = task->next)
            if ((task->head.wait == TMR_WAIT_TIMER || task->head.wait == TMR_WAIT_READY_FD ||
                 task->head.wait == TMR_WAIT_OFFLOAD || task->head.wait == TMR_WAIT_ANY) &&
                !(task->head.mark & TMR_TASK_OVER) && tmr_blocked_allows(blocked, task))
                return true;
    return false;
}

/* Whether what it waits for is some task's. */
static bool has_holder(const struct tmr_task *task)
{
    return task->head.wait == TMR_WAIT_MUTEX || task->head.wait == TMR_WAIT_ONCE;
}

/* Whose it is; NULL: nobody's, or that of a task that has ended. */
static struct tmr_task *holder_of(const struct tmr_task *task)
{
    tamer_scope *scope = &tmr_this_loop->root_scope;
    struct tmr_task *holder = &tmr_this_loop->root;
    const tamer_task *owner;

    if (!has_holder(task))
        return NULL;
    owner = task->head.wait == TMR_WAIT_MUTEX ? ((const tamer_mutex *)(uintptr_t)task->value)->owner
                                              : ((const tamer_once *)(uintptr_t)task->value)->owner;
    if (owner == &holder->head)
        return holder;
    for (; scope; scope = next_scope(scope))
        for (holder = scope->first; holder; holder = holder->next)
            if (owner == &holder->head && !(holder->head.mark & TMR_TASK_OVER))
                return holder;
    return NULL;
}

static void follow_shared(struct search *search, const struct tmr_task *task,
                          const struct tmr_blocked *blocked)
{
    struct tmr_task *holder = holder_of(task);

    if (holder)
        found(search, holder);
    else if (!has_holder(task) && some_may_go_on(blocked))
        search->outside = true;
}

/* Its tasks, and those of the groups below it. */
static void follow_scope(struct search *search, const tamer_scope *scope)
{
    const tamer_scope *at;
    struct tmr_task *task;

    for (at = scope; at; at = tmr_group_next(scope, at))
        for (task = at->first; task; task = task->next)
            found(search, task);
}

static void follow_marks(struct search *search, const struct tmr_task *marks, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++)
        if (marks[i].value)
            found(search, (struct tmr_task *)tmr_mark_result(&marks[i])->task);
}

static void follow(struct search *search, struct tmr_task *task, const struct tmr_blocked *blocked)
{
    const struct tmr_settle *settle;
    const tamer_arrivals *arrivals;

    switch (task->head.wait) {
    case TMR_WAIT_DELAYED:
        found(search, (struct tmr_task *)((tamer_delayed *)(uintptr_t)task->value)->task);
        break;
    case TMR_WAIT_SETTLE:
        settle = (const struct tmr_settle *)(uintptr_t)task->value;
        follow_marks(search, settle->marks, settle->count);
        break;
    case TMR_WAIT_ARRIVAL:
        arrivals = (const tamer_arrivals *)(uintptr_t)task->value;
        follow_marks(search, arrivals->marks, arrivals->count);
        break;
    case TMR_WAIT_SCOPE:
    case TMR_WAIT_NEXT:
        follow_scope(search, (const tamer_scope *)(uintptr_t)task->value);
        break;
    case TMR_WAIT_GROUP:
        follow_scope(search, ((const struct tmr_closer *)(uintptr_t)task->value)->group);
        break;
    case TMR_WAIT_LENT:
        found(search, ((const tamer_scope *)(uintptr_t)task->value)->owner);
        break;
    case TMR_WAIT_ENTERED:
        found(search,
              (struct tmr_task *)((const tamer_manager *)(uintptr_t)task->value)->base.task);
        break;
    case TMR_RUNNING:
        break;
    default:
        if (shared_thing(task))
            follow_shared(search, task, blocked);
        else
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
        follow(search, task, blocked);
    }
    for (i = 0; i < search->count; i++)
        search->tasks[i]->head.shields &= (uint16_t)~TMR_TASK_SEEN;
}

/* ---- telling ---- */

/* What was called, and how far that has come. */
static void add_call(struct tmr_text *text, const struct tmr_blocked *blocked)
{
    const tamer_point *at = tmr_place_of_wait(blocked->task);

    tmr_text_add(text, "the call of ");
    if (tmr_point_line(blocked->at))
        tmr_text_place(text, blocked->at);
    else
        tmr_text_add(text, "%s", blocked->at->function);
    if (at) {
        tmr_text_add(text, ", in ");
        tmr_text_place(text, at);
        tmr_text_add(text, ",");
    }
}

static void add_task(struct tmr_text *text, const struct tmr_task *task)
{
    tmr_text_add(text, "the task scheduled in ");
    tmr_text_place(text, tmr_place_of_task(task));
}

static void add_scope(struct tmr_text *text, const tamer_scope *scope)
{
    tmr_text_add(text, "%s '%s' opened in ", scope->is_group ? "group" : "scope", scope->name);
    tmr_text_place(text, tmr_place_of_scope(scope));
}

static void add_shared(struct tmr_text *text, const struct tmr_task *task)
{
    const struct tmr_task *holder = holder_of(task);

    tmr_text_add(text, "waits for %s", shared_thing(task));
    if (holder == &tmr_this_loop->root) {
        tmr_text_add(text, " held by plain code");
    } else if (holder) {
        tmr_text_add(text, " held by ");
        add_task(text, holder);
    } else if (has_holder(task)) {
        tmr_text_add(text, " whose owner has ended without unlocking it");
    }
}

static void add_left(struct tmr_text *text, size_t left)
{
    tmr_text_add(text, "waits for the end of %zu task%s", left, left == 1 ? "" : "s");
}

static void add_result(struct tmr_text *text, const struct tmr_task *task)
{
    const tamer_delayed *delayed = (const tamer_delayed *)(uintptr_t)task->value;

    tmr_text_add(text, "waits for the result of ");
    if (delayed->task == &task->head)
        tmr_text_add(text, "itself");
    else
        add_task(text, (const struct tmr_task *)delayed->task);
}

static void add_tasks_of(struct tmr_text *text, const char *what, const tamer_scope *scope)
{
    tmr_text_add(text, "waits for %s of ", what);
    add_scope(text, scope);
}

static void add_wait(struct tmr_text *text, const struct tmr_task *task)
{
    const void *object = (const void *)(uintptr_t)task->value;

    if (shared_thing(task)) {
        add_shared(text, task);
        return;
    }
    switch (task->head.wait) {
    case TMR_WAIT_DELAYED:
        add_result(text, task);
        break;
    case TMR_WAIT_SCOPE:
        add_tasks_of(text, "the tasks", object);
        break;
    case TMR_WAIT_GROUP:
        add_tasks_of(text, "the tasks", ((const struct tmr_closer *)object)->group);
        break;
    case TMR_WAIT_NEXT:
        add_tasks_of(text, "the next result", object);
        break;
    case TMR_WAIT_LENT:
        add_tasks_of(text, "the end of the block", object);
        break;
    case TMR_WAIT_ENTERED:
        tmr_text_add(text, "waits for a manager to lend");
        break;
    case TMR_WAIT_SETTLE:
        add_left(text, ((const struct tmr_settle *)object)->left);
        break;
    case TMR_WAIT_ARRIVAL:
        add_left(text, ((const tamer_arrivals *)object)->pending);
        break;
    default:
        tmr_text_add(text, "waits for something that never comes");
    }
}

/* A line for a task that waits: where it stands, where it is from, what it waits for. */
static void add_stuck(struct tmr_text *text, const struct tmr_task *task)
{
    const tamer_point *at = tmr_place_of_wait(task);

    tmr_text_add(text, "\n    ");
    add_task(text, task);
    tmr_text_add(text, " into ");
    add_scope(text, tmr_scope_of_task(task));
    if (at) {
        tmr_text_add(text, ", in ");
        tmr_text_place(text, at);
    }
    tmr_text_add(text, ", ");
    add_wait(text, task);
}

/* Unless it runs beneath the call, or has ended. */
static void tell(struct tmr_text *text, const struct tmr_task *task, size_t *told, size_t *left_out)
{
    if (task->head.wait <= TMR_WAIT_ACCEPTED || (task->head.mark & TMR_TASK_OVER))
        return;
    if (*told == OTHERS_TOLD) {
        ++*left_out;
        return;
    }
    tmr_text_add(text, (*told)++ ? "" : ":");
    add_stuck(text, task);
}

/* The tasks that it depends on; `all`: then every other one, since none can run. */
static void add_others(struct tmr_text *text, const struct search *search, bool all)
{
    tamer_scope *scope = all ? &tmr_this_loop->root_scope : NULL;
    size_t told = 0, left_out = 0, i;

    for (i = 1; i < search->count; i++)
        tell(text, search->tasks[i], &told, &left_out);
    for (i = 0; i < search->count; i++)
        search->tasks[i]->head.shields |= TMR_TASK_SEEN;
    for (; scope; scope = next_scope(scope))
        for (struct tmr_task *task = scope->first; task; task = task->next)
            if (!(task->head.shields & TMR_TASK_SEEN))
                tell(text, task, &told, &left_out);
    for (i = 0; i < search->count; i++)
        search->tasks[i]->head.shields &= (uint16_t)~TMR_TASK_SEEN;
    if (left_out)
        tmr_text_add(text, "\n    and %zu more", left_out);
}

/* The text is the caller's to free; NULL without memory. */
static char *describe(const struct tmr_blocked *blocked, const struct search *search, bool all)
{
    const struct tmr_task *offender = search->offender;
    struct tmr_text text = {0};

    add_call(&text, blocked);
    tmr_text_add(&text, " can never finish: it ");
    add_wait(&text, blocked->task);
    if (offender) {
        tmr_text_add(&text, ", and ");
        add_task(&text, offender);
        tmr_text_add(&text, " cannot run before the call returns");
    } else {
        tmr_text_add(&text, ", and nothing is left that could end that");
        add_others(&text, search, all);
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

static void fail(struct tmr_blocked *blocked, const struct search *search, bool all)
{
    char *text = describe(blocked, search, all);
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
                   (loop->poller && tmr_poller_waiters(loop->poller) > 0) ||
                   loop->interrupts; /* which cancel whatever waits */
    struct search search = {0};
    bool stuck;

    if (outside && (!blocked->nested || loop->steps < blocked->look_after))
        return false;
    run_search(&search, blocked);
    stuck = !search.gave_up && (search.offender || !search.outside);
    if (!outside)
        stuck = true;
    blocked->look_after = loop->steps + search.count;
    if (stuck)
        fail(blocked, &search, !outside);
    free(search.tasks);
    return stuck;
}
