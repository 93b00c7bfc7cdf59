/* SPDX-License-Identifier: BSD-3-Clause */
/* Awaits in expressions: administrative normal form, kept to the expressions that need it. */
#include "pass/lower_parts.h"

#include <string.h>

#include "base/arena.h"

const struct ir_type lower_int_type = {
    .kind = IR_TYPE_INTEGER, .size = 4, .align = 4, .spelling = "int"};
const struct ir_type lower_error_type = {
    .kind = IR_TYPE_INTEGER, .size = 8, .align = 8, .spelling = "tamer_u64"};
const struct ir_type lower_memory_type = {
    .kind = IR_TYPE_POINTER, .size = sizeof(void *), .align = sizeof(void *), .spelling = "void *"};

/* ---- temporaries, points, generated statements ---- */

struct ir_var *lower_temp(struct lower *lower, const struct ir_type *type)
{
    const char *name = arena_printf(lower->unit->arena, "tamer_t%u", ++lower->func->temp_count);

    return ir_var_add(lower->unit, lower->func, IR_VAR_TEMP, name, type);
}

struct ir_point *lower_point(struct lower *lower, struct ir_node *node, uint32_t offset,
                             bool suspends)
{
    struct ir_func *func = lower->func;
    struct ir_point *point = arena_new(lower->unit->arena, struct ir_point);

    if (func->point_count == func->point_capacity) {
        uint32_t capacity = func->point_capacity ? func->point_capacity * 2 : 8;
        struct ir_point **grown =
            arena_array(lower->unit->arena, capacity, sizeof(struct ir_point *));

        if (func->point_count > 0)
            memcpy(grown, func->points, func->point_count * sizeof(struct ir_point *));
        func->points = grown;
        func->point_capacity = capacity;
    }
    func->points[func->point_count++] = point;
    *point = (struct ir_point){.index = func->point_count,
                               .node = node,
                               .offset = offset,
                               .region = lower->region,
                               .in_door = lower->in_door,
                               .suspends = suspends};
    if (lower->region != NULL)
        lower->region->can_fail = true;
    return point;
}

struct ir_node *lower_put(struct lower *lower, enum ir_kind kind, uint32_t place,
                          struct ir_node *kid)
{
    struct ir_node *node = ir_node_new(lower->unit->arena, kind, place, place);

    if (kid != NULL) {
        node->kids = arena_array(lower->unit->arena, 1, sizeof(struct ir_node *));
        node->kids[0] = kid;
        node->kid_count = 1;
    }
    ir_list_add(lower->unit->arena, lower->out, node);
    return node;
}

static struct ir_node *put_set(struct lower *lower, struct ir_var *var, struct ir_node *node)
{
    struct ir_node *set = lower_put(lower, IR_SET, node->start, node);

    set->var = var;
    return set;
}

void lower_set(struct lower *lower, struct ir_var *var, struct ir_node *node, bool negate_twice)
{
    put_set(lower, var, node)->negate_twice = negate_twice;
}

/* An error of the sync calls beneath this statement is one of the function's from here on. */
static void guard(struct lower *lower, struct ir_node *statement)
{
    statement->point = lower_point(lower, statement, statement->start, false);
}

void lower_spill(struct lower *lower, struct ir_node *node)
{
    struct ir_node *copy;
    struct ir_var *temp;

    if (node->temp != NULL)
        return;
    temp = lower_temp(lower, lower_value_type(lower, node));
    copy = arena_new(lower->unit->arena, struct ir_node);
    *copy = *node;
    lower_set(lower, temp, copy, false);
    node->temp = temp;
}

/* ---- what need not be evaluated early: nothing that an await lets happen can change it ---- */

static bool is_stable(const struct lower *lower, const struct ir_node *node);

static bool writes(const struct ir_node *node, const struct ir_var *var)
{
    if (node == NULL || node->kind == IR_UNEVALUATED)
        return false;
    if (node->kind == IR_ASM) /* any operand may be an output */
        return lower_names(node, var);
    if ((node->kind == IR_ASSIGN || node->kind == IR_ASSIGN_OP || node->kind == IR_INCDEC) &&
        lower_names(node->kids[0], var))
        return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (writes(node->kids[i], var))
            return true;
    return false;
}

static bool is_unchangeable_var(const struct lower *lower, const struct ir_var *var)
{
    if (var == NULL || var->kind == IR_VAR_STATIC || var->type->is_volatile)
        return false;
    if (var->kind == IR_VAR_TEMP)
        return true;
    for (uint32_t i = 0; i < lower->later_count; i++)
        if (writes(lower->later[i], var))
            return false;
    return !lower->addressed[var->index];
}

/* Does the lvalue denote the same object later, whatever its value? */
static bool is_stable_place(const struct lower *lower, const struct ir_node *node)
{
    if (node->temp != NULL)
        return true;
    switch (node->kind) {
    case IR_REF:
        return true;
    case IR_PAREN:
    case IR_MEMBER:
        return is_stable_place(lower, node->kids[0]);
    case IR_ARROW:
    case IR_DEREF:
        return is_stable(lower, node->kids[0]);
    case IR_INDEX:
        if (!is_stable(lower, node->kids[1]))
            return false;
        return node->kids[0]->type->kind == IR_TYPE_ARRAY ? is_stable_place(lower, node->kids[0])
                                                          : is_stable(lower, node->kids[0]);
    default:
        return false;
    }
}

static bool kids_stable(const struct lower *lower, const struct ir_node *node)
{
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (node->kids[i] != NULL && !is_stable(lower, node->kids[i]))
            return false;
    return true;
}

static bool is_stable(const struct lower *lower, const struct ir_node *node)
{
    if (node->temp != NULL || node->is_constant)
        return true;
    switch (node->kind) {
    case IR_LITERAL:
        return true;
    case IR_UNEVALUATED:
        return !node->is_evaluated || node->type == NULL;
    case IR_REF:
        if (node->type != NULL &&
            (node->type->kind == IR_TYPE_ARRAY || node->type->kind == IR_TYPE_FUNCTION))
            return true;
        return is_unchangeable_var(lower, node->var);
    case IR_ADDRESS:
        return is_stable_place(lower, node->kids[0]);
    case IR_MEMBER:
        if (node->type != NULL && node->type->kind == IR_TYPE_ARRAY)
            return is_stable_place(lower, node);
        return is_stable(lower, node->kids[0]);
    case IR_PAREN:
    case IR_UNARY:
    case IR_BINARY:
    case IR_AND:
    case IR_OR:
    case IR_COND:
    case IR_CAST:
        return kids_stable(lower, node);
    default:
        return false;
    }
}

/* ---- operands ---- */

/* Nested braces are one sequence of initialisers. */
static void spill_operand(struct lower *lower, struct ir_node *node)
{
    if (node->kind == IR_INIT_LIST) {
        for (uint32_t i = 0; i < node->kid_count; i++)
            if (node->kids[i] != NULL)
                spill_operand(lower, node->kids[i]);
        return;
    }
    if (!is_stable(lower, node))
        lower_spill(lower, node);
}

/* Operands without an order of C's own, from left to right: what stands before an await is
 * evaluated before it. */
static void lower_operands(struct lower *lower, struct ir_node *node)
{
    uint32_t last = node->kid_count;

    while (last > 0 && (node->kids[last - 1] == NULL || !node->kids[last - 1]->has_await))
        last--;
    for (uint32_t i = 0; i < last; i++) {
        if (node->kids[i] == NULL)
            continue;
        lower_expr(lower, node->kids[i]);
        if (i + 1 >= last)
            continue;
        lower->later = &node->kids[i + 1];
        lower->later_count = node->kid_count - i - 1;
        spill_operand(lower, node->kids[i]);
        lower->later_count = 0;
    }
}

/* The right side comes first, as in clang; C leaves it open. */
static void lower_assignment(struct lower *lower, struct ir_node *node)
{
    struct ir_node *left = node->kids[0], *right = node->kids[1];

    lower_expr(lower, right);
    if (!left->has_await)
        return;
    lower->later = &node->kids[0];
    lower->later_count = 1;
    spill_operand(lower, right);
    lower->later_count = 0;
    lower_expr(lower, left);
}

/* ---- await ---- */

static bool holds_block(const struct ir_node *node)
{
    if (node == NULL || node->temp != NULL || node->kind == IR_UNEVALUATED)
        return false;
    if (node->kind == IR_STMT_EXPR)
        return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (holds_block(node->kids[i]))
            return true;
    return false;
}

/* The call behind an await, its operands lowered. Through a pointer it is printed twice: what that
 * leads to must be safe to read twice, and a block, which may have labels, stand elsewhere. */
static void lower_callee(struct lower *lower, struct ir_node *call)
{
    uint32_t last = call->kid_count;

    lower_operands(lower, call);
    if (!call->is_pointer_call)
        return;
    while (last > 1 && !holds_block(call->kids[last - 1]))
        last--;
    for (uint32_t i = 0; i < last; i++) {
        lower->later = &call->kids[i + 1];
        lower->later_count = call->kid_count - i - 1;
        spill_operand(lower, call->kids[i]);
    }
    lower->later_count = 0;
}

static void lower_await(struct lower *lower, struct ir_node *node, bool wanted)
{
    struct ir_node *call = node->kids[0];
    struct ir_node *await;

    lower_callee(lower, call);
    await = lower_put(lower, IR_AWAIT_POINT, node->start, call);
    await->callee = node->callee;
    await->type = node->type;
    if (ir_result_of(node->type) == IR_RESULT_OUT || (wanted && node->type->kind != IR_TYPE_VOID)) {
        await->var = lower_temp(lower, lower_value_type(lower, node));
        await->var->saved = ir_result_of(node->type) ==
                            IR_RESULT_OUT; /* the frame has the place it is written to */
        node->temp = await->var;
    }
    await->point = lower_point(lower, await, node->start, true);
}

/* Evaluates the left operand here; the node keeps the right one alone. */
static void drop_left(struct lower *lower, struct ir_node *node)
{
    lower_discard(lower, node->kids[0]);
    node->kids = &node->kids[1];
    node->kid_count = 1;
}

static void lower_comma(struct lower *lower, struct ir_node *node)
{
    drop_left(lower, node);
    lower_expr(lower, node->kids[0]);
}

/* ---- errors ---- */

static void lower_check(struct lower *lower, struct ir_node *node)
{
    struct ir_node *test;

    lower_expr(lower, node->kids[0]);
    lower_spill(lower, node->kids[0]);
    node->temp = node->kids[0]->temp;
    test = lower_put(lower, IR_CHECK_TEST, node->start, NULL);
    test->var = node->temp;
    test->name = node->name;
    test->point = lower_point(lower, test, node->start, false);
}

/* tamer_blocking, or a call whose errors are taken. */
static void lower_blocking(struct lower *lower, struct ir_node *node)
{
    struct ir_node *copy = arena_new(lower->unit->arena, struct ir_node);

    lower_operands(lower, node);
    *copy = *node;
    if (node->type->kind == IR_TYPE_VOID) {
        guard(lower, lower_put(lower, IR_EVAL, node->start, copy));
        return;
    }
    node->temp = lower_temp(lower, lower_value_type(lower, node));
    guard(lower, put_set(lower, node->temp, copy));
}

static void lower_raise(struct lower *lower, struct ir_node *node)
{
    struct ir_node *throw;

    lower_operands(lower, node);
    throw = lower_put(lower, IR_THROW, node->start, NULL);
    throw->kids = node->kids;
    throw->kid_count = node->kid_count;
    throw->point = lower_point(lower, throw, node->start, false);
}

static void lower_catch(struct lower *lower, struct ir_node *node)
{
    struct ir_list *out = lower->out;
    struct ir_region *region = lower->region;
    struct ir_node *guarded;
    bool in_door = lower->in_door;

    lower_expr(lower, node->kids[0]);
    spill_operand(lower, node->kids[0]);
    guarded = lower_put(lower, IR_CATCH_REGION, node->start, node->kids[0]);
    guarded->var = lower_temp(lower, &lower_int_type);
    guarded->region = node->region;
    guarded->region->node = guarded;
    lower->region = node->region;
    lower->in_door = false;
    lower->out = &guarded->list;
    lower_discard(lower, node->kids[1]);
    lower->out = out;
    lower->region = region;
    lower->in_door = in_door;
    node->temp = guarded->var;
    guarded->point = lower_point(lower, guarded, node->start,
                                 false); /* a cancellation goes on from the handler */
}

/* ---- arrays in values ---- */

struct ir_node *lower_object(const struct ir_node *member)
{
    struct ir_node *object = member->kids[0];

    while (object->kind == IR_PAREN || object->kind == IR_MEMBER)
        object = object->kids[0];
    return object;
}

static void lower_member(struct lower *lower, struct ir_node *node)
{
    struct ir_node *object, *copy;

    lower_operands(lower, node);
    if (node->literal == NULL)
        return;
    object = lower_object(node);
    copy = arena_new(lower->unit->arena, struct ir_node);
    *copy = *object;
    lower_set(lower, node->literal, copy, false);
    object->temp = node->literal;
}

/* ---- all expressions ---- */

void lower_expr(struct lower *lower, struct ir_node *node)
{
    if (!node->has_await || node->temp != NULL)
        return;
    switch (node->kind) {
    case IR_AWAIT:
        lower_await(lower, node, true);
        break;
    case IR_CHECK:
        lower_check(lower, node);
        break;
    case IR_RAISE:
        lower_raise(lower, node);
        break;
    case IR_BLOCKING:
        lower_blocking(lower, node);
        break;
    case IR_CATCH:
        lower_catch(lower, node);
        break;
    case IR_AND:
    case IR_OR:
        lower_logical(lower, node, true);
        break;
    case IR_COND:
        lower_conditional(lower, node, true);
        break;
    case IR_COMMA:
        lower_comma(lower, node);
        break;
    case IR_MEMBER:
        lower_member(lower, node);
        break;
    case IR_ASSIGN:
    case IR_ASSIGN_OP:
        lower_assignment(lower, node);
        break;
    case IR_COMPOUND_LITERAL:
        lower_operands(lower, node);
        shapes_take_literal(lower, node);
        break;
    case IR_STMT_EXPR:
        lower_block_value(lower, node, true);
        break;
    case IR_CALL:
        if (node->is_guarded)
            lower_blocking(lower, node);
        else
            lower_operands(lower, node);
        break;
    default:
        lower_operands(lower, node);
        break;
    }
}

static bool effect_of_cast(struct lower *lower, struct ir_node *node)
{
    if (node->type->kind == IR_TYPE_VOID)
        return lower_effect(lower, node->kids[node->kid_count - 1]);
    lower_expr(lower, node);
    return true;
}

bool lower_effect(struct lower *lower, struct ir_node *node)
{
    if (!node->has_await)
        return true;
    switch (node->kind) {
    case IR_AWAIT:
        lower_await(lower, node, false);
        return false;
    case IR_PAREN:
        return lower_effect(lower, node->kids[0]);
    case IR_CAST:
        return effect_of_cast(lower, node);
    case IR_COMMA:
        drop_left(lower, node);
        return lower_effect(lower, node->kids[0]);
    case IR_AND:
    case IR_OR:
        lower_logical(lower, node, false);
        return node->temp == NULL;
    case IR_COND:
        if ((node->kids[1] == NULL || !node->kids[1]->has_await) && !node->kids[2]->has_await) {
            lower_expr(lower, node);
            return true;
        }
        lower_conditional(lower, node, false);
        return false;
    case IR_STMT_EXPR:
        lower_block_value(lower, node, false);
        return false;
    default:
        lower_expr(lower, node);
        return node->temp == NULL && node->kind != IR_RAISE && node->kind != IR_BLOCKING &&
               !node->is_guarded;
    }
}

void lower_discard(struct lower *lower, struct ir_node *node)
{
    struct ir_node *rest;

    if (!lower_effect(lower, node))
        return;
    rest = lower_put(lower, IR_EVAL, node->start, node);
    if (lower->region != NULL && lower->region->kind == IR_REGION_CATCH &&
        ir_contains(node, IR_CALL))
        guard(lower, rest); /* tamer_catch(&error, plain()): what plain() calls may fail */
}
