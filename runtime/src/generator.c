/* SPDX-License-Identifier: BSD-3-Clause */
#define TAMER_GIVE_BY_CALL 1
#include "generator.h"

#include <errno.h>
#include <stddef.h>

#include "error.h"
#include "loop.h"
#include "wrappers.h"

enum {
    NESTED_MOST = 64 /* generators that run on the C stack, one asked by the other */
};

/* What NAME__spawn reads of a scope. */
_Static_assert(offsetof(tamer_generator, no_loop) == offsetof(tamer_scope, loop) &&
                   offsetof(tamer_generator, door) == offsetof(tamer_scope, state) &&
                   offsetof(tamer_generator, slow) == offsetof(tamer_scope, slow),
               "a generator begins as a scope does");

TAMER_API tamer_step tamer_generator_next__async(tamer_generator *generator);
TAMER_API tamer_step tamer_generator_throw__async(tamer_generator *generator, tamer_error **thrown);
TAMER_API tamer_step tamer_generator_close__async(tamer_generator *generator);
TAMER_API tamer_step tamer_give___async(tamer_generator *generator);

static tamer_generator *of_root(tamer_frame *root)
{
    return (tamer_generator *)(void *)((char *)root - offsetof(tamer_generator, root));
}

static const char *kind_of(const tamer_generator *generator)
{
    return generator->flags & TMR_GENERATOR_MANAGER ? "manager" : "generator";
}

static tamer_step failed(tamer_error *error)
{
    return (tamer_step){TAMER_UNWIND, tmr_error_value(error)};
}

void tmr_generator_check(const tamer_generator *generator, const char *doing)
{
    if (generator->loop != tmr_this_loop)
        tmr_misuse(doing, "the %s belongs to another thread, or was never opened",
                   kind_of(generator));
}

/* ---- how its frames come back ---- */

/* They have ended with `step`: what the call comes to. */
static tamer_step outcome(const tamer_generator *generator, tamer_step step)
{
    if (step.frame == TAMER_UNWIND) {
        if (step.value == 0 && (generator->flags & TMR_GENERATOR_CLOSES))
            return tamer_done(0);
        return step;
    }
    if ((generator->flags & (TMR_GENERATOR_MANAGER | TMR_GENERATOR_LENT)) == TMR_GENERATOR_MANAGER)
        return failed(tmr_error_new(EPROTO, "the manager has ended without tamer_lend"));
    return tamer_done(0);
}

/* Nested, `leaf` keeps how they have ended: nobody goes on behind it any more. */
static tamer_step end(tamer_generator *generator, tamer_step step)
{
    tamer_frame *waiter = generator->root.parent;

    generator->state = TMR_GENERATOR_ENDED;
    step = outcome(generator, step);
    if (generator->flags & TMR_GENERATOR_WAITS)
        return (tamer_step){(tamer_frame *)((uintptr_t)waiter | (uintptr_t)step.frame), step.value};
    generator->leaf.parent = step.frame;
    generator->ended = step.value;
    return (tamer_step){NULL, 0};
}

static tamer_step root_resume(tamer_frame *root, uint64_t value)
{
    (void)value;
    return end(of_root(root), tamer_done(0));
}

static tamer_step root_unwind(tamer_frame *root, uint64_t error)
{
    return end(of_root(root), (tamer_step){TAMER_UNWIND, error});
}

static const tamer_point root_point =
    TMR_POINT_OF(tamer_generator_next, root_resume, root_unwind, 1, 0);

/* The task was queued to go on with it; the second: by an error, or by a cancellation. */
static tamer_step leaf_resume(tamer_frame *leaf, uint64_t value)
{
    return (tamer_step){leaf->parent, value};
}

static tamer_step leaf_throw(tamer_frame *leaf, uint64_t error)
{
    return (tamer_step){(tamer_frame *)((uintptr_t)leaf->parent | (uintptr_t)TAMER_UNWIND), error};
}

/* `unwind` is never run: nothing ends a wait that has been accepted. */
static const tamer_point leaf_point = TMR_POINT_OF(tamer_give, leaf_resume, leaf_throw, 2, 0);
static const tamer_point throw_point = TMR_POINT_OF(tamer_give, leaf_throw, leaf_throw, 3, 0);

/* The task goes on with `frame` and `value` at its turn, whatever happens meanwhile. */
static void accept(tamer_task *task, tamer_frame *frame, uint64_t value)
{
    task->root.parent = frame;
    tmr_task_queue((struct tmr_task *)task, value, 0);
    task->wait = TMR_WAIT_ACCEPTED;
}

/* ---- going on ---- */

/* The innermost call of the task's that blocks: the task can be continued under that one only. */
static const struct tmr_blocked *own_block(const tamer_task *task)
{
    const struct tmr_blocked *blocked = tmr_this_loop->blocked;

    while (blocked && &blocked->task->head != task)
        blocked = blocked->outer;
    return blocked;
}

/* The call that goes on with it waits from now on. */
static tamer_step wait_for(tamer_generator *generator)
{
    generator->flags |= TMR_GENERATOR_WAITS;
    generator->blocked = own_block(generator->task);
    return (tamer_step){&generator->root, 0};
}

static tamer_step run_later(tamer_generator *generator, bool throws, uint64_t error)
{
    generator->leaf.point = throws ? &throw_point : &leaf_point;
    accept(generator->task, &generator->leaf, error);
    return wait_for(generator);
}

/* What a call comes to that has gone on with it, on the C stack. */
static __attribute__((noinline)) tamer_step came_back(tamer_generator *generator)
{
    if (generator->state == TMR_GENERATOR_ENDED)
        return (tamer_step){generator->leaf.parent, generator->ended};
    return wait_for(generator);
}

/* More than one frame of it has to run. */
static __attribute__((noinline)) void trampoline(tamer_step step)
{
    do {
        if ((uintptr_t)step.frame & 1) {
            tamer_frame *frame = (tamer_frame *)((uintptr_t)step.frame - 1);

            step = frame->point->unwind(frame, step.value);
        } else {
            step = step.frame->point->resume(step.frame, step.value);
        }
    } while (step.frame);
}

/* It goes on as part of the current task. */
static inline void set_running(tamer_generator *generator, tamer_task *task)
{
    generator->state = TMR_GENERATOR_RUNS;
    generator->flags &= (tamer_u8)~TMR_GENERATOR_WAITS;
    generator->task = task;
    generator->scope = task->scope;
    generator->shields = task->shields;
    generator->segment = tamer_this.call;
}

tamer_step tmr_generator_run(tamer_generator *generator, bool throws, uint64_t error)
{
    tamer_frame *frame = generator->leaf.parent;

    set_running(generator, tamer_this.current);
    if (tamer_this.generators == NESTED_MOST)
        return run_later(generator, throws, error);
    tamer_this.generators++;
    trampoline((tamer_step){(tamer_frame *)((uintptr_t)frame | throws), error});
    tamer_this.generators--;
    return generator->state == TMR_GENERATOR_READY ? tamer_done(1) : came_back(generator);
}

static tamer_error *busy(const tamer_generator *generator)
{
    const tamer_point *at = generator->at;

    return tmr_error_new(EBUSY,
                         "the generator begun in %s (%s:%u) is at work on another call already",
                         at->function, at->file, (unsigned)at->line);
}

/* Why it cannot be asked now. */
static tamer_step not_ready(tamer_generator *generator)
{
    if (generator->state == TMR_GENERATOR_RUNS)
        return failed(busy(generator));
    if (generator->state == TMR_GENERATOR_OPEN)
        return failed(tmr_error_new(EINVAL, "the generator was opened, but not begun"));
    return tamer_done(0);
}

static __attribute__((noinline)) tamer_step next_slow(tamer_generator *generator)
{
    tmr_generator_check(generator, "tamer_generator_next");
    if (tmr_cancelled())
        return (tamer_step){TAMER_UNWIND, tmr_cancel_error()};
    if (generator->state != TMR_GENERATOR_READY)
        return not_ready(generator);
    return tmr_generator_run(generator, false, 0);
}

/* The usual way: one frame goes on, and gives again. */
tamer_step tamer_generator_next__async(tamer_generator *generator)
{
    tamer_thread *thread = &tamer_this;
    tamer_task *task = thread->current;
    tamer_frame *frame = generator->leaf.parent;
    tamer_step step;

    if (__builtin_expect(generator->loop != tmr_this_loop || (task->mark & TAMER_TASK_ALERT) ||
                             generator->state != TMR_GENERATOR_READY ||
                             thread->generators == NESTED_MOST,
                         0))
        return next_slow(generator);
    set_running(generator, task);
    thread->generators++;
    step = frame->point->resume(frame, 0);
    if (__builtin_expect(step.frame != NULL, 0))
        trampoline(step);
    thread->generators--;
    if (__builtin_expect(generator->state == TMR_GENERATOR_READY, 1))
        return tamer_done(1);
    return came_back(generator);
}

tamer_step tamer_generator_throw__async(tamer_generator *generator, tamer_error **thrown)
{
    tamer_error *error;

    tmr_generator_check(generator, "tamer_generator_throw");
    error = thrown ? tmr_error_take(thrown) : NULL;
    if (!error)
        return failed(tmr_error_new(EINVAL, "tamer_generator_throw: there is no error"));
    if (generator->state == TMR_GENERATOR_READY)
        return tmr_generator_run(generator, true, tmr_error_value(error));
    if (generator->state == TMR_GENERATOR_RUNS)
        return failed(tmr_error_join(error, tmr_error_of(not_ready(generator).value)));
    return failed(error);
}

tamer_step tmr_generator_close(tamer_generator *generator)
{
    if (generator->state == TMR_GENERATOR_RUNS)
        return not_ready(generator);
    if (generator->state != TMR_GENERATOR_READY) {
        generator->state = TMR_GENERATOR_NONE;
        return tamer_done(0);
    }
    generator->flags |= TMR_GENERATOR_CLOSES;
    return tmr_generator_run(generator, true, 0);
}

tamer_step tamer_generator_close__async(tamer_generator *generator)
{
    tmr_generator_check(generator, "tamer_generator_close");
    return tmr_generator_close(generator);
}

/* ---- giving ---- */

bool tmr_generator_is_run(const tamer_generator *generator)
{
    const struct tmr_blocked *blocked;

    if (generator->state != TMR_GENERATOR_RUNS || generator->task != tamer_this.current)
        return false;
    if (!(generator->flags & TMR_GENERATOR_WAITS))
        return generator->segment == tamer_this.call;
    blocked = tmr_this_loop->blocked;
    if (!blocked || blocked->call != tamer_this.call)
        return false;
    blocked = own_block(generator->task);
    return blocked == generator->blocked || (blocked && blocked->call == generator->segment);
}

tamer_step tmr_generator_stand(tamer_generator *generator)
{
    generator->state = TMR_GENERATOR_READY;
    if (generator->flags & TMR_GENERATOR_WAITS)
        accept(generator->task, generator->root.parent, 1);
    return (tamer_step){&generator->leaf, 0};
}

static __attribute__((noinline)) tamer_step give_refused(const tamer_generator *generator)
{
    if (generator->flags & TMR_GENERATOR_MANAGER)
        return failed(tmr_error_new(EINVAL, "tamer_give in a manager, which lends"));
    if (!tmr_generator_is_run(generator))
        return failed(tmr_error_new(
            EINVAL, "tamer_give outside of the generator: in a task of its own, below plain code, "
                    "or while nobody asks"));
    if (generator->flags & TMR_GENERATOR_CLOSES)
        return (tamer_step){TAMER_UNWIND, 0};
    return failed(tmr_error_new(
        EINVAL, "tamer_give inside a %s of the generator: give outside of it",
        generator->scope == tamer_this.current->scope ? "tamer_defer" : "TAMER_SCOPE"));
}

tamer_step tamer_give_slow(tamer_generator *generator)
{
    const tamer_task *task = tamer_this.current;

    if ((generator->flags & (TMR_GENERATOR_MANAGER | TMR_GENERATOR_CLOSES)) ||
        generator->scope != task->scope || generator->shields != task->shields ||
        !tmr_generator_is_run(generator))
        return give_refused(generator);
    return tmr_generator_stand(generator);
}

tamer_step tamer_give___async(tamer_generator *generator)
{
    return tamer_give_slow(generator);
}

/* ---- beginning ---- */

void tmr_generator_init(tamer_generator *generator, const tamer_point *at, unsigned flags)
{
    *generator = (tamer_generator){.head.spare = TAMER_NO_SPARE,
                                   .door = TMR_SCOPE_DOOR,
                                   .slow = TMR_SLOW_WATCHED,
                                   .state = TMR_GENERATOR_OPEN,
                                   .flags = (tamer_u8)flags,
                                   .root.point = &root_point,
                                   .leaf.point = &leaf_point,
                                   .loop = tmr_loop(),
                                   .at = at};
}

tamer_scope *tamer_generator_open(tamer_generator *generator)
{
    tmr_generator_init(generator, NULL, 0);
    return (tamer_scope *)(void *)generator;
}

void tmr_generator_begin(tamer_frame *frame, const tamer_point *at, tamer_scope *door,
                         const tamer_spawnable *of)
{
    tamer_generator *generator = (tamer_generator *)(void *)door;

    if (generator->state != TMR_GENERATOR_OPEN)
        tmr_misuse_at(of->point.function, at, "the %s has begun already", kind_of(generator));
    if (of->is_out)
        tmr_misuse_at(of->point.function, at, "a %s returns nothing, or what fits into 8 bytes",
                      kind_of(generator));
    frame->point = &of->point;
    frame->parent = &generator->root;
    generator->leaf.parent = frame;
    generator->state = TMR_GENERATOR_READY;
    if (!generator->at)
        generator->at = at;
}

TMR_WRAPPERS(bool, tamer_generator_next, 1, tamer_generator *, generator);
TMR_WRAPPERS(bool, tamer_generator_throw, 2, tamer_generator *, generator, tamer_error **, thrown);
TMR_WRAPPERS_VOID(tamer_generator_close, 1, tamer_generator *, generator);
