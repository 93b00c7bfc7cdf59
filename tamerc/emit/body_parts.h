/* SPDX-License-Identifier: BSD-3-Clause */
/* Shared by the parts that print a body: body.c, statements.c, declarations.c, regions_out.c,
 * suspend.c. Nobody else includes it. */
#ifndef TAMERC_BODY_PARTS_H
#define TAMERC_BODY_PARTS_H

#include "emit/cwriter.h"
#include "ir/ir.h"

struct body {
    struct cwriter *out;
    const struct ir_unit *unit;
    const struct ir_func *func;
    const char *name;    /* of the function */
    const char *base;    /* the tamer_frame inside the frame: tamer_base or tamer_base.frame */
    bool *continue_used; /* by loop_id: some `continue` became a goto */
    bool is_sample; /* prints the operand of a typeof: blocks are cut down to what has the type */
    const struct ir_node *sample_block; /* … this one, the outermost: declares its own variables */
};

/* ---- body.c: text and expressions ---- */

/* Behind the '{' of a block, and at its '}': two bytes each where they are written <% and %>. */
uint32_t body_inside(const struct body *body, const struct ir_node *block);
uint32_t body_close(const struct body *body, const struct ir_node *block);
/* Source text, __func__ and its kin replaced by the user's function's name. */
void body_text(struct body *body, uint32_t start, uint32_t end);
/* Source text up to the node, but for hints about a loop that is none in the output. */
void body_gap(struct body *body, uint32_t start, const struct ir_node *kid);
/* An expression, or what stands for it. */
void body_expr(struct body *body, const struct ir_node *node);
/* An expression where the grammar wants none with a comma. */
void body_operand(struct body *body, const struct ir_node *node);
/* The node as it was written, its kids printed by themselves. */
void body_gaps(struct body *body, const struct ir_node *node);
/* The variable as an lvalue; printed, or in the arena. */
const char *body_lvalue(struct body *body, const struct ir_var *var);
void body_var(struct body *body, const struct ir_var *var);

/* ---- raw.c: temporaries of types without a name at file scope ---- */

bool body_is_raw_temp(const struct ir_var *var);
/* A statement expression, without what does not bear on the type of its value. */
void body_sample_block(struct body *body, const struct ir_node *node);
/* The type, where an expression stands that it comes from. */
const char *body_type(const struct body *body, const struct ir_type *type);
void body_declare_raw(struct body *body, const struct ir_var *var);
/* The array of its bytes. */
const char *body_raw_place(const struct body *body, const struct ir_var *var);
void body_set_raw(struct body *body, const struct ir_var *var, const struct ir_node *value);

/* ---- constant.c ---- */

/* Whether the reference names a constant object that is none in the generated code, where it
 * matters. */
bool body_must_be_const(const struct ir_node *ref);
void body_const(struct body *body, const struct ir_node *ref);
/* True: the alignment that was asked for has been printed. */
bool body_alignment(struct body *body, const struct ir_node *node);

/* ---- statements.c ---- */

void body_stmt(struct body *body, const struct ir_node *node);
/* As the one statement that a controlling statement may have: in braces where it has become
 * several. */
void body_substmt(struct body *body, const struct ir_node *node);
void body_list(struct body *body, const struct ir_list *list);
/* Whether a loop is printed in other words than the user's. */
bool body_changes_loop(const struct ir_node *loop);
/* Leaves the function with the value in `variable`. */
void body_return(struct body *body, const char *variable);
/* Statements of a block from kids[first] on. */
void body_statements(struct body *body, const struct ir_node *block, uint32_t first,
                     uint32_t position);

/* ---- declarations.c ---- */

void body_decl(struct body *body, const struct ir_node *node);
/* An IR_NULL: a statement without effect, or a type whose definition was moved there. */
void body_null(struct body *body, const struct ir_node *node);
void body_declarator(struct body *body, const struct ir_node *declarator);
/* What a declaration begins with, storage classes and _Alignas removed: a type. In the arena. */
const char *body_specifiers(const struct body *body, const struct ir_node *decl);
/* Whether the statement before a for's ';' is no longer the one that was written. */
bool body_changes_shape(const struct ir_node *statement);

/* ---- variable_types.c: variably modified types with bounds that were kept ---- */

const char *variable_type_name(const struct body *body, const struct ir_shape *shape);
/* The variable, whose stand-in is `place`; of an IR_VAR_TYPE, the type. */
const char *variable_type_lvalue(struct body *body, const struct ir_var *var, const char *place);
void variable_type_declarator(struct body *body, const struct ir_node *declarator);
/* A compound literal that is made at `place`. */
void variable_type_literal(struct body *body, const struct ir_node *node, const char *place);
void variable_type_alloc(struct body *body, const struct ir_node *node);
void variable_type_free(struct body *body, const struct ir_node *node);

/* ---- suspend.c ---- */

void body_await(struct body *body, const struct ir_node *node);
/* tamer_q has been set: leaves on failure, suspends if it must. Ends with tamer_q.value as the
 * result. */
void body_suspension(struct body *body, const struct ir_point *point, const struct ir_var *out);
void body_throw(struct body *body, const struct ir_node *node);
void body_check(struct body *body, const struct ir_node *node);
/* tamer_q.value is an error: goes where errors of that region go. */
void body_fail(struct body *body, const struct ir_region *region, bool in_door);
/* var = the value in tamer_q.value. */
void body_take_value(struct body *body, const struct ir_var *var);
void body_copy_in(struct body *body, const struct ir_var *var);
/* Of a variable, to the frame. */
void body_copy_out(struct body *body, const struct ir_var *var);

/* ---- regions_out.c ---- */

void body_scope(struct body *body, const struct ir_node *node);
/* The deferred block at kids[index] and the statements behind it. */
void body_defer(struct body *body, const struct ir_node *block, uint32_t index);
void body_catch(struct body *body, const struct ir_node *node);
/* A jump out of a region: notes where to, goes to the door. */
void body_exit(struct body *body, const struct ir_exit *exit);

#endif
