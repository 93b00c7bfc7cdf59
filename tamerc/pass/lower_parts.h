/* SPDX-License-Identifier: BSD-3-Clause */
/* Shared by the parts of lowering: regions.c, lower_expr.c, lower_stmt.c. Nobody else includes it.
 */
#ifndef TAMERC_LOWER_PARTS_H
#define TAMERC_LOWER_PARTS_H

#include "ir/ir.h"

struct diag;

/* A statement that break or continue can leave. On the C stack of the walk. */
struct lower_target {
    struct lower_target *outer;
    struct ir_node *node;     /* a loop, IR_SWITCH or IR_SCOPE */
    struct ir_region *beyond; /* the innermost region around whatever is jumped to */
    bool takes_continue;
};

struct lower {
    struct ir_unit *unit;
    struct ir_func *func;
    struct diag *diag;
    struct ir_list *out;      /* where statements that come first are put */
    struct ir_region *region; /* where an error raised here goes */
    bool in_door;             /* … from inside its deferred block */
    bool in_generic; /* regions.c: only some operands are evaluated: nothing is taken out of them */
    bool guards_calls; /* regions.c: in a tamer_catch around more than one call */
    struct lower_target *targets;
    /* The operands of the expression being taken apart that are evaluated behind this one. */
    struct ir_node *const *later;
    uint32_t later_count;
    bool *addressed; /* by var->index: its address is taken somewhere, so others may change it */
    struct ir_node *value; /* the IR_EXPR whose value is that of the statement expression around */
    struct ir_var *value_to;          /* where it goes; NULL: nobody wants it */
    const struct ir_type *value_type; /* … of the statement expression */
};

extern const struct ir_type lower_int_type, lower_error_type, lower_memory_type;

/* ---- regions.c ---- */

/* Sets has_await throughout, makes the regions of scopes and deferred blocks, tells labels the
 * region around them, finds addressed variables. */
void regions_prepare(struct lower *lower);
struct ir_region *regions_new(struct lower *lower, enum ir_region_kind kind, struct ir_node *node);
/* The way of `node`, a jump, from the current region out to `beyond`; NULL where it leaves none. */
struct ir_exit *regions_exit(struct lower *lower, struct ir_node *node,
                             const struct ir_region *beyond);

/* ---- variable_types.c ---- */

/* Before everything else: which declarations of variably modified types cannot stay. */
void variable_types_place(struct lower *lower);
/* Evaluates the bounds of parameters. */
void variable_types_enter(struct lower *lower);
/* Evaluates the bounds of one that does not stay, in its `pre`, which makes an array's memory.
 * False: it is none of those. */
bool variable_types_declare(struct lower *lower, struct ir_node *declarator);

/* ---- shapes.c, shape_values.c ---- */

/* Does only the program know its size? */
bool shapes_is_vla(const struct ir_type *type);
/* Gives the declarator's variable a type with a shape; what evaluates the bounds is put in its
 * `list`. decl: the declaration around it, or NULL. False: the type cannot be spelled. */
bool shapes_declare(struct lower *lower, struct ir_node *decl, struct ir_node *declarator);
/* The type of a temporary for the expression's value, which is variably modified. */
const struct ir_type *shapes_value(struct lower *lower, struct ir_node *node);
/* A conditional of variably modified type: its type is one that was evaluated before, whichever of
 * its operands is. False: it has none, or it is not known yet. */
bool shapes_choose(struct lower *lower, struct ir_node *node);
/* A temporary for the value of one of several expressions, each evaluated by itself; shapes_take
 * tells it the type of the first that has one. type: that of all of them together. */
struct ir_var *shapes_result(struct lower *lower, struct ir_node *node);
void shapes_take(struct lower *lower, struct ir_var *result, struct ir_node *value,
                 const struct ir_type *type);
/* Of a compound literal: before its bounds are evaluated, and where they are. */
const struct ir_type *shapes_literal(struct lower *lower, const struct ir_node *node);
void shapes_take_literal(struct lower *lower, struct ir_node *node);
void shapes_refuse(struct lower *lower, const struct ir_node *node);

/* ---- lower_expr.c ---- */

/* What the value of a member is part of. */
struct ir_node *lower_object(const struct ir_node *member);
struct ir_var *lower_temp(struct lower *lower, const struct ir_type *type);
struct ir_point *lower_point(struct lower *lower, struct ir_node *node, uint32_t offset,
                             bool suspends);
/* Evaluates the node here, once; where it stands the temporary is read. */
void lower_spill(struct lower *lower, struct ir_node *node);
/* Afterwards the expression holds no await; what was taken out stands in lower->out. */
void lower_expr(struct lower *lower, struct ir_node *node);
/* For an expression whose value nobody wants. False: nothing of it is left to evaluate. */
bool lower_effect(struct lower *lower, struct ir_node *node);
/* Likewise, and evaluates what is left. */
void lower_discard(struct lower *lower, struct ir_node *node);
/* var = node, in lower->out; the node is still printed where it stands unless its temp is set. */
void lower_set(struct lower *lower, struct ir_var *var, struct ir_node *node, bool negate_twice);

/* A node of lowering's own, in lower->out. kid: NULL: none. */
struct ir_node *lower_put(struct lower *lower, enum ir_kind kind, uint32_t place,
                          struct ir_node *kid);

/* ---- lower_choice.c ---- */

void lower_logical(struct lower *lower, struct ir_node *node, bool wanted);
void lower_conditional(struct lower *lower, struct ir_node *node, bool wanted);

/* ---- cleanups.c ---- */

/* Makes deferred calls of the cleanups of variables that are in scope where the function may be
 * suspended. */
void cleanups_prepare(struct lower *lower);

/* ---- lower_type.c ---- */

/* The type a value of the node has once it is read: no qualifiers, arrays and functions as
 * pointers. */
const struct ir_type *lower_value_type(struct lower *lower, struct ir_node *node);
/* Of a compound literal, for a variable that holds it. */
const struct ir_type *lower_literal_type(struct lower *lower, struct ir_node *node);

/* ---- lower_define.c ---- */

/* Types that the expression defines are defined in front of its statement, by an IR_NULL in its
 * `pre` and in ir_func.moved_types. */
void lower_move_types(struct lower *lower, struct ir_node *node);

/* ---- lower_block.c ---- */

/* A statement expression: its block runs in lower->out. Where the value is wanted, it is read from
 * a temporary. */
void lower_block_value(struct lower *lower, struct ir_node *node, bool wanted);
/* The last expression of such a block. */
void lower_value(struct lower *lower, struct ir_node *statement);

/* ---- lower_stmt.c ---- */

bool lower_names(const struct ir_node *node, const struct ir_var *var);

void lower_stmt(struct lower *lower, struct ir_node *node);

#endif
