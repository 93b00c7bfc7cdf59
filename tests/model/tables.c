/* SPDX-License-Identifier: BSD-3-Clause */
#include "tables.h"

static const char *const task_names[] = {"-",       "new",    "ready", "running",
                                         "waiting", "ending", "over"};
static const char *const scope_names[] = {"-", "open", "cancelled", "ending", "stopping", "left"};
static const char *const result_names[] = {"-", "pending", "done", "failed", "cancelled"};

static const char *const event_names[] = {
    [EV_SCHEDULED] = "scheduled", [EV_TURN] = "its turn",         [EV_WAIT] = "waits",
    [EV_YIELD] = "yields",        [EV_ANSWER] = "answer",         [EV_INTERRUPT] = "interrupt",
    [EV_END] = "block ends",      [EV_EMPTIED] = "emptied",       [EV_RETURN] = "returns",
    [EV_RAISE] = "raises",        [EV_UNWIND] = "unwound",        [EV_OPENED] = "opened",
    [EV_SCHEDULE] = "schedule",   [EV_TASK_FAILS] = "task fails", [EV_BODY_FAILS] = "body fails",
    [EV_CANCEL] = "cancel",       [EV_DEADLINE] = "deadline",
};

static const char *const guard_names[] = {
    [IF_ALWAYS] = "",
    [IF_REACHED] = "reached",
    [IF_SHIELDED] = "in a clean-up",
    [IF_EAGER] = ".start = TAMER_EAGER",
    [IF_THERE] = "the answer is there",
    [IF_EMPTY] = "no task is left",
    [IF_MORE] = "new tasks meanwhile",
    [IF_GROUP_BUSY] = "closes a busy group",
    [IF_TASK_BUSY] = "ends a busy task",
    [IF_ERROR_CAME] = "answered by an error",
    [IF_OPENER_REACHED] = "opener reached, no .shield",
    [IF_ERROR_CANCELS] = ".on_error = TAMER_CANCEL",
    [IF_CONTINUE] = ".on_error = TAMER_CONTINUE",
    [IF_EXIT_WAIT] = ".exit = TAMER_WAIT",
    [IF_SCOPE_CANCELLED] = "the scope is cancelled",
};

static const struct transition task_rows[] = {
    {TASK_NONE, EV_SCHEDULED, IF_EAGER, TASK_RUNNING, "inside the call"},
    {TASK_NONE, EV_SCHEDULED, IF_ALWAYS, TASK_NEW, "queued"},
    {TASK_NEW, EV_INTERRUPT, IF_ALWAYS, TASK_NEW, ""},
    {TASK_NEW, EV_TURN, IF_REACHED, TASK_OVER, "result cancelled"},
    {TASK_NEW, EV_TURN, IF_ALWAYS, TASK_RUNNING, "its function begins"},
    {TASK_RUNNING, EV_WAIT, IF_REACHED, TASK_RUNNING, "unwinds"},
    {TASK_RUNNING, EV_WAIT, IF_THERE, TASK_RUNNING, "goes on with it"},
    {TASK_RUNNING, EV_WAIT, IF_ALWAYS, TASK_WAITING, ""},
    {TASK_RUNNING, EV_YIELD, IF_REACHED, TASK_RUNNING, "unwinds"},
    {TASK_RUNNING, EV_YIELD, IF_ALWAYS, TASK_READY, "queued"},
    {TASK_RUNNING, EV_INTERRUPT, IF_ALWAYS, TASK_RUNNING, ""},
    {TASK_RUNNING, EV_END, IF_EMPTY, TASK_RUNNING, "leaves the scope"},
    {TASK_RUNNING, EV_END, IF_ALWAYS, TASK_ENDING, ""},
    {TASK_RUNNING, EV_RETURN, IF_ALWAYS, TASK_OVER, "result done"},
    {TASK_RUNNING, EV_RAISE, IF_ALWAYS, TASK_OVER, "result failed"},
    {TASK_RUNNING, EV_UNWIND, IF_ALWAYS, TASK_OVER, "result cancelled"},
    {TASK_WAITING, EV_ANSWER, IF_ALWAYS, TASK_READY, "queued"},
    {TASK_WAITING, EV_INTERRUPT, IF_SHIELDED, TASK_WAITING, ""},
    {TASK_WAITING, EV_INTERRUPT, IF_ALWAYS, TASK_READY, "queued"},
    {TASK_READY, EV_INTERRUPT, IF_ALWAYS, TASK_READY, ""},
    {TASK_READY, EV_TURN, IF_GROUP_BUSY, TASK_WAITING, "cancels it, if reached"},
    {TASK_READY, EV_TURN, IF_TASK_BUSY, TASK_WAITING, ""},
    {TASK_READY, EV_TURN, IF_ERROR_CAME, TASK_RUNNING, "receives and raises it"},
    {TASK_READY, EV_TURN, IF_REACHED, TASK_RUNNING, "unwinds"},
    {TASK_READY, EV_TURN, IF_MORE, TASK_ENDING, ""},
    {TASK_READY, EV_TURN, IF_ALWAYS, TASK_RUNNING, "goes on with the answer"},
    {TASK_ENDING, EV_INTERRUPT, IF_ALWAYS, TASK_ENDING, ""},
    {TASK_ENDING, EV_EMPTIED, IF_ALWAYS, TASK_READY, "queued"},
};

static const struct transition scope_rows[] = {
    {SCOPE_NONE, EV_OPENED, IF_OPENER_REACHED, SCOPE_CANCELLED, ""},
    {SCOPE_NONE, EV_OPENED, IF_ALWAYS, SCOPE_OPEN, ""},
    {SCOPE_OPEN, EV_SCHEDULE, IF_ALWAYS, SCOPE_OPEN, "a task"},
    {SCOPE_OPEN, EV_TASK_FAILS, IF_ERROR_CANCELS, SCOPE_CANCELLED, "interrupts"},
    {SCOPE_OPEN, EV_TASK_FAILS, IF_ALWAYS, SCOPE_OPEN, ""},
    {SCOPE_OPEN, EV_BODY_FAILS, IF_CONTINUE, SCOPE_OPEN, ""},
    {SCOPE_OPEN, EV_BODY_FAILS, IF_ALWAYS, SCOPE_CANCELLED, "interrupts"},
    {SCOPE_OPEN, EV_CANCEL, IF_ALWAYS, SCOPE_CANCELLED, "interrupts"},
    {SCOPE_OPEN, EV_DEADLINE, IF_ALWAYS, SCOPE_CANCELLED, "timed out; interrupts"},
    {SCOPE_OPEN, EV_END, IF_EMPTY, SCOPE_LEFT, ""},
    {SCOPE_OPEN, EV_END, IF_EXIT_WAIT, SCOPE_ENDING, ""},
    {SCOPE_OPEN, EV_END, IF_ALWAYS, SCOPE_STOPPING, "interrupts"},
    {SCOPE_CANCELLED, EV_SCHEDULE, IF_ALWAYS, SCOPE_CANCELLED, "a cancelled result"},
    {SCOPE_CANCELLED, EV_TASK_FAILS, IF_ALWAYS, SCOPE_CANCELLED, ""},
    {SCOPE_CANCELLED, EV_BODY_FAILS, IF_ALWAYS, SCOPE_CANCELLED, ""},
    {SCOPE_CANCELLED, EV_CANCEL, IF_ALWAYS, SCOPE_CANCELLED, ""},
    {SCOPE_CANCELLED, EV_DEADLINE, IF_ALWAYS, SCOPE_CANCELLED, ""},
    {SCOPE_CANCELLED, EV_END, IF_EMPTY, SCOPE_LEFT, ""},
    {SCOPE_CANCELLED, EV_END, IF_ALWAYS, SCOPE_STOPPING, ""},
    {SCOPE_ENDING, EV_SCHEDULE, IF_ALWAYS, SCOPE_ENDING, "a task"},
    {SCOPE_ENDING, EV_TASK_FAILS, IF_ERROR_CANCELS, SCOPE_STOPPING, "interrupts"},
    {SCOPE_ENDING, EV_TASK_FAILS, IF_ALWAYS, SCOPE_ENDING, ""},
    {SCOPE_ENDING, EV_CANCEL, IF_ALWAYS, SCOPE_STOPPING, "interrupts"},
    {SCOPE_ENDING, EV_DEADLINE, IF_ALWAYS, SCOPE_STOPPING, "timed out; interrupts"},
    {SCOPE_ENDING, EV_END, IF_EMPTY, SCOPE_LEFT, ""},
    {SCOPE_ENDING, EV_END, IF_ALWAYS, SCOPE_ENDING, ""},
    {SCOPE_ENDING, EV_EMPTIED, IF_ALWAYS, SCOPE_LEFT, ""},
    {SCOPE_STOPPING, EV_SCHEDULE, IF_ALWAYS, SCOPE_STOPPING, "a cancelled result"},
    {SCOPE_STOPPING, EV_TASK_FAILS, IF_ALWAYS, SCOPE_STOPPING, ""},
    {SCOPE_STOPPING, EV_CANCEL, IF_ALWAYS, SCOPE_STOPPING, ""},
    {SCOPE_STOPPING, EV_DEADLINE, IF_ALWAYS, SCOPE_STOPPING, ""},
    {SCOPE_STOPPING, EV_END, IF_EMPTY, SCOPE_LEFT, ""},
    {SCOPE_STOPPING, EV_END, IF_ALWAYS, SCOPE_STOPPING, ""},
    {SCOPE_STOPPING, EV_EMPTIED, IF_ALWAYS, SCOPE_LEFT, ""},
};

static const struct transition result_rows[] = {
    {RESULT_NONE, EV_SCHEDULED, IF_SCOPE_CANCELLED, RESULT_CANCELLED, ""},
    {RESULT_NONE, EV_SCHEDULED, IF_ALWAYS, RESULT_PENDING, ""},
    {RESULT_PENDING, EV_RETURN, IF_ALWAYS, RESULT_DONE, "answers: the value"},
    {RESULT_PENDING, EV_RAISE, IF_ALWAYS, RESULT_FAILED, "answers: the error"},
    {RESULT_PENDING, EV_UNWIND, IF_ALWAYS, RESULT_CANCELLED, "answers: ECANCELED"},
};

#define ROWS(of) of, sizeof of / sizeof of[0]

static const struct {
    const char *name;
    const char *const *states;
    const struct transition *rows;
    unsigned count;
} machines[MACHINES] = {
    [MACHINE_TASK] = {"task", task_names, ROWS(task_rows)},
    [MACHINE_SCOPE] = {"scope", scope_names, ROWS(scope_rows)},
    [MACHINE_RESULT] = {"delayed result", result_names, ROWS(result_rows)},
};

/* How often each row was taken: the explorer's, for its report. */
static unsigned long taken[MACHINES][64];

static const struct transition *row_of(enum machine machine, unsigned from, enum event event,
                                       enum guard guard)
{
    const struct transition *row = machines[machine].rows;
    const struct transition *end = row + machines[machine].count;

    for (; row < end; row++)
        if (row->from == from && row->event == event && row->guard == guard)
            return row;
    return NULL;
}

bool table_move(enum machine machine, uint8_t *state, enum event event, enum guard guard)
{
    const struct transition *row = row_of(machine, *state, event, guard);

    if (!row)
        row = row_of(machine, *state, event, IF_ALWAYS);
    if (!row)
        return false;
    taken[machine][row - machines[machine].rows]++;
    *state = row->to;
    return true;
}

static void row_print(enum machine machine, unsigned i, FILE *stream)
{
    const struct transition *row = &machines[machine].rows[i];
    const char *const *states = machines[machine].states;

    fprintf(stream, "%-10s%-11s%-28s%s", states[row->from], event_names[row->event],
            guard_names[row->guard], states[row->to]);
    if (*row->then)
        fprintf(stream, ": %s", row->then);
    putc('\n', stream);
}

void tables_print(FILE *stream)
{
    for (enum machine machine = 0; machine < MACHINES; machine++) {
        fprintf(stream, "%s\n", machines[machine].name);
        for (unsigned i = 0; i < machines[machine].count; i++)
            row_print(machine, i, stream);
    }
}

unsigned tables_untaken(FILE *stream)
{
    unsigned count = 0;

    for (enum machine machine = 0; machine < MACHINES; machine++)
        for (unsigned i = 0; i < machines[machine].count; i++) {
            if (taken[machine][i] > 0)
                continue;
            fprintf(stream, "never taken: %s: ", machines[machine].name);
            row_print(machine, i, stream);
            count++;
        }
    return count;
}

unsigned tables_rows(void)
{
    unsigned rows = 0;

    for (enum machine machine = 0; machine < MACHINES; machine++)
        rows += machines[machine].count;
    return rows;
}
