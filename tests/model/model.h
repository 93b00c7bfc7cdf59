/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The abstract machine of tamer-model(7), for one small program. Written from that page, and not
 * from the runtime. A plain value: copying it is how the explorer goes back.
 */
#ifndef TESTS_MODEL_MODEL_H
#define TESTS_MODEL_MODEL_H

#include "tables.h"
#include "trace.h"

/* What happens from outside. */
enum act {
    ACT_OPEN,   /* gate `on` lets pass */
    ACT_FAIL,   /* gate `on` fails */
    ACT_CANCEL, /* scope `on` is cancelled */
    ACT_STOP,   /* task `on` is cancelled */
    ACT_TIME    /* moment `on` has come */
};

struct happening {
    uint8_t act, on;
    bool at_once; /* together with the one before it: nobody has run between them */
};

/* How a task goes on; from LEAVE_BLOCK on it leaves what is on its stack. */
enum leaving { LEAVE_NOT, LEAVE_BLOCK, LEAVE_RETURN, LEAVE_ERROR, LEAVE_CANCEL };

enum entry_kind { ENTRY_SCOPE, ENTRY_CLEANUP };

struct entry {
    uint8_t kind;  /* enum entry_kind */
    uint8_t what;  /* the scope; enum cleanup */
    uint8_t after; /* of a scope: the step behind its block */
};

enum { ENTRIES = 4 };

struct model_task {
    uint8_t state;  /* enum task_state */
    uint8_t result; /* enum result_state */
    uint8_t scope;  /* it belongs to; NOBODY: the explorer's */
    uint8_t order;  /* of scheduling */
    uint8_t pc;
    uint8_t leaving;  /* enum leaving */
    uint8_t since;    /* waiting: how many have come before */
    uint8_t on;       /* waiting: for the result of that task; NOBODY: for a gate */
    uint8_t closes;   /* waiting: for the end of that group; else NOBODY */
    uint8_t receives; /* waiting for a result: and takes what it gets; else only its end */
    uint8_t depth;
    bool cleaning;       /* the top of the stack is a clean-up that has begun */
    bool stopped;        /* cancelled by itself */
    bool answered;       /* what it waited for has come */
    bool awaited;        /* somebody has waited for its result */
    bool unreceived;     /* failed, and its scope still has the error */
    struct causes error; /* it leaves with that; afterwards the result's */
    struct entry stack[ENTRIES];
};

struct model_scope {
    uint8_t state; /* enum scope_state */
    uint8_t owner; /* NOBODY: a group */
    uint8_t parent;
    uint8_t order; /* of opening */
    uint8_t pending;
    bool shield, timed_out, timer;
    bool was_cancelled; /* also when it has been left */
    bool with_parent;   /* a group: it ended with that */
    uint8_t reason;     /* the rule that says so */
    struct causes body;
    struct causes stored; /* by .error */
};

struct model {
    const struct program *program;
    struct model_task task[TASKS];
    struct model_scope scope[SCOPES];
    uint8_t gate[GATES];  /* 0: closed, 1: lets pass, 2: fails */
    uint8_t now;          /* how many moments have come */
    uint8_t clock;        /* numbers what is scheduled, opened, and waits */
    uint8_t queue[TASKS]; /* ready and new tasks */
    uint8_t queued;
    const char *broken; /* a transition that the tables do not have */
    struct trace trace;
};

/* Task 0 has been scheduled, and has not run. */
void model_begin(struct model *model, const struct program *program);

/* Whether the happening makes sense now. */
bool model_may(const struct model *model, const struct happening *happening);

void model_happen(struct model *model, const struct happening *happening);

/* Runs the tasks until none is ready. */
void model_settle(struct model *model);

bool model_is_over(const struct model *model);

void model_state(const struct model *model, struct state *state);

/* ---- between model.c, model_task.c and model_scope.c ---- */

void model_move_task(struct model *model, unsigned task, enum event event, enum guard guard);
void model_move_result(struct model *model, unsigned task, enum event event, enum guard guard);
/* Adds to the trace. A handler is told of nothing but the error: its scope may be gone. */
void model_see(struct model *model, enum seen kind, unsigned who, unsigned more,
               const struct causes *causes);
void model_log(struct model *model, enum seen kind, unsigned task, unsigned more);
void model_queue(struct model *model, unsigned task);
bool model_reached(const struct model *model, unsigned task);
unsigned model_innermost(const struct model *model, unsigned task);
bool model_is_plain(const struct model *model, unsigned task);
/* Plain code, and calls do nothing: it is cancelled, or has an error. */
bool model_skips(const struct model *model, unsigned task);

/* It suspends. on: the task for whose result it waits; NOBODY: a gate. */
void task_wait(struct model *model, unsigned task, unsigned on, bool receives);
void task_yield(struct model *model, unsigned task);
void task_raise(struct model *model, unsigned task, const struct causes *causes);
void task_raise_one(struct model *model, unsigned task, unsigned cause);
/* Leaves one thing on its stack, or ends. */
void task_leave_top(struct model *model, unsigned task);
/* The scope on top is not busy: goes on behind it, or up. */
void task_leave_scope(struct model *model, unsigned task);
/* The clean-up on top has done its part; cause: it has failed with that. */
void task_end_cleanup(struct model *model, unsigned task, unsigned cause);
/* It has left everything, or never begins. */
void task_finish(struct model *model, unsigned task);

void scope_open(struct model *model, unsigned scope, unsigned owner, unsigned parent);
void scope_cancel(struct model *model, unsigned scope);
void scope_deadline(struct model *model, unsigned scope);
void scope_body_fails(struct model *model, unsigned scope);
bool scope_is_open(const struct model *model, unsigned scope);
bool scope_is_cancelled(const struct model *model, unsigned scope);
/* Whether tasks of it, or of a group below it, have not finished. */
bool scope_is_busy(const struct model *model, unsigned scope);
/* The body has come to its end. False: the owner has to wait. */
bool scope_end(struct model *model, unsigned scope);
/* Nobody is busy: what it raises, after .error. */
struct causes scope_finish(struct model *model, unsigned scope);
/* A task begins to close the group. False: it has to wait. */
bool group_close(struct model *model, unsigned group, bool cancels);
/* The group has ended; what closing it raises. */
struct causes group_finish(struct model *model, unsigned group, enum event event);
/* It has been left: that is seen. */
void scope_see_left(struct model *model, unsigned scope);
/* A task of it has ended; failed: with an error that nobody took at once. */
void scope_task_ended(struct model *model, unsigned scope, bool failed);
bool scope_supervises(const struct model *model, unsigned scope);

#endif
