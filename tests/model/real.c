/* SPDX-License-Identifier: BSD-3-Clause */
#include "real.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <tamer/sync.h>
#include <tamer/tamer.h>

struct run;

TAMED async static int task(struct run *run, unsigned t);

/* What a scope's handler is given. */
struct supervisor {
    struct run *run;
    unsigned scope;
};

struct run {
    const struct program *program;
    bool plain; /* task 0 is */
    struct trace trace;
    tamer_error *outcome;       /* of task 0 */
    tamer_scope *scope[SCOPES]; /* NULL: not open */
    uint8_t parent[SCOPES];     /* of a group; else NOBODY */
    tamer_error *error[SCOPES]; /* .error */
    bool timed_out[SCOPES];     /* .timed_out */
    struct supervisor supervisor[SCOPES];
    task_delayed slot[TASKS];
    bool scheduled[TASKS];
    uint8_t member[TASKS];   /* the scope it was scheduled into */
    uint8_t inner[TASKS];    /* the innermost one */
    uint8_t deferred[TASKS]; /* clean-ups that have been set up, and have not begun */
    bool lives[TASKS];       /* it has begun, and is not gone */
    unsigned scheduling;     /* the task that is being scheduled where that must not run it, + 1 */
    tamer_event gate[GATES];
    bool fails[GATES];
    double start;      /* when moment 0 was */
    unsigned happened; /* so many of the order */
    real_look *look;   /* is told at once of what is wrong: what comes later may crash */
    void *data;
};

enum { CODE = 1000, MOMENT = 10 /* seconds */ };

static void complain(struct run *run, unsigned rule, const char *what)
{
    const struct complaint complaint = {rule, what};

    run->look(run->data, run->happened, &run->trace, NULL, &complaint);
}

/* ---- errors ---- */

static unsigned number_in(const char *text, const char *behind)
{
    const char *at = strstr(text, behind);

    return at ? (unsigned)strtoul(at + strlen(behind), NULL, 10) : 0;
}

static unsigned cause_of(const tamer_error *error)
{
    const char *message = tamer_error_message(error);

    switch (tamer_error_code(error)) {
    case ETIMEDOUT:
        return CAUSE_TIMEOUT + number_in(message, "scope 's");
    case ECHILD:
        return CAUSE_UNWAITED + number_in(message, "waited for ");
    case ECANCELED:
        return CAUSE_CANCELLED;
    default:
        return tamer_error_code(error) >= CODE ? (unsigned)tamer_error_code(error) - CODE
                                               : (unsigned)CAUSE_OTHER;
    }
}

static struct causes causes_of(const tamer_error *error)
{
    struct causes causes = {0};

    for (size_t i = 0; i < tamer_error_count(error); i++)
        causes_add(&causes, cause_of(tamer_error_at(error, i)));
    return causes;
}

/* A handler is told of nothing but the error: its scope may be gone. */
static void see(struct run *run, enum seen kind, unsigned who, unsigned more,
                const struct causes *causes)
{
    unsigned cancelled = 0;

    for (unsigned s = 0; s < run->program->scopes && kind != SEEN_HANDLED; s++)
        if (run->scope[s] && tamer_scope_cancelled(run->scope[s]))
            cancelled |= 1U << s;
    trace_add(&run->trace, kind, cancelled, who, more, causes);
}

static void saw_error(struct run *run, enum seen kind, unsigned who, unsigned more,
                      const tamer_error *error)
{
    struct causes causes = causes_of(error);

    see(run, kind, who, more, &causes);
}

static void saw(struct run *run, enum seen kind, unsigned who, unsigned more)
{
    see(run, kind, who, more, NULL);
}

static void handle(const tamer_error *error, void *data)
{
    const struct supervisor *self = data;

    saw_error(self->run, SEEN_HANDLED, self->scope, 0, error);
}

/* ---- steps ---- */

/* These give true, so that plain code sees whether it has been cancelled: then they give false. */

TAMED async static bool pass(struct run *run, unsigned gate)
{
    await tamer_event_wait(&run->gate[gate]);
    if (run->fails[gate])
        tamer_raise(CODE + CAUSE_GATE + (int)gate, "gate %u", gate);
    return true;
}

TAMED async static bool switched(void)
{
    await tamer_yield();
    return true;
}

TAMED async static bool settled(tamer_delayed *other)
{
    await tamer_delayed_settle(other);
    return true;
}

TAMED async static bool finished(tamer_delayed *other)
{
    await tamer_cancel_wait(&other, 1);
    return true;
}

TAMED async static void raise_as(unsigned cause)
{
    tamer_raise(CODE + (int)cause, "cause %u", cause);
}

TAMED async static void clean(struct run *run, unsigned t, unsigned kind)
{
    run->deferred[t]--;
    saw(run, SEEN_CLEANING, t, kind);
    if (kind == CLEAN_YIELD)
        await tamer_yield();
    else if (kind == CLEAN_WAIT)
        await pass(run, 1);
    else if (kind == CLEAN_RAISE)
        await raise_as(CAUSE_CLEANUP + t);
    saw(run, SEEN_CLEANED, t, kind);
}

/* A wait has ended well. */
static void went_on(struct run *run, unsigned t, enum seen kind, unsigned more)
{
    const tamer_scope *scope = run->inner[t] == NOBODY ? NULL : run->scope[run->inner[t]];

    if (scope && tamer_scope_cancelled(scope))
        complain(run, run->plain && t == 0 ? 9 : 5, "a cancelled task goes on behind a wait");
    saw(run, kind, t, more);
}

static bool is_dropped(const struct run *run, unsigned t)
{
    return run->program->dropped >> t & 1;
}

static void spawn(struct run *run, unsigned t, const struct step *step)
{
    unsigned child = step->arg, scope = step->scope;

    if (run->scheduled[child] || !run->scope[scope])
        return;
    run->scheduled[child] = true;
    run->member[child] = run->inner[child] = (uint8_t)scope;
    saw(run, SEEN_SPAWNED, t, child);
    run->scheduling = run->program->options[scope].eager ? 0 : child + 1;
    task_scoped_into(run->scope[scope], is_dropped(run, child) ? NULL : &run->slot[child], run,
                     child);
    run->scheduling = 0;
}

static tamer_scope_options options_of(struct run *run, unsigned scope)
{
    static const enum tamer_policy exits[] = {TAMER_WAIT, TAMER_CANCEL, TAMER_RAISE};
    static const enum tamer_policy errors[] = {TAMER_CANCEL, TAMER_CONTINUE, TAMER_IGNORE, 0};
    static const char *const names[] = {"s0", "s1", "s2"};
    const struct options *options = &run->program->options[scope];

    run->supervisor[scope] = (struct supervisor){run, scope};
    return (tamer_scope_options){
        .exit = exits[options->exit],
        .on_error = errors[options->on_error],
        .start = options->eager ? TAMER_EAGER : TAMER_QUEUED,
        .shield = options->shield,
        .deadline =
            options->on_timeout == TIME_NONE ? 0 : run->start + MOMENT * (double)options->time,
        .on_timeout = options->on_timeout == TIME_MOVE_ON ? TAMER_MOVE_ON : TAMER_RAISE,
        .error = options->stores ? &run->error[scope] : NULL,
        .timed_out = &run->timed_out[scope],
        .handler = options->on_error == ERROR_HANDLER ? handle : NULL,
        .handler_data = &run->supervisor[scope],
        .name = names[scope]};
}

static void open_group(struct run *run, unsigned group, unsigned parent)
{
    tamer_scope_options options = options_of(run, group);

    run->parent[group] = (uint8_t)parent;
    run->scope[group] = tamer_group_open(run->scope[parent], &options);
}

static void other_step(struct run *run, unsigned t, const struct step *step)
{
    if (step->op == OP_SPAWN)
        spawn(run, t, step);
    else if (step->op == OP_CANCEL && run->scope[step->arg])
        tamer_cancel(run->scope[step->arg]);
    else if (step->op == OP_STOP && run->scheduled[step->arg])
        tamer_delayed_cancel(&run->slot[step->arg].base);
    else if (step->op == OP_GROUP)
        open_group(run, step->arg, step->scope);
}

/* Nothing of it may run any more. */
static void check_finished(struct run *run, unsigned scope)
{
    for (unsigned t = 0; t < run->program->tasks; t++) {
        if (!run->scheduled[t] || run->member[t] != scope)
            continue;
        if (run->lives[t] ||
            (!is_dropped(run, t) && tamer_delayed_state(&run->slot[t].base) == TAMER_PENDING))
            complain(run, 2, "a scope has been left, and a task of it has not finished");
    }
}

/* Whatever it raises: the group is gone. */
static void gone_group(struct run *run, unsigned group)
{
    run->scope[group] = NULL;
    check_finished(run, group);
    saw_error(run, SEEN_LEFT, group, 0, run->error[group]);
    tamer_error_clear(&run->error[group]);
}

TAMED async static bool shut(struct run *run, const struct step *step)
{
    tamer_scope *group = run->scope[step->arg];

    if (!group)
        return false;
    tamer_defer {
        gone_group(run, step->arg);
    }
    if (step->op == OP_SHUT)
        await tamer_group_close(group);
    else
        await tamer_group_shutdown(group);
    return true;
}

/* ---- blocks ---- */

static void left(struct run *run, unsigned t, unsigned scope, unsigned outer)
{
    run->scope[scope] = NULL;
    run->inner[t] = (uint8_t)outer;
    check_finished(run, scope);
    for (unsigned s = 0; s < run->program->scopes; s++)
        if (run->parent[s] == scope && run->scope[s])
            gone_group(run, s);
    if (run->timed_out[scope])
        saw(run, SEEN_TIMED_OUT, scope, 0);
    saw_error(run, SEEN_LEFT, scope, 0, run->error[scope]);
    tamer_error_clear(&run->error[scope]);
}

static const struct step *behind_block(const struct step *open)
{
    const struct step *step = open + 1;

    for (unsigned depth = 1; step->op != OP_END; step++)
        if (step->op == OP_OPEN)
            depth++;
        else if (step->op == OP_CLOSE && --depth == 0)
            return step + 1;
    return step;
}

/* ---- the scripts, in tamed functions ---- */

#define KIND TAMED async static
#define WAIT await
#define NAME(name) tamed_##name

KIND bool tamed_steps(struct run *run, unsigned t, const struct step *step);
KIND bool tamed_block(struct run *run, unsigned t, const struct step *open);
KIND bool tamed_cleanup(struct run *run, unsigned t, const struct step *defer);

#include "steps.h"

TAMED async static bool tamed_block(struct run *run, unsigned t, const struct step *open)
{
    unsigned outer = run->inner[t];
    tamer_defer {
        left(run, t, open->arg, outer);
    }

    return await tamed_scope(run, t, open);
}

TAMED async static bool tamed_cleanup(struct run *run, unsigned t, const struct step *defer)
{
    run->deferred[t]++;
    tamer_defer {
        await clean(run, t, defer->arg);
    }
    return await tamed_steps(run, t, defer + 1);
}

#undef KIND
#undef WAIT
#undef NAME

/* ---- and in plain ones ---- */

#define KIND static
#define WAIT
#define NAME(name) plain_##name

KIND bool plain_steps(struct run *run, unsigned t, const struct step *step);
KIND bool plain_block(struct run *run, unsigned t, const struct step *open);
KIND bool plain_cleanup(struct run *run, unsigned t, const struct step *defer);

#include "steps.h"

static bool plain_block(struct run *run, unsigned t, const struct step *open)
{
    unsigned outer = run->inner[t];
    bool returns = plain_scope(run, t, open);

    left(run, t, open->arg, outer);
    return returns;
}

static bool plain_cleanup(struct run *run, unsigned t, const struct step *defer)
{
    (void)defer;
    complain(run, RULE_CLEANUP, "a plain function cannot have one");
    return plain_steps(run, t, defer + 1);
}

static void gone(struct run *run, unsigned t)
{
    run->lives[t] = false;
    if (run->deferred[t] != 0)
        complain(run, RULE_CLEANUP, "a clean-up has not run, or has run twice");
    saw(run, SEEN_GONE, t, 0);
}

TAMED async static int task(struct run *run, unsigned t)
{
    if (run->scheduling == t + 1)
        complain(run, 1, "a task has started inside the call that scheduled it");
    run->lives[t] = true;
    saw(run, SEEN_START, t, 0);
    tamer_defer {
        gone(run, t);
    }
    await tamed_steps(run, t, run->program->script[t]);
    return 100 + (int)t;
}

/* ---- from outside ---- */

static void look_at(const struct run *run, struct state *state)
{
    *state = (struct state){0};
    if (run->plain)
        state->error[0] = causes_of(run->outcome);
    for (unsigned t = 0; t < run->program->tasks; t++) {
        if (!run->scheduled[t] || is_dropped(run, t))
            continue;
        state->result[t] = (uint8_t)(1 + tamer_delayed_state(&run->slot[t].base));
        state->error[t] = causes_of(tamer_delayed_error(&run->slot[t].base));
    }
    for (unsigned s = 0; s < run->program->scopes; s++)
        if (run->scope[s]) {
            state->scope[s] = tamer_scope_cancelled(run->scope[s]) ? 2 : 1;
            state->pending[s] = (uint8_t)tamer_scope_pending(run->scope[s]);
        }
}

/* Time comes first or last among what happens at once: the loop sees to it at the begin of a turn,
 * before any task. */
static void happen(struct run *run, const struct happening *happening, bool last)
{
    unsigned on = happening->on;

    switch ((enum act)happening->act) {
    case ACT_OPEN:
    case ACT_FAIL:
        run->fails[on] = happening->act == ACT_FAIL;
        tamer_event_set(&run->gate[on]);
        break;
    case ACT_CANCEL:
        tamer_cancel(run->scope[on]);
        break;
    case ACT_STOP:
        tamer_delayed_cancel(&run->slot[on].base);
        break;
    case ACT_TIME:
        tamer_clock_set(run->start + MOMENT * (double)on + 0.001);
        if (!last)
            tamer_yield(); /* before those that this has queued */
        break;
    }
}

static void look_now(struct run *run, unsigned happened)
{
    struct state state;

    look_at(run, &state);
    run->look(run->data, happened, &run->trace, &state, NULL);
}

/* What happens to a tamed program. */
static void drive(struct run *run, const struct happening *happenings, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        run->happened = i;
        if (!happenings[i].at_once) {
            tamer_sleep(0.0001); /* which nobody else does: until none can run */
            look_now(run, i);
        }
        happen(run, &happenings[i], happenings[i].at_once);
    }
    run->happened = count;
    tamer_sleep(0.0001);
    look_now(run, count);
}

/* The same, beside a plain function. A moment is never at once with something else. */
TAMED async static void drive_beside(struct run *run, const struct happening *happenings,
                                     unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        run->happened = i;
        if (!happenings[i].at_once) {
            await tamer_sleep(0.0001);
            look_now(run, i);
        }
        happen(run, &happenings[i], true);
    }
    run->happened = count;
}

static void free_all(struct run *run)
{
    for (unsigned t = 0; t < run->program->tasks; t++)
        if (run->scheduled[t] && !is_dropped(run, t))
            tamer_delayed_clear(&run->slot[t].base);
}

/* Task 0 is plain code. What it raises at last is seen as if it had a result. */
static void run_plain(struct run *run, const struct happening *happenings, unsigned count)
{
    TAMER_SCOPE(scope, .error = &run->outcome, .on_error = TAMER_CONTINUE) {
        drive_beside_scoped(scope, run, happenings, count);
        saw(run, SEEN_START, 0, 0);
        plain_steps(run, 0, run->program->script[0]);
        saw(run, SEEN_GONE, 0, 0);
    }
    look_now(run, count);
}

static void run_tamed(struct run *run, const struct happening *happenings, unsigned count)
{
    run->scheduled[0] = true;
    TAMER_SCOPE(scope, .error = &run->outcome, .on_error = TAMER_CONTINUE) {
        task_scoped_into(scope, &run->slot[0], run, 0);
        drive(run, happenings, count);
    }
}

void real_run(const struct program *program, const struct happening *happenings, unsigned count,
              real_look *look, void *data)
{
    struct run run = {.program = program, .plain = program->plain, .look = look, .data = data};

    memset(run.member, NOBODY, sizeof run.member);
    memset(run.inner, NOBODY, sizeof run.inner);
    memset(run.parent, NOBODY, sizeof run.parent);
    run.start = tamer_now();
    if (program->plain)
        run_plain(&run, happenings, count);
    else
        run_tamed(&run, happenings, count);
    tamer_error_clear(&run.outcome);
    free_all(&run);
}
