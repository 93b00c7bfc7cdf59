/* SPDX-License-Identifier: BSD-3-Clause */
/* The scopes of the abstract machine. */
#include "model.h"

static void move(struct model *model, unsigned scope, enum event event, enum guard guard)
{
    if (!table_move(MACHINE_SCOPE, &model->scope[scope].state, event, guard))
        model->broken = "a scope's transition";
}

static const struct options *options_of(const struct model *model, unsigned scope)
{
    return &model->program->options[scope];
}

bool scope_is_cancelled(const struct model *model, unsigned scope)
{
    unsigned state = scope == NOBODY ? SCOPE_OPEN : model->scope[scope].state;

    return state == SCOPE_CANCELLED || state == SCOPE_STOPPING;
}

static bool is_group(const struct model *model, unsigned scope)
{
    return model->scope[scope].owner == NOBODY;
}

bool scope_is_open(const struct model *model, unsigned scope)
{
    unsigned state = model->scope[scope].state;

    return state != SCOPE_NONE && state != SCOPE_LEFT;
}

/* The child of `parent` that was opened last before `order`; NOBODY: none. */
static unsigned child_before(const struct model *model, unsigned parent, unsigned order)
{
    unsigned found = NOBODY;

    for (unsigned s = 0; s < model->program->scopes; s++)
        if (scope_is_open(model, s) && model->scope[s].parent == parent &&
            model->scope[s].order < order &&
            (found == NOBODY || model->scope[s].order > model->scope[found].order))
            found = s;
    return found;
}

bool scope_is_busy(const struct model *model, unsigned scope)
{
    if (model->scope[scope].pending > 0)
        return true;
    for (unsigned s = 0; s < model->program->scopes; s++)
        if (scope_is_open(model, s) && model->scope[s].parent == scope && is_group(model, s) &&
            scope_is_busy(model, s))
            return true;
    return false;
}

bool scope_supervises(const struct model *model, unsigned scope)
{
    return scope != NOBODY && (options_of(model, scope)->on_error == ERROR_IGNORE ||
                               options_of(model, scope)->on_error == ERROR_HANDLER);
}

/* ---- cancelling ---- */

/* The task of `scope` that was scheduled next behind `order`; NOBODY: none. */
static unsigned task_after(const struct model *model, unsigned scope, unsigned order)
{
    unsigned found = NOBODY;

    for (unsigned t = 0; t < model->program->tasks; t++)
        if (model->task[t].state != TASK_NONE && model->task[t].scope == scope &&
            model->task[t].order > order &&
            (found == NOBODY || model->task[t].order < model->task[found].order))
            found = t;
    return found;
}

static void hit(struct model *model, unsigned scope, enum event event, enum guard guard,
                unsigned reason);

static void interrupt(struct model *model, unsigned task)
{
    const struct model_task *self = &model->task[task];
    bool waits = self->state == TASK_WAITING;

    if (self->state == TASK_OVER)
        return;
    model_move_task(model, task, EV_INTERRUPT, self->cleaning ? IF_SHIELDED : IF_ALWAYS);
    if (waits && self->state == TASK_READY)
        model_queue(model, task);
}

/* It has been cancelled: its body, its tasks, and what was opened below it. */
static void interrupt_all(struct model *model, unsigned scope)
{
    unsigned owner = model->scope[scope].owner, t, s;

    model->scope[scope].was_cancelled = true;
    if (owner != NOBODY && model_innermost(model, owner) == scope)
        interrupt(model, owner);
    for (t = task_after(model, scope, 0); t != NOBODY;
         t = task_after(model, scope, model->task[t].order))
        if (model_innermost(model, t) == scope)
            interrupt(model, t);
    for (s = child_before(model, scope, NOBODY); s != NOBODY;
         s = child_before(model, scope, model->scope[s].order))
        if (!model->scope[s].shield)
            hit(model, s, EV_CANCEL, IF_ALWAYS, model->scope[s].state == SCOPE_ENDING ? 6 : 9);
}

/* reason: the rule by which that cancels it. */
static void hit(struct model *model, unsigned scope, enum event event, enum guard guard,
                unsigned reason)
{
    bool before = scope_is_cancelled(model, scope);

    move(model, scope, event, guard);
    if (before || !scope_is_cancelled(model, scope))
        return;
    model->scope[scope].reason = (uint8_t)reason;
    interrupt_all(model, scope);
}

void scope_cancel(struct model *model, unsigned scope)
{
    hit(model, scope, EV_CANCEL, IF_ALWAYS, 9);
}

void scope_deadline(struct model *model, unsigned scope)
{
    struct model_scope *self = &model->scope[scope];

    self->timer = false;
    self->timed_out = !scope_is_cancelled(model, scope);
    hit(model, scope, EV_DEADLINE, IF_ALWAYS, RULE_OPTIONS);
}

void scope_body_fails(struct model *model, unsigned scope)
{
    bool goes_on = options_of(model, scope)->on_error == ERROR_CONTINUE;

    hit(model, scope, EV_BODY_FAILS, goes_on ? IF_CONTINUE : IF_ALWAYS, 4);
}

/* ---- from opening to leaving ---- */

void scope_open(struct model *model, unsigned scope, unsigned owner, unsigned parent)
{
    const struct options *options = options_of(model, scope);
    struct model_scope *self = &model->scope[scope];
    bool reached =
        owner == NOBODY ? scope_is_cancelled(model, parent) : model_reached(model, owner);

    *self = (struct model_scope){.owner = (uint8_t)owner,
                                 .parent = (uint8_t)parent,
                                 .order = ++model->clock,
                                 .shield = options->shield};
    self->was_cancelled = reached && !options->shield;
    self->reason = 9;
    move(model, scope, EV_OPENED, reached && !options->shield ? IF_OPENER_REACHED : IF_ALWAYS);
    self->timer = options->on_timeout != TIME_NONE && options->time > model->now;
}

/* The one of those who close the group that came last; NOBODY: none. */
static unsigned closer_of(const struct model *model, unsigned group)
{
    unsigned found = NOBODY;

    for (unsigned t = 0; t < model->program->tasks; t++)
        if (model->task[t].closes == group &&
            (found == NOBODY || model->task[t].since > model->task[found].since))
            found = t;
    return found;
}

/* Nothing, if it waits no more: it will look. */
static void wake_closer(struct model *model, unsigned task)
{
    if (model->task[task].state != TASK_WAITING)
        return;
    model_move_task(model, task, EV_ANSWER, IF_ALWAYS);
    model_queue(model, task);
}

/* Whoever waits for the end of this scope, or of one above it whose group it is. */
static void emptied(struct model *model, unsigned scope)
{
    for (;; scope = model->scope[scope].parent) {
        const struct model_scope *self = &model->scope[scope];
        bool ends = self->state == SCOPE_ENDING || self->state == SCOPE_STOPPING;

        if (is_group(model, scope)) {
            if (ends && !scope_is_busy(model, scope) && closer_of(model, scope) != NOBODY)
                wake_closer(model, closer_of(model, scope));
            continue;
        }
        if (ends && !scope_is_busy(model, scope) && model->task[self->owner].state == TASK_ENDING) {
            model_move_task(model, self->owner, EV_EMPTIED, IF_ALWAYS);
            model_queue(model, self->owner);
        }
        return;
    }
}

static void task_fails(struct model *model, unsigned scope)
{
    bool cancels = options_of(model, scope)->on_error == ERROR_CANCEL;

    hit(model, scope, EV_TASK_FAILS, cancels ? IF_ERROR_CANCELS : IF_ALWAYS, 4);
}

void scope_task_ended(struct model *model, unsigned scope, bool failed)
{
    if (scope == NOBODY)
        return;
    if (failed)
        task_fails(model, scope);
    if (--model->scope[scope].pending == 0)
        emptied(model, scope);
}

bool scope_end(struct model *model, unsigned scope)
{
    bool waits = options_of(model, scope)->exit == EXIT_WAIT;
    bool before = scope_is_cancelled(model, scope);

    if (!scope_is_busy(model, scope)) {
        move(model, scope, EV_END, IF_EMPTY);
        return true;
    }
    move(model, scope, EV_END, waits ? IF_EXIT_WAIT : IF_ALWAYS);
    if (!before && scope_is_cancelled(model, scope)) {
        model->scope[scope].reason = RULE_OPTIONS;
        interrupt_all(model, scope);
    }
    return false;
}

/* Of its tasks, in scheduling order. They are received now. */
static struct causes unreceived(struct model *model, unsigned scope)
{
    struct causes causes = {0};
    unsigned t;

    for (t = task_after(model, scope, 0); t != NOBODY;
         t = task_after(model, scope, model->task[t].order)) {
        if (model->task[t].unreceived)
            causes_join(&causes, &model->task[t].error);
        model->task[t].unreceived = false;
    }
    return causes;
}

static unsigned unawaited(const struct model *model, unsigned scope)
{
    unsigned count = 0, t;

    for (t = task_after(model, scope, 0); t != NOBODY;
         t = task_after(model, scope, model->task[t].order))
        count += !model->task[t].awaited;
    return count;
}

/* What is cancelled is not the scope's own doing. */
static bool is_cancelled_above(const struct model *model, unsigned scope)
{
    const struct model_scope *self = &model->scope[scope];

    if (is_group(model, scope))
        return model->scope[self->parent].was_cancelled && !self->shield;
    return model_reached(model, self->owner);
}

bool group_close(struct model *model, unsigned group, bool cancels)
{
    if (cancels)
        scope_cancel(model, group);
    return scope_end(model, group);
}

/* Its event is in the tables: it has ended by itself, or with its parent. */
struct causes group_finish(struct model *model, unsigned group, enum event event)
{
    struct causes causes;
    unsigned closer;

    if (scope_is_open(model, group))
        move(model, group, event, IF_EMPTY);
    causes = scope_finish(model, group);
    while ((closer = closer_of(model, group)) != NOBODY) {
        model->task[closer].closes = NOBODY;
        wake_closer(model, closer);
    }
    return causes;
}

static struct causes groups_finish(struct model *model, unsigned scope)
{
    struct causes causes = {0};

    for (unsigned order = 0;;) {
        unsigned next = NOBODY;

        for (unsigned s = 0; s < model->program->scopes; s++)
            if (scope_is_open(model, s) && model->scope[s].parent == scope &&
                model->scope[s].order > order &&
                (next == NOBODY || model->scope[s].order < model->scope[next].order))
                next = s;
        if (next == NOBODY)
            return causes;
        order = model->scope[next].order;
        model->scope[next].with_parent = true;
        struct causes more = group_finish(model, next, EV_END);
        causes_join(&causes, &more);
    }
}

/* The owner's stack is already as it was before the scope. */
struct causes scope_finish(struct model *model, unsigned scope)
{
    const struct options *options = options_of(model, scope);
    struct model_scope *self = &model->scope[scope];
    struct causes causes = self->body, tasks = unreceived(model, scope), groups, none = {0};
    unsigned count;

    if (!scope_supervises(model, scope)) {
        causes_join(&causes, &tasks);
        tasks.count = 0;
    }
    groups = groups_finish(model, scope);
    causes_join(&causes, &groups);
    if (self->timed_out && options->on_timeout == TIME_RAISE)
        causes_add(&causes, CAUSE_TIMEOUT + scope);
    count = unawaited(model, scope);
    if (options->exit == EXIT_RAISE && count > 0 && !is_cancelled_above(model, scope))
        causes_add(&causes, CAUSE_UNWAITED + count);
    if (tasks.count > 0 && options->on_error == ERROR_HANDLER)
        model_see(model, SEEN_HANDLED, scope, 0, &tasks);
    self->stored = options->stores ? causes : none;
    return options->stores ? none : causes;
}

void scope_see_left(struct model *model, unsigned scope)
{
    for (unsigned s = 0; s < model->program->scopes; s++)
        if (model->scope[s].with_parent && model->scope[s].parent == scope)
            model_see(model, SEEN_LEFT, s, 0, &model->scope[s].stored);
    if (model->scope[scope].timed_out && !is_group(model, scope))
        model_see(model, SEEN_TIMED_OUT, scope, 0, NULL);
    model_see(model, SEEN_LEFT, scope, 0, &model->scope[scope].stored);
}
