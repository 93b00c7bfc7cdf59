/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Small trees written by hand, for tests of the passes: no text, no libclang. Places in the "text"
 * are numbered by build_run. Everything lives until build_done.
 */
#ifndef TAMERC_TESTS_IR_BUILD_H
#define TAMERC_TESTS_IR_BUILD_H

#include <stddef.h>

#include "base/arena.h"
#include "ir/ir.h"

struct ir_build {
    struct arena arena;
    struct ir_unit unit;
    struct ir_signature signature; /* a tamed function that returns int; tests may change it */
    struct ir_func func;
    struct ir_signature callee; /* what build_await calls */
};

extern const struct ir_type build_int, build_pointer, build_array, build_volatile, build_record,
    build_large, build_constant, build_void;

void build_init(struct ir_build *build);
void build_done(struct ir_build *build);

/* Numbers the places, links parents, lowers, and runs every pass up to the frame, each one
 * verified. */
void build_run(struct ir_build *build, struct ir_node *body);

struct ir_var *build_param(struct ir_build *build, const char *name);
struct ir_var *build_var(struct ir_build *build, const char *name, const struct ir_type *type);

struct ir_node *build_node(struct ir_build *build, enum ir_kind kind, struct ir_node *const *kids,
                           size_t count);
#define N(kind, ...)                                                                               \
    build_node(b, (kind), (struct ir_node *const[]){__VA_ARGS__},                                  \
               sizeof((struct ir_node *const[]){__VA_ARGS__}) / sizeof(struct ir_node *))
#define BLOCK(...) N(IR_BLOCK, __VA_ARGS__)

/* Expressions. */
struct ir_node *build_number(struct ir_build *build);
struct ir_node *build_ref(struct ir_build *build, struct ir_var *var);
struct ir_node *build_address(struct ir_build *build, struct ir_var *var);
/* await g(argument), a call of a tamed function that returns int; NULL: without argument. */
struct ir_node *build_await(struct ir_build *build, struct ir_node *argument);
/* h(argument), an ordinary call. */
struct ir_node *build_call(struct ir_build *build, struct ir_node *argument);

/* Statements. value: NULL for none. */
struct ir_node *build_decl(struct ir_build *build, struct ir_var *var, struct ir_node *value);
struct ir_node *build_assign(struct ir_build *build, struct ir_var *var, struct ir_node *value);
struct ir_node *build_expr(struct ir_build *build, struct ir_node *expr);
struct ir_node *build_jump(struct ir_build *build, enum ir_kind kind, const char *label);
struct ir_node *build_label(struct ir_build *build, const char *name, struct ir_node *statement);
struct ir_node *build_scope(struct ir_build *build, struct ir_var *scope, struct ir_node *body);

/* Names of the user's variables that the n-th point that waits (from 1) saves, with a blank
 * between; of the pinned ones. */
const char *build_saved(struct ir_build *build, unsigned n);
const char *build_pinned(struct ir_build *build);

#endif
