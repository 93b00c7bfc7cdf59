/* SPDX-License-Identifier: BSD-3-Clause */
#include "ir_build.h"

#include <stdio.h>
#include <string.h>

#include "pass/cfg.h"
#include "pass/frame.h"
#include "pass/live.h"
#include "pass/lower.h"

const struct ir_type build_int = {
    .kind = IR_TYPE_INTEGER, .size = 4, .align = 4, .spelling = "int"};
const struct ir_type build_pointer = {
    .kind = IR_TYPE_POINTER, .size = 8, .align = 8, .spelling = "int *"};
const struct ir_type build_array = {
    .kind = IR_TYPE_ARRAY, .size = 16, .align = 1, .spelling = "char[16]"};
const struct ir_type build_volatile = {
    .kind = IR_TYPE_INTEGER, .size = 4, .align = 4, .spelling = "int", .is_volatile = true};
const struct ir_type build_record = {
    .kind = IR_TYPE_RECORD, .size = 16, .align = 8, .spelling = "struct s"};
const struct ir_type build_large = {
    .kind = IR_TYPE_RECORD, .size = 136, .align = 8, .spelling = "struct large"};
const struct ir_type build_constant = {
    .kind = IR_TYPE_RECORD, .size = 8, .align = 4, .spelling = "struct s", .is_const = true};
const struct ir_type build_void = {.kind = IR_TYPE_VOID, .spelling = "void"};

void build_init(struct ir_build *build)
{
    *build = (struct ir_build){0};
    build->unit.arena = &build->arena;
    build->unit.funcs = &build->func;
    build->signature = (struct ir_signature){
        .name = "f", .stem = "f", .result = IR_RESULT_INTEGER, .result_type = &build_int};
    build->callee = (struct ir_signature){
        .name = "g", .stem = "g", .result = IR_RESULT_INTEGER, .result_type = &build_int};
    build->func.signature = &build->signature;
}

void build_done(struct ir_build *build)
{
    arena_free(&build->arena);
}

struct ir_var *build_param(struct ir_build *build, const char *name)
{
    return ir_var_add(&build->unit, &build->func, IR_VAR_PARAM, name, &build_int);
}

struct ir_var *build_var(struct ir_build *build, const char *name, const struct ir_type *type)
{
    return ir_var_add(&build->unit, &build->func, IR_VAR_LOCAL, name, type);
}

struct ir_node *build_node(struct ir_build *build, enum ir_kind kind, struct ir_node *const *kids,
                           size_t count)
{
    struct ir_node *node = ir_node_new(&build->arena, kind, 0, 0);
    node->kids = arena_array(&build->arena, count, sizeof(struct ir_node *));
    node->kid_count = (uint32_t)count;
    for (size_t i = 0; i < count; i++)
        node->kids[i] = kids[i];
    node->type = &build_int;
    return node;
}

static struct ir_node *leaf(struct ir_build *build, enum ir_kind kind)
{
    return build_node(build, kind, NULL, 0);
}

static struct ir_node *around(struct ir_build *build, enum ir_kind kind, struct ir_node *kid)
{
    return build_node(build, kind, &kid, kid ? 1 : 0);
}

struct ir_node *build_number(struct ir_build *build)
{
    struct ir_node *node = leaf(build, IR_LITERAL);
    node->is_constant = true;
    return node;
}

struct ir_node *build_ref(struct ir_build *build, struct ir_var *var)
{
    struct ir_node *node = leaf(build, IR_REF);
    node->var = var;
    node->name = var->name;
    node->type = var->type;
    node->is_lvalue = true;
    return node;
}

struct ir_node *build_address(struct ir_build *build, struct ir_var *var)
{
    struct ir_node *node = around(build, IR_ADDRESS, build_ref(build, var));
    node->type = &build_pointer;
    return node;
}

static struct ir_node *call_of(struct ir_build *build, const char *name, struct ir_node *argument)
{
    struct ir_node *callee = leaf(build, IR_REF);
    callee->name = name;
    callee->is_global = true;
    return build_node(build, IR_CALL, (struct ir_node *const[]){callee, argument},
                      argument ? 2 : 1);
}

struct ir_node *build_await(struct ir_build *build, struct ir_node *argument)
{
    struct ir_node *call = call_of(build, "g", argument);
    struct ir_node *node = around(build, IR_AWAIT, call);
    call->callee = node->callee = &build->callee;
    return node;
}

struct ir_node *build_call(struct ir_build *build, struct ir_node *argument)
{
    return call_of(build, "h", argument);
}

struct ir_node *build_decl(struct ir_build *build, struct ir_var *var, struct ir_node *value)
{
    struct ir_node *declarator = around(build, IR_DECLARATOR, value);
    declarator->var = var;
    declarator->type = var->type;
    declarator->has_init = value != NULL;
    var->declarator = declarator;
    return around(build, IR_DECL, declarator);
}

struct ir_node *build_assign(struct ir_build *build, struct ir_var *var, struct ir_node *value)
{
    struct ir_node *kids[] = {build_ref(build, var), value};
    return build_expr(build, build_node(build, IR_ASSIGN, kids, 2));
}

struct ir_node *build_expr(struct ir_build *build, struct ir_node *expr)
{
    return around(build, IR_EXPR, expr);
}

struct ir_node *build_jump(struct ir_build *build, enum ir_kind kind, const char *label)
{
    struct ir_node *node = leaf(build, kind);
    node->name = label;
    return node;
}

struct ir_node *build_label(struct ir_build *build, const char *name, struct ir_node *statement)
{
    struct ir_node *node = build_node(build, IR_LABEL, &statement, 1);
    node->name = name;
    ir_label_add(build->unit.arena, &build->func, node);
    return node;
}

struct ir_node *build_scope(struct ir_build *build, struct ir_var *scope, struct ir_node *body)
{
    struct ir_node *kids[] = {leaf(build, IR_INIT_LIST), body};
    struct ir_node *node = build_node(build, IR_SCOPE, kids, 2);
    node->var = scope;
    node->name = scope->name;
    return node;
}

/* Two places for each node, so that a parent's extent holds its kids'. */
static uint32_t place(struct ir_node *node, struct ir_node *parent, struct ir_node *block,
                      uint32_t at)
{
    node->parent = parent;
    node->start = at++;
    if (node->kind == IR_BLOCK || node->kind == IR_FOR || node->kind == IR_SCOPE)
        block = node;
    if ((node->kind == IR_DECLARATOR || node->kind == IR_SCOPE) && node->var)
        node->var->block = block;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (node->kids[i])
            at = place(node->kids[i], node, block, at);
    node->end = at + 1;
    return node->end;
}

void build_run(struct ir_build *build, struct ir_node *body)
{
    struct ir_func *func = &build->func;
    struct ir_unit *unit = &build->unit;

    func->body = body;
    func->end = place(body, NULL, body, 0);
    ir_verify(unit, func, IR_HARVESTED);
    lower_function(unit, func, NULL);
    ir_verify(unit, func, IR_LOWERED);
    cfg_build(unit, func);
    ir_verify(unit, func, IR_FLOWED);
    live_compute(unit, func);
    ir_verify(unit, func, IR_LIVE);
    frame_lay_out(unit, func);
    ir_verify(unit, func, IR_FRAMED);
}

/* ---- what came out ---- */

static const char *append(struct ir_build *build, const char *text, const struct ir_var *var)
{
    return arena_printf(&build->arena, "%s%s%s", text, *text ? " " : "", var->name);
}

const char *build_saved(struct ir_build *build, unsigned n)
{
    const char *text = "";
    for (uint32_t i = 0; i < build->func.point_count; i++) {
        const struct ir_point *point = build->func.points[i];
        if (!point->suspends || --n > 0)
            continue;
        for (uint32_t k = 0; k < point->live_count; k++)
            if (point->live[k]->kind != IR_VAR_TEMP)
                text = append(build, text, point->live[k]);
        return text;
    }
    return "no such point";
}

const char *build_pinned(struct ir_build *build)
{
    const char *text = "";
    for (uint32_t i = 0; i < build->func.var_count; i++)
        if (build->func.vars[i]->pinned)
            text = append(build, text, build->func.vars[i]);
    return text;
}
