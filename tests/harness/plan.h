/* SPDX-License-Identifier: BSD-3-Clause */
/* For unit tests of scopes: a tamed function, written by hand, that opens a scope, schedules
 * children, waits, and leaves. */
#ifndef HARNESS_PLAN_H
#define HARNESS_PLAN_H

#include "rt.h"

struct plan {
    tamer_scope_options options;
    struct actor *children[8]; /* scheduled in this order; NULL ends them */
    act_delayed *results[8];   /* filled in */
    int get;                   /* 1 + which child's result to wait for, in place of sleeping */
    double seconds;            /* the body's sleep; 0: none */
    tamer_scope *scope;        /* filled in */
};

/* Does what the plan actor->data says; logs "body" when it has waited, and "behind", "raised" or
 * "cancelled" when the scope has been left. */
act_script plan_body;

/* Runs the plan as a call from plain code; returns the error that comes out, owned by the caller.
 */
tamer_error *plan_run(struct plan *plan);

/* Children that sleep, and then end or fail. */
struct actor plan_sleeper(int id, double seconds);
struct actor plan_failer(int id, double seconds);

#endif
