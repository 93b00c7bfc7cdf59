/* SPDX-License-Identifier: BSD-3-Clause */
/* The library's side: counts the places at which a fault of the chosen kind can come, and brings it
 * at one of them. */
#include "faults.h"

#include <errno.h>
#include <pthread.h>

#include "error.h"
#include "fault.h"
#include "loop.h"
#include "point.h"

/* Waits after which a program that has had its fault is interrupted: it may go on for ever now. */
enum { PATIENCE = 30000 };

enum { STACK_DEPTH = 12, WAIT_DEPTH = 12 }; /* calls that tell one point from another */

static struct {
    enum fault_kind kind;
    unsigned long at;      /* the place where it comes; 0: at none */
    unsigned long seen;    /* places so far */
    struct points *points; /* where all of them are noted, if `at` is 0 */
    struct fault_outcome *outcome;
    pthread_t thread;      /* the main one */
    const char *stack_end; /* its */
    unsigned long since;   /* waits since the fault */
    bool call_cancelled;   /* the call in which plain code blocks, until it is over */
} faults;

/* ---- where it is ---- */

static uint64_t mix(uint64_t key, const void *more)
{
    key = (key ^ (uintptr_t)more) * UINT64_C(0x9e3779b97f4a7c15);
    return key ^ key >> 29;
}

/* By what it says: it may be a copy. */
static uint64_t mix_point(uint64_t key, const tamer_point *at)
{
    return mix(mix(key, at->function), (void *)((uintptr_t)at->line << 16 | at->index));
}

/* The calls on the C stack, innermost first: whatever is built with frame pointers. */
static __attribute__((noinline, no_sanitize("address", "undefined"))) uint64_t
mix_stack(uint64_t key)
{
    const char *frame = __builtin_frame_address(0);

    if (pthread_equal(pthread_self(), faults.thread) == 0)
        return mix(key, &faults);
    for (unsigned i = 0; i < STACK_DEPTH; i++) {
        const char *outer = *(const char *const *)(const void *)frame;

        if (i > 0) /* this function may be called at several places of its caller's code */
            key = mix(key, ((void *const *)(const void *)frame)[1]);
        if (outer <= frame || outer > faults.stack_end - 2 * sizeof(void *) ||
            (uintptr_t)outer % sizeof(void *) != 0)
            break;
        frame = outer;
    }
    return key;
}

/* The awaits that the task is in, and where it was scheduled; *ret_at is the innermost of them that
 * is not the library's own. */
static uint64_t key_of_wait(const struct tmr_task *task, const tamer_point **ret_at)
{
    const tamer_frame *root = &task->head.root, *frame = root->parent;
    uint64_t key = mix_point(faults.kind, root->point);

    *ret_at = NULL;
    for (unsigned i = 0; i < WAIT_DEPTH && frame && frame != root; i++) {
        key = mix_point(key, frame->point);
        if (!*ret_at && !tmr_point_is_own(frame->point))
            *ret_at = frame->point;
        if (!frame->parent) /* plain code, which blocks */
            key = mix_stack(key);
        frame = frame->parent;
    }
    if (!*ret_at)
        *ret_at = root->point;
    return key;
}

/* task: NULL where memory is asked for. */
static __attribute__((noinline)) bool is_place(const struct tmr_task *task)
{
    const bool comes = ++faults.seen == faults.at;
    const tamer_point *at = NULL;
    uint64_t key;

    if (faults.at > 0 && !comes)
        return false;
    key = 1 | (task ? key_of_wait(task, &at) : mix_stack(faults.kind));
    if (comes)
        faults.outcome->key = key;
    else
        points_pass(faults.points, key, at, faults.seen);
    return comes;
}

/* ---- from where to where ---- */

/* There is no going on without the loop itself. */
static bool allocation_fails(void)
{
    if (!tmr_this_loop)
        return false;
    return is_place(NULL) ||
           (faults.kind == FAULT_NO_MORE_MEMORY && faults.at > 0 && faults.seen > faults.at);
}

static const char *end_of_stack(void)
{
    pthread_attr_t attributes;
    void *stack = NULL;
    size_t size = 0;

    if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
        pthread_attr_getstack(&attributes, &stack, &size);
        pthread_attr_destroy(&attributes);
    }
    return (const char *)stack + size;
}

void faults_begin(enum fault_kind kind, unsigned long at, struct points *points,
                  struct fault_outcome *outcome)
{
    faults.kind = kind;
    faults.at = at;
    faults.points = points;
    faults.outcome = outcome;
    faults.thread = pthread_self();
    faults.stack_end = end_of_stack();
    if (kind == FAULT_NO_MEMORY || kind == FAULT_NO_MORE_MEMORY)
        tmr_mem_hooks.fail = allocation_fails;
}

void faults_end(void)
{
    tmr_mem_hooks.fail = NULL;
    faults.kind = FAULT_NONE;
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

/* As long as another one blocks beneath, all are cancelled. */
void tmr_fault_returns(void)
{
    struct tmr_loop *loop = tmr_this_loop;

    if (!faults.call_cancelled || loop->blocked->outer)
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
    faults.outcome->interrupted = true;
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
        if (is_place(task))
            cancel_task(task);
        break;
    case FAULT_CANCEL_SCOPE:
        if (scope != &tmr_this_loop->root_scope && is_place(task))
            tmr_scope_cancel(scope);
        break;
    case FAULT_ERROR:
        if (can_fail(task) && is_place(task))
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
    faults.outcome->unreceived = true;
    tmr_error_unref(error);
    return true;
}
