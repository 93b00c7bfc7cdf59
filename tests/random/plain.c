/* SPDX-License-Identifier: BSD-3-Clause */
#include "plain.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct sim_target *targets; /* innermost first */
static struct sim_guard *guards;   /* innermost first */
static tamer_scope *scopes;        /* the innermost of the task that runs */
int sim_shields;

/* ---- errors ---- */

tamer_error *sim_error(int code, const char *format, ...)
{
    tamer_error *error = calloc(1, sizeof *error);
    va_list arguments;

    if (!error)
        abort();
    *error = (tamer_error){.code = code, .count = 1, .codes = (unsigned)code};
    va_start(arguments, format);
    vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    return error;
}

static tamer_error *copy_of(const tamer_error *error)
{
    tamer_error *copy = sim_error(error->code, "%s", error->message);

    copy->count = error->count;
    copy->codes = error->codes;
    return copy;
}

/* Takes both; either may be NULL. */
static tamer_error *join(tamer_error *first, tamer_error *second)
{
    if (!first || !second)
        return first ? first : second;
    first->count += second->count;
    first->codes += second->codes;
    free(second);
    return first;
}

int tamer_error_code(const tamer_error *error)
{
    return error ? error->code : 0;
}

const char *tamer_error_message(const tamer_error *error)
{
    return error ? error->message : "";
}

size_t tamer_error_count(const tamer_error *error)
{
    return error ? error->count : 0;
}

void tamer_error_clear(tamer_error **error)
{
    free(*error);
    *error = NULL;
}

/* ---- leaving ---- */

static _Noreturn void unwind(int kind, tamer_error *error)
{
    struct sim_target *target = targets;

    while (kind == SIM_CANCEL && target && !target->is_scope)
        target = target->outer;
    if (!target)
        abort();
    target->kind = kind;
    target->error = error;
    targets = target;
    while (guards != target->guards)
        sim_guard_close(guards);
    longjmp(target->jump, 1);
}

void sim_raise(tamer_error *error)
{
    unwind(SIM_ERROR, error);
}

void sim_cancel_point(void)
{
    if (scopes && scopes->cancelled && sim_shields == 0)
        unwind(SIM_CANCEL, NULL);
}

void sim_enter(struct sim_target *target)
{
    memset(target, 0, sizeof *target);
    target->outer = targets;
    target->guards = guards;
    target->scope = scopes;
    target->shields = sim_shields;
    targets = target;
}

void sim_leave(struct sim_target *target)
{
    targets = target->outer;
    scopes = target->scope;
    sim_shields = target->shields;
}

bool sim_caught(struct sim_target *target, tamer_error **ret_error)
{
    sim_leave(target);
    if (!ret_error) {
        free(target->error);
        return true;
    }
    tamer_error_clear(ret_error);
    *ret_error = target->error;
    return true;
}

/* ---- defers ---- */

struct sim_guard *sim_guard_open(struct sim_guard *guard, void (*run)(void *), void *argument)
{
    *guard = (struct sim_guard){guards, run, argument};
    guards = guard;
    return guard;
}

void sim_guard_close(struct sim_guard *guard)
{
    guards = guard->outer;
    guard->run(guard->argument);
}

/* ---- scopes ---- */

tamer_scope *sim_scope_open(tamer_scope *scope, const tamer_scope_options *options)
{
    *scope = (tamer_scope){.parent = scopes, .error_out = options->error};
    scope->end = &scope->first;
    scope->shield = options->shield || sim_shields > 0;
    scope->timed_out = options->timeout < 0;
    scope->cancelled = scope->timed_out || (scopes && scopes->cancelled && !scope->shield);
    sim_enter(&scope->target);
    scope->target.is_scope = true;
    if (scope->timed_out && scopes && scopes->cancelled && !scope->shield)
        scope->timed_out = false; /* it was cancelled before its time was over */
    scopes = scope;
    sim_shields = 0;
    return scope;
}

void sim_scope_close(tamer_scope *scope)
{
    tamer_error *error = scope->target.error;
    bool outer_cancelled;

    sim_leave(&scope->target);
    outer_cancelled = scopes && scopes->cancelled && sim_shields == 0;
    for (tamer_delayed *each = scope->first; each; each = each->next)
        if (each->state == TAMER_FAILED && !each->received)
            error = join(error, copy_of(each->error));
    if (scope->timed_out)
        error = join(error, sim_error(ETIMEDOUT, "time"));
    if (error && scope->error_out) {
        tamer_error_clear(scope->error_out);
        *scope->error_out = error;
        error = NULL;
    }
    if (error)
        unwind(SIM_ERROR, error);
    if (outer_cancelled)
        unwind(SIM_CANCEL, NULL);
}

/* Scopes that were opened under it in this task, too. */
void tamer_cancel(tamer_scope *scope)
{
    for (tamer_scope *each = scopes; each; each = each->parent) {
        bool inside = true;

        for (tamer_scope *at = each; at != scope; at = at->parent)
            if (at->shield) {
                inside = false;
                break;
            }
        if (inside)
            each->cancelled = true;
        if (each == scope)
            break;
    }
}

bool tamer_scope_cancelled(const tamer_scope *scope)
{
    return scope->cancelled;
}

enum tamer_state tamer_delayed_state(const tamer_delayed *delayed)
{
    return delayed->state;
}

void tamer_delayed_clear(tamer_delayed *delayed)
{
    (void)delayed;
}

/* ---- tasks ---- */

bool sim_task_begin(tamer_scope *scope, tamer_delayed *delayed, struct sim_target *target)
{
    *delayed = (tamer_delayed){.state = TAMER_PENDING};
    *scope->end = delayed;
    scope->end = &delayed->next;
    if (scope->cancelled) {
        delayed->state = TAMER_CANCELLED;
        return false;
    }
    sim_enter(target);
    target->is_scope = true;
    scopes = scope;
    sim_shields = 0;
    return true;
}

void sim_task_end(tamer_delayed *delayed, struct sim_target *target, bool failed)
{
    sim_leave(target);
    delayed->state = !failed                     ? TAMER_DONE
                     : target->kind == SIM_ERROR ? TAMER_FAILED
                                                 : TAMER_CANCELLED;
    delayed->error = failed ? target->error : NULL;
}

void sim_get(tamer_delayed *delayed)
{
    const tamer_error *error = delayed->error;

    sim_cancel_point();
    if (delayed->state == TAMER_CANCELLED)
        sim_raise(sim_error(ECANCELED, "the awaited task was cancelled"));
    if (delayed->state != TAMER_FAILED)
        return;
    delayed->received = true;
    sim_raise(copy_of(error));
}
