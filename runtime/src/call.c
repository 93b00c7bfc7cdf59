/* SPDX-License-Identifier: BSD-3-Clause */
#include "call.h"

#include "error.h"
#include "fault.h"
#include "jump.h"
#include "options.h"

/* Whether a tamed function runs beneath the plain code of `segment`. */
static bool is_above_tamed(const tamer_call *segment)
{
    return segment->prev || tamer_this.current != &tmr_this_loop->root.head;
}

void tmr_call_floor(tamer_call *call)
{
    if (call->prev && call->prev->scopes)
        call->floor = call->prev->scopes->floor;
    else
        call->floor = ++tmr_this_loop->floors;
}

static bool is_cancelled(const tamer_call *segment)
{
    const struct tmr_loop *loop = tmr_this_loop;

    if (segment->scopes)
        return segment->scopes->cancelled;
    return segment == &loop->bottom && loop->root_scope.cancelled;
}

void tmr_call_update_skip(tamer_call *segment)
{
    bool skip = is_cancelled(segment);
    const struct tamer_catcher *catcher;
    const tamer_scope *scope;

    for (catcher = segment->catchers; catcher && !skip; catcher = catcher->prev)
        skip = catcher->error != NULL;
    for (scope = segment->scopes; scope && !skip; scope = scope->outer_plain)
        skip = scope->body_error != NULL;
    segment->skip = skip;
    segment->busy = segment->scopes || segment->catchers;
}

/* ---- entering and leaving ---- */

bool tamer_call_enter(tamer_call *call)
{
    tamer_call *prev = tamer_this.call;

    if (__builtin_expect(!prev, 0)) {
        tmr_loop();
        prev = tamer_this.call;
    }
    if (__builtin_expect(prev->skip, 0))
        return false;
    *call = (tamer_call){.prev = prev};
    tamer_this.call = call;
    return true;
}

uint64_t tamer_call_end(tamer_call *call, tamer_step step, const tamer_point *at)
{
    if (__builtin_expect(step.frame != NULL, 0))
        return tamer_call_finish(call, step, at);
    tamer_call_leave(call);
    return step.value;
}

/* ---- blocking ---- */

static tamer_step blocked_resume(tamer_frame *frame, uint64_t value)
{
    struct tmr_blocked *blocked = (struct tmr_blocked *)frame;

    blocked->ended = (tamer_step){NULL, value};
    blocked->done = true;
    tmr_ready_stop(&tmr_this_loop->ready);
    return (tamer_step){NULL, 0};
}

static tamer_step blocked_unwind(tamer_frame *frame, uint64_t error)
{
    struct tmr_blocked *blocked = (struct tmr_blocked *)frame;

    blocked->ended = (tamer_step){TAMER_UNWIND, error};
    blocked->done = true;
    tmr_ready_stop(&tmr_this_loop->ready);
    return (tamer_step){NULL, 0};
}

static const tamer_point blocked_point = {.resume = blocked_resume,
                                          .unwind = blocked_unwind,
                                          .function = "plain code",
                                          .file = "libtamer",
                                          .index = 1};

tamer_step tmr_call_block(tamer_call *call, tamer_step step, const tamer_point *at)
{
    struct tmr_loop *loop = tmr_this_loop;
    struct tmr_blocked blocked = {.frame = {.point = &blocked_point},
                                  .call = call,
                                  .task = tmr_task_current(),
                                  .at = at,
                                  .nested = is_above_tamed(call->prev)};
    struct tmr_turns *turns;

    tmr_task_settle();
    if (call->floor == 0)
        tmr_call_floor(call);
    blocked.floor = call->floor;
    blocked.held_from = loop->held_end;
    step.frame->parent = &blocked.frame;
    blocked.outer = loop->blocked;
    loop->blocked = &blocked;
    turns = tmr_jump_turns_begin(&blocked);
    tmr_fault_waits(blocked.task);
    tmr_loop_run(loop, &blocked);
    tmr_fault_returns();
    loop->blocked = blocked.outer;
    tmr_jump_turns_end(turns);
    tmr_loop_release(loop, blocked.held_from);
    tamer_this.current = &blocked.task->head;
    return blocked.ended;
}

uint64_t tamer_call_finish(tamer_call *call, tamer_step step, const tamer_point *at)
{
    if (step.frame != TAMER_UNWIND)
        step = tmr_call_block(call, step, at);
    tamer_this.call = call->prev;
    if (step.frame == NULL)
        return step.value;
    if (step.value)
        tmr_call_deliver(call->prev, tmr_error_of(step.value));
    return 0;
}

/* ---- errors in plain code ---- */

static bool has_receiver(const tamer_call *segment)
{
    const tamer_scope *scope;

    if (segment->catchers)
        return true;
    for (scope = segment->scopes; scope; scope = scope->outer_plain)
        if (scope->error_out)
            return true;
    return false;
}

void tmr_call_deliver(tamer_call *segment, tamer_error *error)
{
    tamer_scope *scope = segment->scopes;
    struct tamer_catcher *catcher = segment->catchers;

    if (!has_receiver(segment)) {
        if (tmr_fault_receives(error))
            return;
        tmr_error_uncaught(error);
    }
    if (!scope || scope->catchers != catcher) { /* the catcher is inside the scope */
        catcher->error = tmr_error_join(catcher->error, error);
    } else {
        scope->body_error = tmr_error_join(scope->body_error, error);
        tmr_scope_body_failed(scope);
    }
    tmr_call_update_skip(segment);
}

void tamer_catch_open_(tamer_catcher *catcher)
{
    tamer_call *segment;

    tmr_loop();
    segment = tamer_this.call;
    catcher->prev = segment->catchers;
    catcher->error = NULL;
    segment->catchers = catcher;
    segment->busy = true;
}

bool tamer_catch_close_(tamer_error **ret_error)
{
    tamer_call *segment = tamer_this.call;
    struct tamer_catcher *catcher = segment->catchers;
    tamer_error *error = catcher->error;

    segment->catchers = catcher->prev;
    tmr_call_update_skip(segment);
    return tamer_catch_take(ret_error, tmr_error_value(error));
}

/* ---- scopes in plain code ---- */

tamer_scope *tamer_scope_open_(const char *name, const char *file, unsigned line,
                               const char *function, const tamer_scope_options *options)
{
    struct tmr_loop *loop = tmr_loop();
    tamer_call *segment = tamer_this.call;
    tamer_point at = {.function = function, .file = file, .line = line, .index = 1};
    tamer_scope *scope;

    tmr_options_check(options, "TAMER_SCOPE", &at);
    scope = tmr_scope_new(NULL, name, options);
    scope->own = at;
    scope->at = &scope->own;
    scope->call = segment;
    scope->outer_plain = segment->scopes;
    scope->catchers = segment->catchers;
    scope->floor = segment->scopes ? segment->scopes->floor : ++loop->floors;
    segment->scopes = scope;
    tmr_call_update_skip(segment);
    return scope;
}

void tamer_scope_close_(tamer_scope **scope)
{
    tamer_call call = {.prev = tamer_this.call};
    tamer_point at = (*scope)->own;
    tamer_step step;

    tamer_this.call = &call;
    step = tamer_scope_leave__async(*scope, (tamer_step){NULL, 0});
    if (step.frame)
        tamer_call_finish(&call, step, &at);
    else
        tamer_call_leave(&call);
    *scope = NULL;
}
