/* SPDX-License-Identifier: BSD-3-Clause */
/* Managers: generators that stand still once, and that are gone on with when a block has been left.
 * As members of a scope they are tasks, with the manager's root frame between the function and the
 * task, which sees the function's end. */
#include <tamer/manager.h>

#include <errno.h>

#include "call.h"
#include "error.h"
#include "fault.h"
#include "generator.h"
#include "loop.h"
#include "spawn.h"
#include "wrappers.h"

TAMER_API tamer_step tamer_with_begin___async(tamer_manager *manager);
TAMER_API tamer_step tamer_manager_entered__async(tamer_manager *manager);
TAMER_API tamer_step tamer_lend___async(tamer_manager *manager);

static tamer_step failed(int code, const char *text)
{
    return (tamer_step){TAMER_UNWIND, tmr_error_value(tmr_error_new(code, "%s", text))};
}

static bool has_lent(const tamer_manager *manager)
{
    return manager->base.flags & TMR_GENERATOR_LENT;
}

/* ---- the block ---- */

tamer_manager *tamer_with_enter(const tamer_point *at, size_t size)
{
    tamer_manager *manager = tamer_frame_new(size);

    tmr_generator_init(&manager->base, at, TMR_GENERATOR_MANAGER);
    manager->base.size = (uint32_t)size;
    manager->scope = NULL;
    manager->error = NULL;
    manager->waiters = NULL;
    return manager;
}

tamer_step tamer_with_begin___async(tamer_manager *manager)
{
    tmr_generator_check(&manager->base, "TAMER_WITH");
    if (has_lent(manager) || manager->base.state != TMR_GENERATOR_READY)
        return tamer_done(0);
    if (tmr_cancelled())
        return (tamer_step){TAMER_UNWIND, tmr_cancel_error()};
    return tmr_generator_run(&manager->base, false, 0);
}

/* The block is left while what the manager does behind it waits. */
struct with_leave {
    tamer_frame frame;
    tamer_manager *manager;
};

static tamer_step leave_ended(tamer_frame *frame, tamer_step ended)
{
    tamer_manager *manager = ((struct with_leave *)frame)->manager;

    tamer_frame_free(manager, manager->base.size);
    return tamer_frame_next(frame, sizeof(struct with_leave), ended);
}

static tamer_step leave_resume(tamer_frame *frame, uint64_t value)
{
    (void)value;
    return leave_ended(frame, tamer_done(0));
}

static tamer_step leave_unwind(tamer_frame *frame, uint64_t error)
{
    return leave_ended(frame, (tamer_step){TAMER_UNWIND, error});
}

/* What becomes of the block that was left with `body`. */
static tamer_step go_on(tamer_manager *manager, tamer_step body)
{
    tamer_frame *not_begun = manager->base.leaf.parent;

    if (manager->base.state != TMR_GENERATOR_READY)
        return body;
    if (has_lent(manager))
        return tmr_generator_run(&manager->base, body.frame == TAMER_UNWIND, body.value);
    not_begun->point->unwind(not_begun, 0); /* frees it: there is nothing to clean up */
    return body;
}

tamer_step tamer_with_leave__async(tamer_manager *manager, tamer_step body)
{
    static const tamer_point point =
        TMR_POINT_OF(TAMER_WITH, leave_resume, leave_unwind, 1, sizeof(struct with_leave));
    tamer_step step = go_on(manager, body);
    struct with_leave *self;

    if ((uintptr_t)step.frame <= 1) {
        tamer_frame_free(manager, manager->base.size);
        return step.frame ? step : tamer_done(0);
    }
    self = tamer_frame_over(step.frame, sizeof *self);
    self->frame.point = &point;
    self->manager = manager;
    return (tamer_step){&self->frame, 0};
}

/* ---- the block in plain code ---- */

/* A scope stands for it: takes the errors of the calls in it, and lets the tasks of the manager run
 * while they block. */
tamer_manager *tamer_with_open_(const char *name, const char *file, unsigned line,
                                const char *function, size_t size)
{
    static const tamer_scope_options options = {.on_error = TAMER_CONTINUE};
    tamer_scope *scope = tamer_scope_open_(name, file, line, function, &options);
    tamer_manager *manager = tamer_with_enter(scope->at, size);

    manager->scope = scope;
    scope->error_out = &manager->error;
    return manager;
}

/* How the body has come to its end. */
static tamer_step body_of(tamer_scope *scope)
{
    tamer_error *error = tmr_error_take(&scope->body_error);

    scope->error_out = NULL;
    if (error)
        return (tamer_step){TAMER_UNWIND, tmr_error_value(error)};
    if (tmr_cancelled())
        return (tamer_step){TAMER_UNWIND, 0};
    return tamer_done(0);
}

void tamer_with_close_(tamer_manager **manager)
{
    tamer_scope *scope = (*manager)->scope;
    tamer_call call = {.prev = tamer_this.call};
    tamer_point at = scope->own;
    tamer_step step;

    tamer_this.call = &call;
    step = tamer_with_leave__async(*manager, body_of(scope));
    *manager = NULL;
    if ((uintptr_t)step.frame > 1)
        step = tmr_call_block(&call, step, &at);
    step = tamer_scope_leave__async(scope, step);
    if (step.frame)
        tamer_call_finish(&call, step, &at);
    else
        tamer_call_leave(&call);
}

/* ---- lending ---- */

/* Whether a tamer_defer of the manager's is running. */
static bool is_shielded(const tamer_manager *manager, const tamer_task *task)
{
    const tamer_scope *scope = task->scope;
    unsigned shields = task->shields;

    for (; scope != manager->base.scope; scope = scope->parent) {
        if (shields > 0)
            return true;
        shields = scope->owner_shields;
    }
    return shields != manager->base.shields;
}

/* As a task, until the block of its scope is left. */
static tamer_step lend_in_scope(tamer_manager *manager)
{
    struct tmr_task *task = tmr_task_current();
    tamer_scope *scope = manager->scope;

    if (manager->base.task != &task->head)
        return failed(EINVAL, "tamer_lend outside of the manager, in a task of its own");
    if (tmr_task_cancelled(task))
        return (tamer_step){TAMER_UNWIND, tmr_cancel_error()};
    manager->base.flags |= TMR_GENERATOR_LENT;
    tmr_wake_all(&manager->waiters, 1);
    if (scope->slow & TMR_SLOW_ENDING)
        return tamer_yield_slow();
    task->value = (uint64_t)(uintptr_t)scope;
    return (tamer_step){tmr_wait(&tmr_scope_more(scope)->lenders, TMR_WAIT_LENT), 0};
}

tamer_step tamer_lend___async(tamer_manager *manager)
{
    if (has_lent(manager))
        return failed(EPROTO, "tamer_lend for the second time");
    if (manager->base.flags & TMR_GENERATOR_MEMBER)
        return lend_in_scope(manager);
    if (!tmr_generator_is_run(&manager->base))
        return failed(EINVAL, "tamer_lend outside of the manager: in a task of its own, or below "
                              "plain code");
    if (is_shielded(manager, tamer_this.current))
        return failed(EINVAL, "tamer_lend inside a tamer_defer of the manager");
    manager->base.flags |= TMR_GENERATOR_LENT;
    return tmr_generator_stand(&manager->base);
}

/* ---- members of a scope ---- */

static tamer_manager *of_root(tamer_frame *root)
{
    return (tamer_manager *)(void *)((char *)root - offsetof(tamer_manager, base.root));
}

static tamer_step member_ended(tamer_frame *root, tamer_step step)
{
    tamer_manager *manager = of_root(root);

    manager->base.state = TMR_GENERATOR_ENDED;
    tmr_wake_all(&manager->waiters, 0);
    if (!step.frame && !has_lent(manager))
        step = failed(EPROTO, "the manager has ended without tamer_lend");
    return (tamer_step){(tamer_frame *)((uintptr_t)root->parent | (uintptr_t)step.frame),
                        step.value};
}

static tamer_step member_resume(tamer_frame *root, uint64_t value)
{
    return member_ended(root, tamer_done(value));
}

static tamer_step member_unwind(tamer_frame *root, uint64_t error)
{
    return member_ended(root, (tamer_step){TAMER_UNWIND, error});
}

static const tamer_point member_point =
    TMR_POINT_OF(tamer_manager_in, member_resume, member_unwind, 1, 0);

tamer_scope *tamer_manager_in(tamer_scope *scope, tamer_manager *manager)
{
    tmr_scope_check(scope, "tamer_manager_in");
    tmr_generator_init(&manager->base, NULL, TMR_GENERATOR_MANAGER | TMR_GENERATOR_MEMBER);
    manager->base.root.point = &member_point;
    manager->scope = scope;
    manager->error = NULL;
    manager->waiters = NULL;
    return (tamer_scope *)(void *)manager;
}

void *tmr_manager_begin(tamer_frame *frame, const tamer_point *at, tamer_scope *door, void *slot,
                        const tamer_spawnable *of)
{
    tamer_manager *manager = (tamer_manager *)(void *)door;
    tamer_task *task;

    if (manager->base.state != TMR_GENERATOR_OPEN)
        tmr_misuse_at(of->point.function, at, "the manager has begun already");
    task = tmr_spawn_begin(frame, at, manager->scope, &slot, of);
    manager->base.state = task ? TMR_GENERATOR_RUNS : TMR_GENERATOR_ENDED;
    if (!task) /* the scope is cancelled */
        return slot;
    manager->base.root.parent = &task->root;
    manager->base.task = task;
    frame->parent = &manager->base.root; /* beneath it */
    tamer_task_start(task, frame);
    tmr_fault_waits((struct tmr_task *)task);
    return slot;
}

tamer_step tamer_manager_entered__async(tamer_manager *manager)
{
    struct tmr_task *task = tmr_task_current();

    tmr_generator_check(&manager->base, "tamer_manager_entered");
    if (tmr_task_cancelled(task))
        return (tamer_step){TAMER_UNWIND, tmr_cancel_error()};
    if (has_lent(manager))
        return tamer_done(1);
    if (manager->base.state != TMR_GENERATOR_RUNS)
        return tamer_done(0);
    task->value = (uint64_t)(uintptr_t)manager;
    return (tamer_step){tmr_wait(&manager->waiters, TMR_WAIT_ENTERED), 0};
}

TMR_WRAPPERS(bool, tamer_with_begin_, 1, tamer_manager *, manager);
TMR_WRAPPERS(bool, tamer_manager_entered, 1, tamer_manager *, manager);
