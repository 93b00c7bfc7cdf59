/* SPDX-License-Identifier: BSD-3-Clause */
#include "task.h"

#include <errno.h>
#include <string.h>

#include "error.h"
#include "group.h"
#include "loop.h"
#include "results.h"

/* ---- waiting ---- */

bool tmr_cancelled(void)
{
    return tmr_task_cancelled(tmr_task_current());
}

uint64_t tmr_cancel_error(void)
{
    struct tmr_task *task = tmr_task_current();

    if (!(task->head.mark & TMR_TASK_NOMEM))
        return 0;
    task->head.mark &= (uint8_t)~TMR_TASK_NOMEM;
    tmr_task_update(task);
    return tmr_error_value(tmr_error_nomem());
}

tamer_frame *tmr_wait(struct tmr_node **list, enum tmr_wait_kind kind)
{
    struct tmr_task *task = tmr_task_current();

    task->head.wait = (uint8_t)kind;
    tmr_node_link(list, &task->node);
    return &task->head.root;
}

/* Whether its node is in a list. */
static bool is_listed(const struct tmr_task *task)
{
    return task->head.wait > TMR_WAIT_ACCEPTED && task->head.wait != TMR_WAIT_SCOPE;
}

void tmr_wake(struct tmr_task *task, uint64_t value)
{
    if (!is_listed(task))
        return;
    tmr_node_unlink(&task->node);
    tmr_task_queue(task, value, 0);
}

void tmr_wake_all(struct tmr_node **list, uint64_t value)
{
    struct tmr_node *node = tmr_nodes_take(list), *next;

    for (; node; node = next) {
        next = node->next;
        tmr_task_queue(tmr_task_of_node(node), value, 0);
    }
}

void tmr_task_interrupt(struct tmr_task *task)
{
    tmr_task_update(task);
    if (task->head.shields > 0 || !is_listed(task))
        return;
    tmr_node_unlink(&task->node);
    tmr_task_queue(task, 0, 0);
}

void tmr_task_cancel(struct tmr_task *task)
{
    tamer_scope *scope = task->head.scope, *outermost = NULL;

    if (task->head.mark & TMR_TASK_CANCELLED)
        return;
    task->head.mark |= TMR_TASK_CANCELLED;
    for (; scope->owner == task; scope = scope->parent)
        outermost = scope;
    if (!outermost)
        tmr_task_interrupt(task);
    else if (!outermost->shield)
        tmr_scope_cancel(outermost);
}

void tmr_task_fail(struct tmr_task *task, uint64_t error)
{
    tmr_node_unlink(&task->node);
    tmr_task_queue(task, error, TMR_TASK_ERROR);
}

void tmr_task_starve(struct tmr_task *task)
{
    tmr_task_settle();
    task->head.mark |= TMR_TASK_NOMEM;
    tmr_task_update(task);
    tmr_wake(task, 0);
}

/* ---- how a wait ends otherwise than with a value ---- */

/* Somebody receives `error` (a reference is taken): no scope has to raise it any more. */
static tamer_error *receive(tamer_error *error)
{
    struct tmr_task *record;

    if (!error)
        return tmr_error_new(ECANCELED, "the awaited task was cancelled");
    record = tmr_error_task(error);
    if (record)
        tmr_task_free(record);
    return tmr_error_own(error);
}

tamer_step tmr_task_first_step(struct tmr_task *task)
{
    tamer_frame *frame = task->head.root.parent;
    tamer_frame *unwind = (tamer_frame *)((uintptr_t)frame | (uintptr_t)TAMER_UNWIND);
    unsigned mark = task->head.mark;
    bool accepted = task->head.wait == TMR_WAIT_ACCEPTED;

    task->head.wait = TMR_RUNNING;
    if (accepted) /* sees at its next leaf what has happened since */
        return (tamer_step){frame, task->value};
    task->head.mark &= (uint8_t)~(TMR_TASK_ERROR | TMR_TASK_SCOPE);
    if (mark & TMR_TASK_SCOPE) {
        tamer_scope *scope = (tamer_scope *)(uintptr_t)task->value;
        tamer_step step;

        if (tmr_scope_is_busy(scope)) { /* new tasks since it was found empty */
            task->head.wait = TMR_WAIT_SCOPE;
            return (tamer_step){NULL, 0};
        }
        step = tmr_scope_finish(scope);
        return (tamer_step){step.frame ? unwind : frame, step.value};
    }
    task->head.mark &= (uint8_t)~TMR_TASK_NOMEM;
    tmr_task_update(task);
    if (mark & TMR_TASK_ERROR)
        return (tamer_step){unwind, tmr_error_value(receive(tmr_error_of(task->value)))};
    if (mark & TMR_TASK_NOMEM)
        return (tamer_step){unwind, tmr_error_value(tmr_error_nomem())};
    return (tamer_step){unwind, 0};
}

/* ---- ending ---- */

static void record_release(struct tmr_task *task)
{
    if (__builtin_expect(task->head.mark & TMR_TASK_EXTRA, 0))
        tamer_frame_free(task, ((struct tmr_extra *)(task + 1))->size);
    else
        tamer_frame_free(task, sizeof *task);
}

void tmr_task_free(struct tmr_task *task)
{
    tamer_delayed *delayed = task->head.delayed;

    if (delayed && delayed->task == &task->head)
        delayed->task = NULL;
    if ((task->head.mark & TMR_TASK_OVER) && task->value) {
        tmr_error_set_task(tmr_error_of(task->value), NULL);
        tmr_error_unref(tmr_error_of(task->value));
    }
    tmr_scope_remove(task->head.scope, task);
    record_release(task);
}

/* The record stays, with its error (a reference is taken) or NULL. */
static void record_keep(struct tmr_task *task, tamer_error *error)
{
    task->head.mark |= TMR_TASK_OVER;
    task->value = tmr_error_value(error);
    if (error)
        tmr_error_set_task(error, task);
}

/* Its waiters have been told of the result. */
static void tell_watch(struct tmr_task *task)
{
    tamer_delayed *delayed = task->head.delayed;

    if (delayed && (delayed->flags & TMR_DELAYED_WATCHED))
        tmr_results_finished(task->head.scope, delayed);
}

/* Done or cancelled. A scope that names the tasks nobody waited for needs the record. */
static __attribute__((noinline)) void finish(struct tmr_task *task)
{
    tamer_scope *scope = task->head.scope;

    if (scope->exit == TAMER_RAISE && !(task->head.mark & TMR_TASK_AWAITED))
        record_keep(task, NULL);
    else
        tmr_task_free(task);
    tmr_scope_task_finished(scope);
}

static __attribute__((noinline)) tamer_step task_done_slow(struct tmr_task *task, uint64_t value)
{
    tamer_delayed *delayed = task->head.delayed;

    if (delayed) {
        delayed->state = TAMER_DONE;
        if (delayed->waiters)
            tmr_delayed_wake(delayed, value);
    }
    tell_watch(task);
    finish(task);
    return (tamer_step){NULL, 0};
}

static __attribute__((noinline)) tamer_step push_slow(struct tmr_task *task)
{
    tmr_ready_push_slow(&tmr_this_loop->ready, task);
    return (tamer_step){NULL, 0};
}

/* It leaves a scope that does not have to think about it. */
static inline void leave(tamer_scope *scope, struct tmr_task *task)
{
    tmr_scope_remove(scope, task);
    scope->pending--;
    tamer_frame_free(task, sizeof *task);
}

/* Nobody keeps the result. */
static __attribute__((noinline)) tamer_step done_unkept(struct tmr_task *task)
{
    tamer_scope *scope = task->head.scope;

    if (__builtin_expect(scope->slow || (task->head.mark & TMR_TASK_EXTRA), 0))
        return task_done_slow(task, 0);
    leave(scope, task);
    return (tamer_step){NULL, 0};
}

/* The record goes first, and waking is the last act. There are extra bytes only where nobody keeps
 * the result. */
static inline tamer_step done(struct tmr_task *task, tamer_delayed *delayed, uint64_t value)
{
    tamer_scope *scope = task->head.scope;
    struct tmr_node *waiter;
    struct tmr_task *woken;

    if (__builtin_expect(scope->slow, 0))
        return task_done_slow(task, value);
    leave(scope, task);
    delayed->state = TAMER_DONE;
    delayed->task = NULL;
    waiter = delayed->waiters;
    if (!waiter)
        return (tamer_step){NULL, 0};
    if (__builtin_expect(waiter->next || (delayed->flags & TMR_DELAYED_SPECIAL), 0))
        return tmr_delayed_wake(delayed, value);
    delayed->waiters = NULL;
    woken = tmr_task_of_node(waiter);
    woken->value = value;
    woken->head.wait = TMR_WAIT_TURN;
    if (__builtin_expect(!tamer_queue_push(&woken->head), 0))
        return push_slow(woken);
    return (tamer_step){NULL, 0};
}

tamer_step tamer_task_done(tamer_task *head, uint64_t value)
{
    struct tmr_task *task = (struct tmr_task *)head;

    return head->delayed ? done(task, head->delayed, value) : done_unkept(task);
}

/* A result of another size than that of the value. */
static __attribute__((noinline)) tamer_step deliver_any(struct tmr_task *task, uint64_t value)
{
    const tamer_point *at = task->head.root.point;
    char *place = (char *)task->head.delayed + at->index;
    uint64_t bits = value;

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    if (at->frame_size > 0 && at->resume == tamer_task_deliver)
        bits <<= 8 * (sizeof bits - at->frame_size);
#endif
    memcpy(place, &bits, at->frame_size);
    return tamer_task_done(&task->head, value);
}

tamer_step tamer_task_deliver(tamer_frame *root, uint64_t value)
{
    struct tmr_task *task = (struct tmr_task *)root;
    tamer_delayed *delayed = task->head.delayed;

    if (__builtin_expect(!delayed, 0))
        return done_unkept(task);
    if (root->point->frame_size != sizeof value)
        return deliver_any(task, value);
    memcpy((char *)delayed + root->point->index, &value, sizeof value);
    return done(task, delayed, value);
}

tamer_step tamer_task_deliver_bits(tamer_frame *root, uint64_t value)
{
    return tamer_task_deliver(root, value);
}

/* An error that its scope does not keep, and for which nobody waits. The handler may take the
 * result or clear it; only a scope that names the tasks nobody waited for needs to hear of that. */
static __attribute__((noinline)) void fail_supervised(struct tmr_task *task, tamer_error *error)
{
    tamer_delayed *delayed = task->head.delayed;
    const bool keeps = task->head.scope->exit == TAMER_RAISE;

    if (delayed) {
        if (!keeps)
            delayed->task = NULL;
        tmr_delayed_fail(delayed, error);
        tell_watch(task);
        if (!keeps)
            task->head.delayed = NULL;
    }
    tmr_scope_handle(task->head.scope, error);
    finish(task);
}

tamer_step tamer_task_failed(tamer_frame *root, uint64_t value)
{
    struct tmr_task *task = (struct tmr_task *)root;
    tamer_delayed *delayed = task->head.delayed;
    tamer_scope *scope = task->head.scope;
    tamer_error *error = tmr_error_of(value);

    if (delayed)
        delayed->state = error ? TAMER_FAILED : TAMER_CANCELLED;
    if (!error) {
        if (delayed)
            tmr_delayed_fail(delayed, NULL);
        tell_watch(task);
        finish(task);
        return (tamer_step){NULL, 0};
    }
    tmr_error_trace(error, TMR_TRACE_SCHEDULED, root->point);
    if (scope->supervised && !(delayed && tmr_delayed_has_receiver(delayed))) {
        fail_supervised(task, error);
        return (tamer_step){NULL, 0};
    }
    record_keep(task, error);
    if (delayed)
        tmr_delayed_fail(delayed, error);
    tell_watch(task);
    tmr_scope_task_failed(scope);
    tmr_scope_task_finished(scope);
    return (tamer_step){NULL, 0};
}

/* ---- shields ---- */

void tamer_shield_enter(void)
{
    struct tmr_task *task = tmr_task_current();

    task->head.shields++;
    tmr_task_update(task);
}

void tamer_shield_leave(void)
{
    struct tmr_task *task = tmr_task_current();

    task->head.shields--;
    tmr_task_update(task);
}
