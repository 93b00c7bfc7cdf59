/* SPDX-License-Identifier: BSD-3-Clause */
/* Awaits in statements: what must run first goes to `pre`, loops get theirs each time round, jumps
 * their exits. */
#include "pass/lower.h"
#include "pass/lower_parts.h"

#include "base/arena.h"
#include "text/diag.h"

static void lower_into(struct lower *lower, struct ir_list *out, struct ir_node *expr)
{
    struct ir_list *before = lower->out;

    lower->out = out;
    lower_expr(lower, expr);
    lower->out = before;
}

static void lower_body(struct lower *lower, struct ir_node *node, struct ir_node *body,
                       bool takes_continue, const struct ir_region *beyond)
{
    struct lower_target target = {
        .outer = lower->targets, .node = node, .takes_continue = takes_continue};

    target.beyond = (struct ir_region *)beyond;
    lower->targets = &target;
    if (body != NULL)
        lower_stmt(lower, body);
    lower->targets = target.outer;
}

/* ---- declarations and expressions ---- */

bool lower_names(const struct ir_node *node, const struct ir_var *var)
{
    if (node == NULL)
        return false;
    if (node->kind == IR_REF && node->var == var)
        return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (lower_names(node->kids[i], var))
            return true;
    return false;
}

/* T *p = await make(sizeof *p): what is evaluated in front of the declaration needs it. */
static void declare_first(struct ir_node *declarator)
{
    const struct ir_node *value = declarator->kids[declarator->kid_count - 1];
    struct ir_var *var = declarator->var;

    if (var == NULL || var->kind != IR_VAR_LOCAL || !lower_names(value, var))
        return;
    if (value->kind == IR_INIT_LIST || var->type->is_const || var->type->kind == IR_TYPE_ARRAY ||
        var->type->has_const_member)
        ir_var_pin(var, IR_PIN_ITSELF, 0);
    else
        declarator->declared_first = true;
}

static void lower_decl(struct lower *lower, struct ir_node *node)
{
    for (uint32_t i = 0; i < node->kid_count; i++) {
        struct ir_node *kid = node->kids[i];

        if (kid == NULL || kid->kind != IR_DECLARATOR)
            continue;
        if (!variable_types_declare(lower, kid) && kid->has_await && kid->has_init)
            declare_first(kid);
        if (!kid->has_await)
            continue;
        for (uint32_t k = 0; k < kid->kid_count; k++) /* bounds, and the initialiser */
            lower_into(lower, &kid->pre, kid->kids[k]);
    }
}

static void lower_expr_stmt(struct lower *lower, struct ir_node *node)
{
    if (node == lower->value) {
        lower_value(lower, node);
        return;
    }
    if (!node->has_await)
        return;
    lower->out = &node->pre;
    if (!lower_effect(lower, node->kids[0]))
        node->kid_count = 0;
}

/* ---- loops ---- */

static void lower_while(struct lower *lower, struct ir_node *node)
{
    lower_into(lower, &node->pre_cond, node->kids[0]);
    lower_body(lower, node, node->kids[1], true, lower->region);
}

/* Whether a `continue` of this loop must become a goto is known only when its body has been walked.
 */
static void give_label(struct lower *lower, struct ir_node *node)
{
    node->loop_id = ++lower->func->loop_count;
}

static void lower_do(struct lower *lower, struct ir_node *node)
{
    if (node->kids[1]->has_await)
        give_label(lower, node);
    lower_body(lower, node, node->kids[0], true, lower->region);
    lower_into(lower, &node->pre_cond, node->kids[1]);
}

static void lower_for(struct lower *lower, struct ir_node *node)
{
    if (node->kids[0] != NULL)
        lower_stmt(lower, node->kids[0]);
    if (node->kids[1] != NULL)
        lower_into(lower, &node->pre_cond, node->kids[1]);
    if (node->kids[2] != NULL && node->kids[2]->has_await) {
        struct ir_list *out = lower->out;

        give_label(lower, node);
        lower->out = &node->pre_step;
        if (!lower_effect(lower, node->kids[2]))
            node->kids[2] = NULL;
        lower->out = out;
    }
    lower_body(lower, node, node->kids[3], true, lower->region);
}

/* ---- jumps ---- */

static void lower_jump(struct lower *lower, struct ir_node *node)
{
    struct lower_target *target = lower->targets;

    if (node->kind == IR_CONTINUE)
        while (target != NULL && !target->takes_continue)
            target = target->outer;
    if (target == NULL)
        return;
    node->target = target->node;
    node->exit = regions_exit(lower, node, target->beyond);
}

static void lower_goto(struct lower *lower, struct ir_node *node)
{
    struct ir_node *label = ir_label_of(lower->func, node);

    if (label != NULL)
        node->exit = regions_exit(lower, node, label->region);
}

static struct ir_var *result_var(struct lower *lower)
{
    struct ir_func *func = lower->func;

    if (func->result_var == NULL) {
        struct ir_type *type = arena_new(lower->unit->arena, struct ir_type);

        *type = *(func->result_type != NULL ? func->result_type : func->signature->result_type);
        type->is_const = type->is_volatile = type->is_atomic = false;
        func->result_var = ir_var_add(lower->unit, func, IR_VAR_TEMP, "tamer_kept", type);
    }
    return func->result_var;
}

static void lower_return(struct lower *lower, struct ir_node *node)
{
    struct ir_node *value = node->kid_count > 0 ? node->kids[0] : NULL;

    lower->out = &node->pre;
    if (value != NULL && value->type->kind == IR_TYPE_VOID) {
        lower_discard(lower, value);
        node->kid_count = 0;
        value = NULL;
    }
    if (value != NULL)
        lower_expr(lower, value);
    node->exit = regions_exit(lower, node, NULL);
    if (node->exit != NULL && value != NULL) {
        lower_set(lower, result_var(lower), value, false);
        node->kid_count = 0;
    }
}

/* ---- regions ---- */

static void lower_scope(struct lower *lower, struct ir_node *node)
{
    struct ir_region *region = node->region;

    lower_into(lower, &node->pre, node->kids[0]);
    region->enter = lower_point(lower, node, node->start, false);
    region->leave = lower_point(lower, node, node->end - 1, true);
    lower->region = region;
    lower->in_door = false;
    lower_body(lower, node, node->kids[1], true, region->parent);
    lower->region = region->parent;
    lower->in_door = region->in_door;
}

/* Leaves the region open for the statements that follow in the block. */
static void lower_defer(struct lower *lower, struct ir_node *node)
{
    struct lower_target *targets = lower->targets;

    lower->targets = NULL; /* no break or continue leaves a deferred block */
    lower->region = node->region;
    lower->in_door = true;
    lower_stmt(lower, node->kids[0]);
    lower->in_door = false;
    lower->targets = targets;
}

static void lower_block(struct lower *lower, struct ir_node *node)
{
    struct ir_region *region = lower->region;
    bool in_door = lower->in_door;

    for (uint32_t i = 0; i < node->kid_count; i++)
        if (node->kids[i] != NULL)
            lower_stmt(lower, node->kids[i]);
    lower->region = region;
    lower->in_door = in_door;
}

/* ---- compound literals that outlive a suspension ---- */

static bool has_await_around(const struct ir_node *node)
{
    while (node != NULL && node->kind != IR_BLOCK)
        node = node->parent;
    return node != NULL && node->has_await;
}

/* Is it, or is a part of it, what the operand is? A _Generic is what one of its operands is. */
static bool passes_on(const struct ir_node *node)
{
    return node->kind == IR_PAREN || node->kind == IR_MEMBER || node->kind == IR_GENERIC ||
           (node->kind == IR_UNARY && node->is_lvalue);
}

/* It is taken apart although it does not wait. */
static void take_apart(struct ir_node *node)
{
    for (; node != NULL && !node->has_await; node = node->parent)
        node->has_await = true;
}

static bool stands_in_generic(const struct ir_node *node)
{
    while (node != NULL && node->kind != IR_GENERIC)
        node = node->parent;
    return node != NULL;
}

static void keep_literal(struct lower *lower, struct ir_node *node)
{
    const struct ir_node *user = node->parent;
    const struct ir_type *type;
    const char *name;
    bool is_array = node->type->kind == IR_TYPE_ARRAY;

    while (user != NULL && passes_on(user)) {
        is_array |= user->type != NULL && user->type->kind == IR_TYPE_ARRAY;
        user = user->parent;
    }
    if (!is_array && (user == NULL || (user->kind != IR_ADDRESS && user->kind != IR_INDEX)))
        return;
    if (node->type->kind == IR_TYPE_ARRAY && node->parent != NULL &&
        node->parent->kind == IR_DECLARATOR && node->parent->type->kind == IR_TYPE_ARRAY)
        return; /* GNU: initialises an array, is no object of its own */
    if (!has_await_around(node))
        return;
    if (node->type->is_variable && stands_in_generic(node)) {
        shapes_refuse(lower, node);
        return;
    }
    type = lower_literal_type(lower, node);
    name = arena_printf(lower->unit->arena, "tamer_literal%u", ++lower->func->temp_count);
    node->literal = ir_var_add(lower->unit, lower->func, IR_VAR_TEMP, name, type);
    ir_var_pin(node->literal, IR_PIN_LITERAL, node->start);
    if (node->type->is_variable)
        take_apart(node);
}

/* f().array: a pointer into an object that is gone with the expression. Where an await may stand in
 * between, the object is made in the frame. */
static void keep_object(struct lower *lower, struct ir_node *node)
{
    const struct ir_node *user = node->parent;
    struct ir_node *object = lower_object(node);

    if (object->is_lvalue || stands_in_generic(node) || !has_await_around(node))
        return;
    if (user != NULL && user->kind == IR_INDEX && user->type->kind != IR_TYPE_ARRAY &&
        !user->kids[1]->has_await && (user->parent == NULL || user->parent->kind != IR_ADDRESS))
        return; /* one element, read at once */
    node->literal = lower_temp(lower, lower_value_type(lower, object));
    ir_var_pin(node->literal, IR_PIN_LITERAL, node->start);
    take_apart(node);
}

/* Bounds that are evaluated in one operand of a conditional alone, or in a block, are evaluated
 * there. */
static void keep_bounds(struct lower *lower, struct ir_node *node)
{
    if (node->type == NULL || !node->type->is_variable || shapes_choose(lower, node) ||
        stands_in_generic(node) || !has_await_around(node))
        return;
    take_apart(node->kids[node->kid_count - 1]);
}

static void keep_literals(struct lower *lower, struct ir_node *node)
{
    if (node->kind == IR_COND || node->kind == IR_STMT_EXPR)
        keep_bounds(lower, node);
    if (node->kind == IR_COMPOUND_LITERAL && node->type != NULL)
        keep_literal(lower, node);
    else if (node->kind == IR_MEMBER && node->type != NULL && node->type->kind == IR_TYPE_ARRAY)
        keep_object(lower, node);
    if (node->kind == IR_UNEVALUATED)
        return;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (node->kids[i] != NULL)
            keep_literals(lower, node->kids[i]);
}

/* ---- all statements ---- */

static void lower_substatements(struct lower *lower, struct ir_node *node, uint32_t first)
{
    for (uint32_t i = first; i < node->kid_count; i++)
        if (node->kids[i] != NULL)
            lower_stmt(lower, node->kids[i]);
}

static void lower_control(struct lower *lower, struct ir_node *node)
{
    switch (node->kind) {
    case IR_GOTO_COMPUTED:
        lower_into(lower, &node->pre, node->kids[0]);
        break;
    case IR_IF:
        lower_into(lower, &node->pre, node->kids[0]);
        lower_substatements(lower, node, 1);
        break;
    case IR_SWITCH:
        lower_into(lower, &node->pre, node->kids[0]);
        lower_body(lower, node, node->kids[1], false, lower->region);
        break;
    case IR_WHILE:
        lower_while(lower, node);
        break;
    case IR_DO:
        lower_do(lower, node);
        break;
    case IR_FOR:
        lower_for(lower, node);
        break;
    case IR_CASE:
        lower_substatements(lower, node, 2);
        break;
    case IR_DEFAULT:
    case IR_LABEL:
        lower_substatements(lower, node, 0);
        break;
    default:
        break;
    }
}

/* A statement expression without awaits may still return. */
static void lower_inner(struct lower *lower, struct ir_node *node)
{
    for (uint32_t i = 0; i < node->kid_count; i++) {
        struct ir_node *kid = node->kids[i];

        if (kid == NULL || kid->kind == IR_UNEVALUATED)
            continue;
        if (kid->kind == IR_STMT_EXPR && kid->has_await)
            continue; /* when its turn comes */
        if (kid->kind == IR_STMT_EXPR)
            lower_stmt(lower, kid->kids[0]);
        else if (kid->kind < IR_BLOCK || kid->kind == IR_DECLARATOR)
            lower_inner(lower, kid);
    }
}

void lower_stmt(struct lower *lower, struct ir_node *node)
{
    struct ir_list *out = lower->out;

    lower_inner(lower, node);
    switch (node->kind) {
    case IR_BLOCK:
        lower_block(lower, node);
        break;
    case IR_DECL:
        lower_decl(lower, node);
        break;
    case IR_EXPR:
        lower_expr_stmt(lower, node);
        break;
    case IR_BREAK:
    case IR_CONTINUE:
        lower_jump(lower, node);
        break;
    case IR_GOTO:
        lower_goto(lower, node);
        break;
    case IR_RETURN:
        lower_return(lower, node);
        break;
    case IR_SCOPE:
        lower_scope(lower, node);
        break;
    case IR_DEFER:
        lower_defer(lower, node);
        break;
    default:
        lower_control(lower, node);
        break;
    }
    lower->out = out;
}

void lower_function(struct ir_unit *unit, struct ir_func *func, struct diag *diag)
{
    struct lower lower = {.unit = unit, .func = func, .diag = diag};
    struct ir_list stray = {0};

    cleanups_prepare(&lower);
    variable_types_enter(&lower);
    variable_types_place(&lower);
    regions_prepare(&lower);
    lower.region = NULL;
    lower.in_door = false;
    keep_literals(&lower, func->body);
    lower.out = &stray;
    lower_stmt(&lower, func->body);
}
