/* SPDX-License-Identifier: BSD-3-Clause */
/* The library's side: counts the places at which a fault of the chosen kind can come, and brings it
 * at one of them. */
#include "faults.h"

#include <errno.h>

#include "error.h"
#include "fault.h"
#include "loop.h"

/* Waits after which a program that has had its fault is interrupted: it may go on for ever now. */
enum { PATIENCE = 30000 };

static struct {
    enum fault_kind kind;
    unsigned long at;    /* the place where it comes; 0: at none */
    unsigned long seen;  /* places so far */
    bool unreceived;     /* plain code did not take an error that came of it */
    unsigned long since; /* waits since the fault */
    bool interrupted;
    bool call_cancelled; /* the call in which plain code blocks, until it is over */
} faults;

static bool is_place(void)
{
    return ++faults.seen == faults.at;
}

/* There is no going on without the loop itself. */
static bool allocation_fails(void)
{
    if (!tmr_this_loop)
        return false;
    return is_place() ||
           (faults.kind == FAULT_NO_MORE_MEMORY && faults.at > 0 && faults.seen > faults.at);
}

void faults_begin(enum fault_kind kind, unsigned long at)
{
    faults.kind = kind;
    faults.at = at;
    faults.seen = 0;
    if (kind == FAULT_NO_MEMORY || kind == FAULT_NO_MORE_MEMORY)
        tmr_mem_hooks.fail = allocation_fails;
}

void faults_end(struct fault_outcome *ret_outcome)
{
    tmr_mem_hooks.fail = NULL;
    faults.kind = FAULT_NONE;
    *ret_outcome = (struct fault_outcome){
        .places = faults.seen, .unreceived = faults.unreceived, .interrupted = faults.interrupted};
}

/* ---- cancelling ---- */

/* Plain code is no task: what is cancelled is the call that it waits for, with all that the thread
 * has opened. */
static void cancel_call(struct tmr_loop *loop)
{
    tmr_scope_cancel(&loop->root_scope);
    tmr_task_update(&loop->root);
    tmr_call_update_skip(&loop->bottom);
}

static void cancel_task(struct tmr_task *task)
{
    struct tmr_loop *loop = tmr_this_loop;

    if (task != &loop->root) {
        tmr_task_cancel(task);
        return;
    }
    faults.call_cancelled = true;
    cancel_call(loop);
}

void tmr_fault_returns(const tamer_call *segment)
{
    struct tmr_loop *loop = tmr_this_loop;

    if (!faults.call_cancelled || segment != &loop->bottom)
        return;
    faults.call_cancelled = false;
    loop->root_scope.cancelled = false;
    tmr_task_update(&loop->root);
    tmr_call_update_skip(&loop->bottom);
}

/* ---- failing ---- */

/* Whether its wait can end with an error: not, where it has been given something already, or waits
 * at a scope's end. */
static bool can_fail(const struct tmr_task *task)
{
    unsigned wait = task->head.wait;

    if (wait == TMR_WAIT_TURN)
        return !(task->head.mark & (TMR_TASK_ERROR | TMR_TASK_SCOPE | TMR_TASK_NOMEM));
    return wait > TMR_WAIT_ACCEPTED && wait != TMR_WAIT_SCOPE;
}

static void fail(struct tmr_task *task)
{
    uint64_t error = tmr_error_value(tmr_error_new(EIO, "injected"));

    if (task->head.wait == TMR_WAIT_TURN) {
        task->value = error;
        task->head.mark |= TMR_TASK_ERROR;
    } else {
        tmr_task_fail(task, error);
    }
}

/* As by the first SIGINT. */
static void interrupt(void)
{
    faults.interrupted = true;
    faults.call_cancelled = false;
    cancel_call(tmr_this_loop);
}

void tmr_fault_waits(struct tmr_task *task)
{
    tamer_scope *scope = task->head.scope;

    if (faults.at > 0 && faults.seen >= faults.at && ++faults.since == PATIENCE)
        interrupt();
    switch (faults.kind) {
    case FAULT_CANCEL_TASK:
        if (is_place())
            cancel_task(task);
        break;
    case FAULT_CANCEL_SCOPE:
        if (scope != &tmr_this_loop->root_scope && is_place())
            tmr_scope_cancel(scope);
        break;
    case FAULT_ERROR:
        if (can_fail(task) && is_place())
            fail(task);
        break;
    default:
        break;
    }
}

/* As if the call had been made inside of a tamer_catch, so that what happens behind it is tried,
 * too. */
bool tmr_fault_receives(tamer_error *error)
{
    if (faults.kind == FAULT_NONE || faults.seen < faults.at)
        return false;
    faults.unreceived = true;
    tmr_error_unref(error);
    return true;
}
