/* SPDX-License-Identifier: BSD-3-Clause */
/* The open scopes of a thread, and a print of them with their tasks. */
#include <stdio.h>

#include "error.h"
#include "group.h"
#include "list.h"
#include "loop.h"
#include "place.h"
#include "point.h"

static tamer_scope *scope_of_next(tamer_scope **next)
{
    return (tamer_scope *)(void *)((char *)next - offsetof(tamer_scope, next));
}

static tamer_scope *oldest_child(const tamer_scope *scope)
{
    tamer_scope *child = scope->child;

    while (child && child->next)
        child = child->next;
    return child;
}

/* The scope after it in preorder, older ones first, and how much deeper it is. */
static tamer_scope *following(const tamer_scope *scope, unsigned *depth)
{
    tamer_scope *child = oldest_child(scope);

    if (child) {
        ++*depth;
        return child;
    }
    for (; scope->parent; scope = scope->parent, --*depth)
        if (scope->pprev != &scope->parent->child)
            return scope_of_next(scope->pprev);
    return NULL;
}

void tamer_scope_visit(void (*visit)(const tamer_scope *scope, unsigned depth, void *data),
                       void *data)
{
    unsigned depth = 0;
    const tamer_scope *scope;

    tmr_loop();
    tmr_task_settle();
    scope = following(&tmr_this_loop->root_scope, &depth);
    for (; scope; scope = following(scope, &depth))
        visit(scope, depth - 1, data);
}

const char *tamer_scope_name(const tamer_scope *scope)
{
    tmr_scope_check(scope, "tamer_scope_name");
    return scope->name;
}

/* ---- printing ---- */

static void print_place(FILE *stream, const tamer_point *at)
{
    fprintf(stream, "%s (%s", at->function, tmr_point_file(at));
    if (tmr_point_line(at))
        fprintf(stream, ":%u", tmr_point_line(at));
    fputc(')', stream);
}

static const char *doing(const struct tmr_task *task)
{
    static const char *const words[] = {
        [TMR_RUNNING] = "runs",
        [TMR_WAIT_TURN] = "is ready",
        [TMR_WAIT_ACCEPTED] = "is ready",
        [TMR_WAIT_TIMER] = "sleeps",
        [TMR_WAIT_DELAYED] = "waits for a result",
        [TMR_WAIT_SCOPE] = "waits at the end of a scope",
        [TMR_WAIT_READY_FD] = "waits for a descriptor",
        [TMR_WAIT_OFFLOAD] = "waits for another thread",
        [TMR_WAIT_GROUP] = "waits for the end of a group",
        [TMR_WAIT_SETTLE] = "waits for the end of tasks",
        [TMR_WAIT_NEXT] = "waits for the next result",
        [TMR_WAIT_ARRIVAL] = "waits for results to finish",
        [TMR_WAIT_LENT] = "lends until its scope is left",
        [TMR_WAIT_ENTERED] = "waits for a manager",
        [TMR_WAIT_MUTEX] = "waits for a mutex",
        [TMR_WAIT_SEMAPHORE] = "waits for a semaphore",
        [TMR_WAIT_EVENT] = "waits for an event",
        [TMR_WAIT_CONDITION] = "waits for a condition",
        [TMR_WAIT_BARRIER] = "waits at a barrier",
        [TMR_WAIT_ONCE] = "waits for a tamer_once",
        [TMR_WAIT_SEND] = "waits for room in a channel",
        [TMR_WAIT_RECEIVE] = "waits for an element of a channel",
        [TMR_WAIT_SELECT] = "waits for one of several things",
        [TMR_WAIT_ANY] = "waits for one of several things",
    };
    unsigned kind = task->head.wait;
    const char *word = kind < sizeof words / sizeof *words ? words[kind] : NULL;

    return word ? word : "waits";
}

/* The functions that it is in, the innermost first; not of the task that runs, whose are on the
 * stack. */
static void print_frames(FILE *stream, unsigned depth, const struct tmr_task *task)
{
    const tamer_frame *frame = task->head.root.parent;

    if (task->head.wait == TMR_RUNNING)
        return;
    for (; frame && frame != &task->head.root; frame = frame->parent) {
        if (tmr_point_is_own(frame->point))
            continue;
        fprintf(stream, "%*sin ", 2 * (int)depth, "");
        print_place(stream, frame->point);
        fputc('\n', stream);
    }
}

static void print_task(FILE *stream, unsigned depth, const struct tmr_task *task)
{
    fprintf(stream, "%*stask scheduled in ", 2 * (int)depth, "");
    print_place(stream, tmr_place_of_task(task));
    fprintf(stream, ", %s%s\n", doing(task), tmr_task_cancelled(task) ? ", cancelled" : "");
    print_frames(stream, depth + 1, task);
}

/* At most `most` of its tasks. */
static void print_some(const tamer_scope *scope, unsigned depth, FILE *stream, size_t most)
{
    const struct tmr_task *task;
    size_t count = 0;

    fprintf(stream, "%*s%s '%s' opened in ", 2 * (int)depth, "",
            scope->is_group ? "group" : "scope", scope->name);
    print_place(stream, tmr_place_of_scope(scope));
    fprintf(stream, ", %zu task%s%s%s\n", scope->pending, scope->pending == 1 ? "" : "s",
            scope->cancelled ? ", cancelled" : "",
            scope->state == TMR_SCOPE_LEAVING ? ", at its end" : "");
    for (task = scope->first; task; task = task->next)
        if (!(task->head.mark & TMR_TASK_OVER) && count++ < most)
            print_task(stream, depth + 1, task);
    if (count > most)
        fprintf(stream, "%*sand %zu more\n", 2 * (int)(depth + 1), "", count - most);
}

static void print_scope(const tamer_scope *scope, unsigned depth, void *stream)
{
    print_some(scope, depth, stream, SIZE_MAX);
}

void tamer_scope_print(FILE *stream)
{
    tamer_scope_visit(print_scope, stream);
}

/* ---- what is lost ---- */

enum { LOST_TOLD = 8 /* tasks of each group */ };

/* An error of the task that nobody has received, or NULL. */
static const tamer_error *lost_error(const struct tmr_task *task)
{
    return task->head.mark & TMR_TASK_OVER ? tmr_error_of(task->value) : NULL;
}

static bool has_lost(const tamer_scope *group)
{
    const struct tmr_task *task;

    for (task = group->first; task; task = task->next)
        if (!(task->head.mark & TMR_TASK_OVER) || lost_error(task))
            return true;
    return false;
}

static void print_lost(const tamer_scope *group)
{
    const struct tmr_task *task;

    print_some(group, 1, stderr, LOST_TOLD);
    for (task = group->first; task; task = task->next)
        if (lost_error(task))
            tamer_error_print(lost_error(task), stderr);
}

void tmr_list_lost(const struct tmr_loop *loop, const char *what_ends)
{
    const tamer_scope *root = &loop->root_scope, *group;
    bool told = false;

    for (group = tmr_group_next(root, root); group; group = tmr_group_next(root, group)) {
        if (!has_lost(group))
            continue;
        if (!told)
            fprintf(stderr,
                    "tamer: the %s ends, and a group was never closed: its tasks are lost\n",
                    what_ends);
        told = true;
        print_lost(group);
    }
}
