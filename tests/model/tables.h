/* SPDX-License-Identifier: BSD-3-Clause */
/* The transitions of tamer-model(7). `explore --tables` prints them as they stand there. */
#ifndef TESTS_MODEL_TABLES_H
#define TESTS_MODEL_TABLES_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum task_state {
    TASK_NONE,
    TASK_NEW,
    TASK_READY,
    TASK_RUNNING,
    TASK_WAITING,
    TASK_ENDING,
    TASK_OVER
};
enum scope_state {
    SCOPE_NONE,
    SCOPE_OPEN,
    SCOPE_CANCELLED,
    SCOPE_ENDING,
    SCOPE_STOPPING,
    SCOPE_LEFT
};
enum result_state { RESULT_NONE, RESULT_PENDING, RESULT_DONE, RESULT_FAILED, RESULT_CANCELLED };

enum event {
    /* of a task */
    EV_SCHEDULED,
    EV_TURN,
    EV_WAIT,
    EV_YIELD,
    EV_ANSWER,
    EV_INTERRUPT,
    EV_END,
    EV_EMPTIED,
    EV_RETURN,
    EV_RAISE,
    EV_UNWIND,
    /* of a scope */
    EV_OPENED,
    EV_SCHEDULE,
    EV_TASK_FAILS,
    EV_BODY_FAILS,
    EV_CANCEL,
    EV_DEADLINE
};

/* Which of several rows with the same state and event holds; the rows without one, where none of
 * the others does. */
enum guard {
    IF_ALWAYS,
    IF_REACHED,
    IF_SHIELDED,
    IF_EAGER,
    IF_THERE,
    IF_EMPTY,
    IF_MORE,
    IF_ERROR_CAME,
    IF_GROUP_BUSY,
    IF_TASK_BUSY,
    IF_OPENER_REACHED,
    IF_ERROR_CANCELS,
    IF_CONTINUE,
    IF_EXIT_WAIT,
    IF_SCOPE_CANCELLED
};

struct transition {
    uint8_t from, event, guard, to;
    const char *then;
};

enum machine { MACHINE_TASK, MACHINE_SCOPE, MACHINE_RESULT, MACHINES };

/* Moves *state by the row for that event. False: there is none. */
bool table_move(enum machine machine, uint8_t *state, enum event event, enum guard guard);

void tables_print(FILE *stream);

/* Prints the rows that were never taken; returns how many. */
unsigned tables_untaken(FILE *stream);

/* How many rows there are. */
unsigned tables_rows(void);

#endif
