/* SPDX-License-Identifier: BSD-3-Clause */
/* How the tasks of the abstract machine wait, leave and end. */
#include "model.h"

void model_see(struct model *model, enum seen kind, unsigned who, unsigned more,
               const struct causes *causes)
{
    unsigned cancelled = 0;

    for (unsigned s = 0; s < model->program->scopes && kind != SEEN_HANDLED; s++)
        cancelled |= (unsigned)scope_is_cancelled(model, s) << s;
    trace_add(&model->trace, kind, cancelled, who, more, causes);
}

void model_log(struct model *model, enum seen kind, unsigned task, unsigned more)
{
    model_see(model, kind, task, more, NULL);
}

void model_move_task(struct model *model, unsigned task, enum event event, enum guard guard)
{
    if (!table_move(MACHINE_TASK, &model->task[task].state, event, guard))
        model->broken = "a task's transition";
}

void model_move_result(struct model *model, unsigned task, enum event event, enum guard guard)
{
    if (!table_move(MACHINE_RESULT, &model->task[task].result, event, guard))
        model->broken = "a result's transition";
}

void model_queue(struct model *model, unsigned task)
{
    model->queue[model->queued++] = (uint8_t)task;
}

unsigned model_innermost(const struct model *model, unsigned task)
{
    const struct model_task *self = &model->task[task];

    for (unsigned i = self->depth; i > 0; i--)
        if (self->stack[i - 1].kind == ENTRY_SCOPE)
            return self->stack[i - 1].what;
    return self->scope;
}

/* Whether a cancellation has come to it, and it is not in a clean-up. */
bool model_reached(const struct model *model, unsigned task)
{
    const struct model_task *self = &model->task[task];
    unsigned scope = model_innermost(model, task);

    if (self->cleaning)
        return false;
    return scope_is_cancelled(model, scope) || (self->stopped && scope == self->scope);
}

/* ---- ending ---- */

/* Whether somebody waits for the task's result to take it. */
static bool has_receiver(const struct model *model, unsigned task)
{
    for (unsigned t = 0; t < model->program->tasks; t++)
        if (model->task[t].state == TASK_WAITING && model->task[t].on == task &&
            model->task[t].receives)
            return true;
    return false;
}

/* Those who wait for the task go on, in the order of coming. */
static void answer_all(struct model *model, unsigned task)
{
    for (;;) {
        struct model_task *first = NULL;

        for (unsigned t = 0; t < model->program->tasks; t++) {
            struct model_task *other = &model->task[t];

            if (other->state == TASK_WAITING && other->on == task &&
                (!first || other->since < first->since))
                first = other;
        }
        if (!first)
            return;
        first->answered = true;
        model_move_task(model, (unsigned)(first - model->task), EV_ANSWER, IF_ALWAYS);
        model_queue(model, (unsigned)(first - model->task));
    }
}

static void fail(struct model *model, unsigned task)
{
    struct model_task *self = &model->task[task];
    bool taken = scope_supervises(model, self->scope) && !has_receiver(model, task);

    model_move_result(model, task, EV_RAISE, IF_ALWAYS);
    self->unreceived = !taken && self->scope != NOBODY;
    answer_all(model, task);
    if (taken && model->program->options[self->scope].on_error == ERROR_HANDLER)
        model_see(model, SEEN_HANDLED, self->scope, 0, &self->error);
    scope_task_ended(model, self->scope, !taken);
}

void task_finish(struct model *model, unsigned task)
{
    struct model_task *self = &model->task[task];
    enum leaving how = self->leaving;
    enum event event = how == LEAVE_RETURN ? EV_RETURN : how == LEAVE_ERROR ? EV_RAISE : EV_UNWIND;

    if (self->state == TASK_NEW)
        model_move_task(model, task, EV_TURN, IF_REACHED);
    else
        model_move_task(model, task, event, IF_ALWAYS);
    if (event == EV_RAISE) {
        fail(model, task);
        return;
    }
    model_move_result(model, task, event, IF_ALWAYS);
    answer_all(model, task);
    scope_task_ended(model, self->scope, false);
}

/* ---- leaving what is on the stack ---- */

/* In plain code an error goes to the innermost scope at once, and the code goes on. */
static void raise_in_plain(struct model *model, unsigned task, const struct causes *causes)
{
    struct model_task *self = &model->task[task];
    unsigned scope = model_innermost(model, task);

    if (scope == NOBODY) {
        causes_join(&self->error, causes);
        return;
    }
    causes_join(&model->scope[scope].body, causes);
    scope_body_fails(model, scope);
}

bool model_is_plain(const struct model *model, unsigned task)
{
    return model->program->plain && task == 0;
}

bool model_skips(const struct model *model, unsigned task)
{
    const struct model_task *self = &model->task[task];
    bool failed = self->error.count > 0;

    if (!model_is_plain(model, task))
        return false;
    for (unsigned i = 0; i < self->depth; i++)
        failed = failed || model->scope[self->stack[i].what].body.count > 0;
    return failed || model_reached(model, task);
}

void task_raise(struct model *model, unsigned task, const struct causes *causes)
{
    struct model_task *self = &model->task[task];

    if (model_is_plain(model, task)) {
        raise_in_plain(model, task, causes);
        return;
    }
    if (self->leaving == LEAVE_ERROR)
        causes_join(&self->error, causes);
    else
        self->error = *causes;
    self->leaving = LEAVE_ERROR;
}

void task_raise_one(struct model *model, unsigned task, unsigned cause)
{
    task_raise(model, task, &(struct causes){1, {(uint8_t)cause}});
}

/* Behind the block; what the scope raised has been seen to. */
static void go_on_behind(struct model *model, unsigned task, const struct entry *entry)
{
    struct model_task *self = &model->task[task];

    self->leaving = LEAVE_NOT;
    self->pc = entry->after;
    model_log(model, SEEN_WENT_ON, task, entry->what);
}

void task_leave_scope(struct model *model, unsigned task)
{
    struct model_task *self = &model->task[task];
    struct entry entry = self->stack[--self->depth];
    struct causes causes = scope_finish(model, entry.what);

    if (model_is_plain(model, task)) {
        if (causes.count > 0)
            raise_in_plain(model, task, &causes);
        scope_see_left(model, entry.what);
        go_on_behind(model, task, &entry);
        return;
    }
    scope_see_left(model, entry.what);
    self->error.count = 0;
    if (causes.count > 0) {
        self->leaving = LEAVE_NOT;
        task_raise(model, task, &causes);
    } else if (model_reached(model, task)) {
        self->leaving = LEAVE_CANCEL;
    } else if (self->leaving != LEAVE_RETURN) {
        go_on_behind(model, task, &entry);
    }
}

/* The body of the scope on top has come to its end. */
static void end_body(struct model *model, unsigned task)
{
    struct model_task *self = &model->task[task];
    unsigned scope = self->stack[self->depth - 1].what;

    if (self->leaving == LEAVE_ERROR) {
        model->scope[scope].body = self->error;
        scope_body_fails(model, scope);
    } else if (self->leaving == LEAVE_CANCEL) {
        scope_cancel(model, scope);
    }
    if (scope_end(model, scope)) {
        model_move_task(model, task, EV_END, IF_EMPTY);
        task_leave_scope(model, task);
    } else {
        model_move_task(model, task, EV_END, IF_ALWAYS);
    }
}

void task_wait(struct model *model, unsigned task, unsigned on, bool receives)
{
    struct model_task *self = &model->task[task];

    self->on = (uint8_t)on;
    self->closes = NOBODY;
    self->receives = receives;
    self->answered = false;
    self->since = ++model->clock;
    model_move_task(model, task, EV_WAIT, IF_ALWAYS);
}

void task_yield(struct model *model, unsigned task)
{
    model->task[task].answered = false;
    model_move_task(model, task, EV_YIELD, IF_ALWAYS);
    model_queue(model, task);
}

void task_end_cleanup(struct model *model, unsigned task, unsigned cause)
{
    struct model_task *self = &model->task[task];

    if (cause)
        task_raise_one(model, task, cause);
    else
        model_log(model, SEEN_CLEANED, task, self->stack[self->depth - 1].what);
    self->cleaning = false;
    self->depth--;
}

/* Gate 1 is what clean-ups wait for. */
static void begin_cleanup(struct model *model, unsigned task)
{
    struct model_task *self = &model->task[task];
    unsigned kind = self->stack[self->depth - 1].what;

    self->cleaning = true;
    model_log(model, SEEN_CLEANING, task, kind);
    if (kind == CLEAN_YIELD)
        task_yield(model, task);
    else if (kind == CLEAN_WAIT && model->gate[1] == 0)
        task_wait(model, task, NOBODY, true);
    else
        task_end_cleanup(model, task,
                         kind == CLEAN_RAISE                         ? CAUSE_CLEANUP + task
                         : kind == CLEAN_WAIT && model->gate[1] == 2 ? CAUSE_GATE + 1
                                                                     : 0);
}

void task_leave_top(struct model *model, unsigned task)
{
    struct model_task *self = &model->task[task];

    if (self->depth == 0) {
        model_log(model, SEEN_GONE, task, 0);
        task_finish(model, task);
    } else if (self->stack[self->depth - 1].kind == ENTRY_SCOPE) {
        end_body(model, task);
    } else {
        begin_cleanup(model, task);
    }
}
