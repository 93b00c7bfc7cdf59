/* SPDX-License-Identifier: BSD-3-Clause */
/* No guard: real.c includes it for tamed functions and for plain ones. KIND and WAIT say which, and
 * NAME(name) what they are called. */

KIND void NAME(wait_for_gate)(struct run *run, unsigned t, const struct step *step)
{
    tamer_error *error = NULL;
    bool passed = false;

    if (step->op == OP_WAIT) {
        passed = WAIT pass(run, step->arg);
    } else if (tamer_catch(&error, passed = WAIT pass(run, step->arg))) {
        saw_error(run, SEEN_CAUGHT, t, step->arg, error);
        tamer_error_clear(&error);
    }
    if (passed)
        went_on(run, t, SEEN_PASSED, step->arg);
}

KIND void NAME(get)(struct run *run, unsigned t, const struct step *step)
{
    task_delayed *other = &run->slot[step->arg];
    tamer_error *error = NULL;
    int value = -1;

    if (step->op == OP_GET) {
        value = WAIT task_get(other);
    } else if (tamer_catch(&error, value = WAIT task_get(other))) {
        saw_error(run, SEEN_REFUSED, t, step->arg, error);
        tamer_error_clear(&error);
        return;
    }
    if (run->plain && t == 0 && value == 0)
        return;
    if (value != 100 + step->arg || !task_value(other) || *task_value(other) != value)
        complain(run, 8, "a result has another value");
    went_on(run, t, SEEN_GOT, step->arg);
}

/* One step that opens no block. */
KIND void NAME(simple_step)(struct run *run, unsigned t, const struct step *step)
{
    bool needs = step->op == OP_GET || step->op == OP_CATCH || step->op == OP_SETTLE ||
                 step->op == OP_FINISH;

    if (needs && !run->scheduled[step->arg])
        return;
    if (step->op == OP_WAIT || step->op == OP_TRY) {
        WAIT NAME(wait_for_gate)(run, t, step);
    } else if (step->op == OP_SETTLE) {
        if (WAIT settled(&run->slot[step->arg].base))
            went_on(run, t, SEEN_SETTLED, step->arg);
    } else if (step->op == OP_FINISH) {
        if (WAIT finished(&run->slot[step->arg].base))
            went_on(run, t, SEEN_SETTLED, step->arg);
    } else if (needs) {
        WAIT NAME(get)(run, t, step);
    } else if (step->op == OP_YIELD) {
        if (WAIT switched())
            went_on(run, t, SEEN_SWITCHED, 0);
    } else if (step->op == OP_SHUT || step->op == OP_KILL) {
        if (WAIT shut(run, step))
            went_on(run, t, SEEN_SHUT, step->arg);
    } else if (step->op == OP_RAISE) {
        WAIT raise_as(CAUSE_RAISE + t);
    } else {
        other_step(run, t, step);
    }
}

/* True: the task returns. */
KIND bool NAME(scope)(struct run *run, unsigned t, const struct step *open)
{
    tamer_scope_options o = options_of(run, open->arg);
    bool returns = false;

    TAMER_SCOPE(scope, .exit = o.exit, .on_error = o.on_error, .start = o.start, .shield = o.shield,
                .deadline = o.deadline, .on_timeout = o.on_timeout, .error = o.error,
                .timed_out = o.timed_out, .handler = o.handler, .handler_data = o.handler_data,
                .name = o.name) {
        run->scope[open->arg] = scope;
        run->inner[t] = open->arg;
        returns = WAIT NAME(steps)(run, t, open + 1);
        if (returns)
            return true;
    }
    return false;
}

/* Up to the end of the block, or of the task: then true. */
KIND bool NAME(steps)(struct run *run, unsigned t, const struct step *step)
{
    while (step->op != OP_END && step->op != OP_CLOSE) {
        if (step->op == OP_DEFER)
            return WAIT NAME(cleanup)(run, t, step);
        if (step->op != OP_OPEN) {
            WAIT NAME(simple_step)(run, t, step++);
            continue;
        }
        if (WAIT NAME(block)(run, t, step))
            return true;
        saw(run, SEEN_WENT_ON, t, step->arg);
        step = behind_block(step);
    }
    if (step->op == OP_END)
        saw(run, SEEN_RETURN, t, 0);
    return step->op == OP_END;
}
