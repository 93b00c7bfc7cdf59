/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The small programs that are explored: tasks with scripts of a few steps, and the scopes that
 * these open. Task 0 is scheduled by the explorer; it and scope S0 stand for "outside" to the
 * others.
 */
#ifndef TESTS_MODEL_PROGRAM_H
#define TESTS_MODEL_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { TASKS = 5, SCOPES = 3, GATES = 3, TIMES = 2, STEPS = 12 };
enum { NOBODY = 0xff };

/* What a task does next. A gate is what the explorer opens, with a value or with an error. */
enum op {
    OP_END,    /* returns 100 + the task's number */
    OP_WAIT,   /* waits for gate `arg`; raises its error */
    OP_TRY,    /* the same, with the error caught */
    OP_GET,    /* waits for the result of task `arg`; raises its error */
    OP_CATCH,  /* the same, with the error caught */
    OP_SETTLE, /* waits until task `arg` has finished */
    OP_FINISH, /* cancels task `arg`, and waits until it has finished */
    OP_YIELD,  /* lets the others run */
    OP_RAISE,  /* raises */
    OP_SPAWN,  /* schedules task `arg` into scope `scope` */
    OP_CANCEL, /* cancels scope `arg` */
    OP_STOP,   /* cancels task `arg` */
    OP_DEFER,  /* from here to the end of the block: a clean-up, enum cleanup */
    OP_OPEN,   /* opens the block of scope `arg` */
    OP_CLOSE,  /* the innermost block ends */
    OP_SHUT,   /* closes the group `arg` */
    OP_KILL,   /* the same, its tasks being cancelled first */
    OP_GROUP   /* opens the group `arg` below scope `scope` */
};

/* What a clean-up does. */
enum cleanup {
    CLEAN_NOTHING,
    CLEAN_YIELD, /* lets the others run */
    CLEAN_WAIT,  /* waits for gate 1; raises its error */
    CLEAN_RAISE
};

struct step {
    uint8_t op, arg, scope;
};

enum exit_option { EXIT_WAIT, EXIT_CANCEL, EXIT_RAISE, EXITS };
enum error_option { ERROR_CANCEL, ERROR_CONTINUE, ERROR_IGNORE, ERROR_HANDLER, ERRORS };
enum time_option { TIME_NONE, TIME_RAISE, TIME_MOVE_ON, TIME_OPTIONS };

struct options {
    uint8_t exit, on_error, on_timeout;
    uint8_t time;               /* 1, 2: which of the explorer's moments is its deadline */
    bool eager, shield, stores; /* stores: .error is given */
};

struct program {
    unsigned number;
    const char *family;
    uint8_t tasks, scopes;
    uint8_t gates;   /* bits: those that somebody may wait for */
    uint8_t times;   /* bits: moments 1 and 2 */
    uint8_t dropped; /* bits: tasks whose result nobody keeps */
    bool plain;      /* task 0 is a plain function, which the others run beside */
    struct options options[SCOPES];
    struct step script[TASKS][STEPS];
};

/* How many there are. */
unsigned program_count(void);

/* The program of that number. Returns whether it is one of the quick ones. */
bool program_make(unsigned number, struct program *program);

void program_print(const struct program *program, FILE *stream);

#endif
