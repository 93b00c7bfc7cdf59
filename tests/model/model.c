/* SPDX-License-Identifier: BSD-3-Clause */
/* The steps of the tasks of the abstract machine, their turns, and what happens from outside. */
#include "model.h"

#include <string.h>

/* ---- steps ---- */

static void start(struct model *model, unsigned task)
{
    model_log(model, SEEN_START, task, 0);
}

static void run(struct model *model, unsigned task);

static void spawn(struct model *model, unsigned task, const struct step *step)
{
    struct model_task *child = &model->task[step->arg];
    unsigned scope = step->scope;
    bool cancelled = scope_is_cancelled(model, scope);
    bool eager = model->program->options[scope].eager;

    if (child->result != RESULT_NONE || !scope_is_open(model, scope))
        return;
    table_move(MACHINE_SCOPE, &model->scope[scope].state, EV_SCHEDULE, IF_ALWAYS);
    model_move_result(model, step->arg, EV_SCHEDULED, cancelled ? IF_SCOPE_CANCELLED : IF_ALWAYS);
    model_log(model, SEEN_SPAWNED, task, step->arg);
    if (cancelled)
        return;
    child->scope = (uint8_t)scope;
    child->order = ++model->clock;
    model->scope[scope].pending++;
    model_move_task(model, step->arg, EV_SCHEDULED, eager ? IF_EAGER : IF_ALWAYS);
    if (eager) {
        start(model, step->arg);
        run(model, step->arg);
    } else {
        model_queue(model, step->arg);
    }
}

static uint8_t behind_block(const struct program *program, unsigned task, unsigned pc)
{
    unsigned depth = 1;

    while (depth > 0) {
        pc++;
        if (program->script[task][pc].op == OP_OPEN)
            depth++;
        else if (program->script[task][pc].op == OP_CLOSE)
            depth--;
        else if (program->script[task][pc].op == OP_END)
            return (uint8_t)pc;
    }
    return (uint8_t)(pc + 1);
}

static void push(struct model_task *self, enum entry_kind kind, unsigned what, unsigned after)
{
    self->stack[self->depth++] = (struct entry){(uint8_t)kind, (uint8_t)what, (uint8_t)after};
}

static bool has_passed(const struct model *model, const struct options *options)
{
    return options->on_timeout != TIME_NONE && options->time <= model->now;
}

static void open_block(struct model *model, unsigned task, unsigned scope)
{
    struct model_task *self = &model->task[task];
    unsigned after = behind_block(model->program, task, self->pc - 1u);

    scope_open(model, scope, task, model_innermost(model, task));
    push(self, ENTRY_SCOPE, scope, after);
    if (has_passed(model, &model->program->options[scope]))
        scope_deadline(model, scope);
}

static void open_group(struct model *model, unsigned scope, unsigned parent)
{
    scope_open(model, scope, NOBODY, parent);
    if (has_passed(model, &model->program->options[scope]))
        scope_deadline(model, scope);
}

static void stop(struct model *model, unsigned task)
{
    struct model_task *self = &model->task[task];
    unsigned outermost = NOBODY;

    if (self->result != RESULT_PENDING || self->stopped)
        return;
    self->stopped = true;
    for (unsigned i = self->depth; i > 0; i--)
        if (self->stack[i - 1].kind == ENTRY_SCOPE)
            outermost = self->stack[i - 1].what;
    if (outermost != NOBODY) {
        if (!model->scope[outermost].shield)
            scope_cancel(model, outermost);
        return;
    }
    bool waits = self->state == TASK_WAITING;
    model_move_task(model, task, EV_INTERRUPT, self->cleaning ? IF_SHIELDED : IF_ALWAYS);
    if (waits && self->state == TASK_READY)
        model_queue(model, task);
}

/* The wait of the step before pc has ended with the answer. */
static void take_answer(struct model *model, unsigned task, const struct causes *answer)
{
    struct model_task *self = &model->task[task];
    const struct step *step = &model->program->script[task][self->pc - 1];
    bool catches = step->op == OP_TRY || step->op == OP_CATCH;

    if (step->op == OP_GET || step->op == OP_CATCH) {
        model->task[step->arg].unreceived = false;
        model->task[step->arg].awaited = true;
    }
    if (answer->count > 0 && !catches)
        task_raise(model, task, answer);
    else if (answer->count > 0)
        model_see(model, step->op == OP_TRY ? SEEN_CAUGHT : SEEN_REFUSED, task, step->arg, answer);
    else
        model_log(model,
                  step->op == OP_WAIT || step->op == OP_TRY        ? SEEN_PASSED
                  : step->op == OP_SETTLE || step->op == OP_FINISH ? SEEN_SETTLED
                  : step->op == OP_YIELD                           ? SEEN_SWITCHED
                                                                   : SEEN_GOT,
                  task, step->arg);
}

/* What a wait for it gives; of a gate, or of a result. */
static struct causes answer_of_gate(const struct model *model, unsigned gate)
{
    struct causes causes = {0};

    if (model->gate[gate] == 2)
        causes_add(&causes, CAUSE_GATE + gate);
    return causes;
}

static struct causes answer_of_task(const struct model *model, unsigned task)
{
    struct causes causes = {0};

    if (model->task[task].result == RESULT_FAILED)
        causes = model->task[task].error;
    else if (model->task[task].result == RESULT_CANCELLED)
        causes_add(&causes, CAUSE_CANCELLED);
    return causes;
}

static void unwind(struct model *model, unsigned task)
{
    if (model_is_plain(model, task)) /* the call gives zero */
        return;
    model->task[task].leaving = LEAVE_CANCEL;
    model->task[task].error.count = 0;
}

static void wait_for_gate(struct model *model, unsigned task, unsigned gate)
{
    struct causes answer = answer_of_gate(model, gate);

    if (model_reached(model, task)) {
        model_move_task(model, task, EV_WAIT, IF_REACHED);
        unwind(model, task);
    } else if (model->gate[gate] != 0) {
        model_move_task(model, task, EV_WAIT, IF_THERE);
        take_answer(model, task, &answer);
    } else {
        task_wait(model, task, NOBODY, true);
    }
}

static void wait_for_task(struct model *model, unsigned task, unsigned other, bool receives)
{
    struct causes answer = {0};

    if (model->task[other].result == RESULT_NONE)
        return;
    if (model_reached(model, task)) {
        model_move_task(model, task, EV_WAIT, IF_REACHED);
        unwind(model, task);
    } else if (model->task[other].result != RESULT_PENDING) {
        model_move_task(model, task, EV_WAIT, IF_THERE);
        if (receives)
            answer = answer_of_task(model, other);
        take_answer(model, task, &answer);
    } else {
        model->task[other].awaited = true;
        task_wait(model, task, other, receives);
    }
}

/* Waits even where it has been reached. */
static void finish_task(struct model *model, unsigned task, unsigned other)
{
    struct causes none = {0};

    if (model->task[other].result == RESULT_NONE)
        return;
    stop(model, other);
    if (model->task[other].result == RESULT_PENDING) {
        task_wait(model, task, other, false);
    } else if (model_reached(model, task)) {
        model_move_task(model, task, EV_WAIT, IF_REACHED);
        unwind(model, task);
    } else {
        model_move_task(model, task, EV_WAIT, IF_THERE);
        take_answer(model, task, &none);
    }
}

/* The group has ended, and this task has closed it or waited for that. */
static void closed(struct model *model, unsigned task, unsigned group, const struct causes *causes)
{
    scope_see_left(model, group);
    model->scope[group].stored.count = 0; /* who comes next finds nothing */
    if (causes->count > 0)
        task_raise(model, task, causes);
    else if (model_reached(model, task))
        unwind(model, task);
    else
        model_log(model, SEEN_SHUT, task, group);
}

static void close_step(struct model *model, unsigned task, const struct step *step)
{
    struct model_task *self = &model->task[task];
    unsigned group = step->arg;

    if (!scope_is_open(model, group))
        return;
    if (step->op == OP_KILL)
        scope_cancel(model, group);
    if (group_close(model, group, model_reached(model, task))) {
        struct causes causes = group_finish(model, group, EV_END);

        model_move_task(model, task, EV_WAIT, IF_THERE);
        closed(model, task, group, &causes);
    } else {
        task_wait(model, task, TASKS, false);
        self->closes = (uint8_t)group;
    }
}

static void yield_step(struct model *model, unsigned task)
{
    if (model_reached(model, task)) {
        model_move_task(model, task, EV_YIELD, IF_REACHED);
        unwind(model, task);
    } else {
        task_yield(model, task);
    }
}

/* Of a tamed function. */
static bool is_call(unsigned op)
{
    return op == OP_WAIT || op == OP_TRY || op == OP_GET || op == OP_CATCH || op == OP_SETTLE ||
           op == OP_FINISH || op == OP_YIELD || op == OP_RAISE;
}

static void step(struct model *model, unsigned task)
{
    struct model_task *self = &model->task[task];
    const struct step *step = &model->program->script[task][self->pc++];

    if (model_skips(model, task) && is_call(step->op))
        return;
    switch ((enum op)step->op) {
    case OP_END:
        model_log(model, SEEN_RETURN, task, 0);
        self->leaving = LEAVE_RETURN;
        break;
    case OP_WAIT:
    case OP_TRY:
        wait_for_gate(model, task, step->arg);
        break;
    case OP_GET:
    case OP_CATCH:
        wait_for_task(model, task, step->arg, true);
        break;
    case OP_SETTLE:
        wait_for_task(model, task, step->arg, false);
        break;
    case OP_FINISH:
        finish_task(model, task, step->arg);
        break;
    case OP_YIELD:
        yield_step(model, task);
        break;
    case OP_RAISE:
        task_raise_one(model, task, CAUSE_RAISE + task);
        break;
    case OP_SPAWN:
        spawn(model, task, step);
        break;
    case OP_CANCEL:
        if (scope_is_open(model, step->arg))
            scope_cancel(model, step->arg);
        break;
    case OP_STOP:
        stop(model, step->arg);
        break;
    case OP_DEFER:
        push(self, ENTRY_CLEANUP, step->arg, 0);
        break;
    case OP_OPEN:
        open_block(model, task, step->arg);
        break;
    case OP_CLOSE:
        self->leaving = LEAVE_BLOCK;
        break;
    case OP_SHUT:
    case OP_KILL:
        close_step(model, task, step);
        break;
    case OP_GROUP:
        open_group(model, step->arg, step->scope);
        break;
    }
}

static void run(struct model *model, unsigned task)
{
    const struct model_task *self = &model->task[task];

    while (self->state == TASK_RUNNING && !model->broken)
        if (self->leaving != LEAVE_NOT)
            task_leave_top(model, task);
        else
            step(model, task);
}

/* ---- turns ---- */

/* Whether what it waited for has come as an error of a task, before it was cancelled. */
static bool has_error(const struct model *model, unsigned task)
{
    const struct model_task *self = &model->task[task];

    return self->answered && self->on != NOBODY && self->receives &&
           answer_of_task(model, self->on).count > 0;
}

/* It was ready, and goes on. */
static void go_on(struct model *model, unsigned task)
{
    struct model_task *self = &model->task[task];
    const struct step *step = &model->program->script[task][self->pc - 1];
    struct causes answer = {0};

    if (self->cleaning) {
        bool failed = self->stack[self->depth - 1].what == CLEAN_WAIT && model->gate[1] == 2;

        task_end_cleanup(model, task, failed ? CAUSE_GATE + 1 : 0);
        return;
    }
    if (step->op == OP_WAIT || step->op == OP_TRY)
        answer = answer_of_gate(model, step->arg);
    else if (step->op == OP_GET || step->op == OP_CATCH)
        answer = answer_of_task(model, step->arg);
    take_answer(model, task, &answer);
}

/* Its scope was empty, when that was last looked at. */
static void turn_at_end(struct model *model, unsigned task)
{
    const struct model_task *self = &model->task[task];
    unsigned scope = self->stack[self->depth - 1].what;

    if (scope_is_busy(model, scope)) {
        model_move_task(model, task, EV_TURN, IF_MORE);
        return;
    }
    model_move_task(model, task, EV_TURN, IF_ALWAYS);
    table_move(MACHINE_SCOPE, &model->scope[scope].state, EV_EMPTIED, IF_ALWAYS);
    task_leave_scope(model, task);
}

static bool is_closing(const struct model *model, unsigned task)
{
    unsigned op = model->program->script[task][model->task[task].pc - 1].op;

    return model->task[task].leaving == LEAVE_NOT && (op == OP_SHUT || op == OP_KILL);
}

/* Whether it ends another task, which has not finished. */
static bool is_finishing(const struct model *model, unsigned task)
{
    const struct model_task *self = &model->task[task];
    const struct step *step = &model->program->script[task][self->pc - 1];

    return self->leaving == LEAVE_NOT && !self->cleaning && step->op == OP_FINISH &&
           model->task[step->arg].result == RESULT_PENDING;
}

static void turn_at_group(struct model *model, unsigned task)
{
    struct model_task *self = &model->task[task];
    unsigned group = model->program->script[task][self->pc - 1].arg;
    struct causes causes = {0};

    if (self->closes != NOBODY && model_reached(model, task))
        scope_cancel(model, group);
    if (self->closes != NOBODY && scope_is_busy(model, group)) {
        model_move_task(model, task, EV_TURN, IF_GROUP_BUSY);
        return;
    }
    model_move_task(model, task, EV_TURN, model_reached(model, task) ? IF_REACHED : IF_ALWAYS);
    if (self->closes != NOBODY) {
        self->closes = NOBODY;
        causes = group_finish(model, group, EV_EMPTIED);
    }
    closed(model, task, group, &causes);
}

static bool is_at_end(const struct model_task *self)
{
    return self->leaving != LEAVE_NOT && self->depth > 0 && !self->cleaning;
}

static void turn(struct model *model, unsigned task)
{
    struct model_task *self = &model->task[task];

    if (self->state == TASK_NEW && model_reached(model, task)) {
        self->leaving = LEAVE_CANCEL;
        task_finish(model, task);
        return;
    }
    if (self->state == TASK_NEW) {
        model_move_task(model, task, EV_TURN, IF_ALWAYS);
        start(model, task);
    } else if (is_at_end(self)) {
        turn_at_end(model, task);
    } else if (is_closing(model, task)) {
        turn_at_group(model, task);
    } else if (is_finishing(model, task)) {
        model_move_task(model, task, EV_TURN, IF_TASK_BUSY);
    } else if (has_error(model, task)) {
        model_move_task(model, task, EV_TURN, IF_ERROR_CAME);
        self->answered = false;
        go_on(model, task);
    } else if (model_reached(model, task)) {
        model_move_task(model, task, EV_TURN, IF_REACHED);
        unwind(model, task);
    } else {
        model_move_task(model, task, EV_TURN, IF_ALWAYS);
        go_on(model, task);
    }
    run(model, task);
}

void model_settle(struct model *model)
{
    while (model->queued > 0 && !model->broken) {
        unsigned task = model->queue[0];

        model->queued--;
        memmove(model->queue, model->queue + 1, model->queued);
        turn(model, task);
    }
}

/* ---- from outside ---- */

void model_begin(struct model *model, const struct program *program)
{
    *model = (struct model){.program = program};
    for (unsigned t = 0; t < TASKS; t++)
        model->task[t].closes = NOBODY;
    model->task[0].scope = NOBODY;
    model->task[0].order = ++model->clock;
    model_move_result(model, 0, EV_SCHEDULED, IF_ALWAYS);
    model_move_task(model, 0, EV_SCHEDULED, program->plain ? IF_EAGER : IF_ALWAYS);
    if (program->plain) {
        start(model, 0);
        run(model, 0);
    } else {
        model_queue(model, 0);
    }
}

bool model_may(const struct model *model, const struct happening *happening)
{
    unsigned on = happening->on;

    switch ((enum act)happening->act) {
    case ACT_OPEN:
    case ACT_FAIL:
        return (model->program->gates >> on & 1) && model->gate[on] == 0;
    case ACT_CANCEL:
        return on < model->program->scopes && scope_is_open(model, on);
    case ACT_STOP:
        return on < model->program->tasks && model->task[on].result == RESULT_PENDING &&
               !model_is_plain(model, on) && !(model->program->dropped >> on & 1);
    case ACT_TIME:
        return (model->program->times >> on & 1) && model->now == on - 1 &&
               !(model->program->plain && happening->at_once);
    }
    return false;
}

static bool waits_for_gate(const struct model *model, unsigned task, unsigned gate)
{
    const struct model_task *self = &model->task[task];

    if (self->state != TASK_WAITING || self->on != NOBODY)
        return false;
    return gate == (self->cleaning ? 1 : model->program->script[task][self->pc - 1].arg);
}

static void open_gate(struct model *model, unsigned gate, unsigned how)
{
    model->gate[gate] = (uint8_t)how;
    for (;;) {
        struct model_task *first = NULL;

        for (unsigned t = 0; t < model->program->tasks; t++) {
            struct model_task *other = &model->task[t];

            if (waits_for_gate(model, t, gate) && (!first || other->since < first->since))
                first = other;
        }
        if (!first)
            return;
        model_move_task(model, (unsigned)(first - model->task), EV_ANSWER, IF_ALWAYS);
        model_queue(model, (unsigned)(first - model->task));
    }
}

void model_happen(struct model *model, const struct happening *happening)
{
    switch ((enum act)happening->act) {
    case ACT_OPEN:
        open_gate(model, happening->on, 1);
        break;
    case ACT_FAIL:
        open_gate(model, happening->on, 2);
        break;
    case ACT_CANCEL:
        scope_cancel(model, happening->on);
        break;
    case ACT_STOP:
        stop(model, happening->on);
        break;
    case ACT_TIME:
        model->now = happening->on;
        for (unsigned s = 0; s < model->program->scopes; s++)
            if (model->scope[s].timer && scope_is_open(model, s) &&
                model->program->options[s].time == model->now)
                scope_deadline(model, s);
        break;
    }
}

bool model_is_over(const struct model *model)
{
    return model->task[0].state == TASK_OVER;
}

void model_state(const struct model *model, struct state *state)
{
    *state = (struct state){0};
    for (unsigned t = 0; t < model->program->tasks; t++) {
        if (model->program->dropped >> t & 1)
            continue;
        state->result[t] = model->task[t].result;
        if (model->task[t].result == RESULT_FAILED || model_is_plain(model, t))
            state->error[t] = model->task[t].error;
    }
    if (model->program->plain)
        state->result[0] = RESULT_NONE;
    for (unsigned s = 0; s < model->program->scopes; s++)
        if (scope_is_open(model, s)) {
            state->scope[s] = scope_is_cancelled(model, s) ? 2 : 1;
            state->pending[s] = model->scope[s].pending;
        }
}
