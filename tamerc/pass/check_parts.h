/* SPDX-License-Identifier: BSD-3-Clause */
/* Shared by the parts of the checks of one function, check.c and the check_*.c that are named
 * below. Nobody else includes it. */
#ifndef TAMERC_CHECK_PARTS_H
#define TAMERC_CHECK_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "ir/ir.h"

struct diag;
struct source;

struct check {
    struct ir_unit *unit;
    struct ir_func *func;
    struct diag *diag;
    const struct source *source;
    bool is_plain; /* not tamed: translated by nobody, its scopes are looked at all the same */
    struct ir_list waits; /* IR_AWAIT and IR_SCOPE, in order: where the function suspends */
};

/* check_await.c: marks, and where they may stand. */
void check_awaits(struct check *check);

/* check_frame.c: what cannot survive a suspension. */
void check_frame(struct check *check);

/* check_jump.c: ways into and out of scopes and deferred blocks. */
void check_jumps(struct check *check);

/* check_lent.c: what dies before the scope whose tasks use it. */
void check_lent(struct check *check);

/* check_options.c: constants in places where they mean nothing. */
void check_options(struct check *check);

/* check_pointer.c: calls that block although what they lead to is tamed. */
void check_pointers(struct check *check);

/* check_gone.c: results that are asked for behind their scope. */
void check_gone(struct check *check);

/* check_generator.c: generators and managers that are called like other functions. */
void check_generators(struct check *check);

/* The variable whose storage the lvalue is part of; NULL for what a pointer leads to. */
struct ir_var *check_storage(const struct ir_node *node);

/* The value without parentheses and casts around it. */
const struct ir_node *check_without_casts(const struct ir_node *node);

/* What a call by name calls; "" for a call through a pointer. */
const char *check_callee_name(const struct ir_node *call);

/* The function that `name` is a wrapper of, the one with that ending (as "_scoped"); NULL: it is
 * none. */
const struct ir_signature *check_wrapped(const struct check *check, const char *name,
                                         const char *ending);

/* names: up to a NULL. */
bool check_is_among(const char *name, const char *const *names);

#endif
