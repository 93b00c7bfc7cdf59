/* SPDX-License-Identifier: BSD-3-Clause */
/* Temporaries for values of variably modified types. */
#include "base/arena.h"
#include "pass/shapes.h"
#include "text/diag.h"

void shapes_refuse(struct lower *lower, const struct ir_node *node)
{
    diag_error(
        lower->diag, node->start, node->end, "tamer-vla",
        "this type depends on a value and is in use where the function may be suspended, but "
        "tamerc cannot spell it there; end its block before, or use a pointer to the element");
}

const struct ir_type *shapes_value(struct lower *lower, struct ir_node *node)
{
    struct ir_shape shape;

    if (!shapes_find(lower, node, &shape) || !shapes_are_sayable(shape.type)) {
        shapes_refuse(lower, node);
        return &lower_int_type;
    }
    shapes_decay(lower, &shape);
    return shapes_stand_in(lower, &shape);
}

bool shapes_is_declared(const struct ir_node *node)
{
    if (node == NULL || node->kind == IR_UNEVALUATED)
        return true;
    if (node->kind == IR_CAST || node->kind == IR_COMPOUND_LITERAL || node->kind == IR_STMT_EXPR)
        return false;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (!shapes_is_declared(node->kids[i]))
            return false;
    return true;
}

bool shapes_choose(struct lower *lower, struct ir_node *node)
{
    struct ir_shape shape;

    if (node->kind != IR_COND || !shapes_is_declared(node->kids[1]) ||
        !shapes_is_declared(node->kids[2]) || !shapes_find(lower, node, &shape))
        return false;
    shapes_decay(lower, &shape);
    node->type = shapes_stand_in(lower, &shape);
    return true;
}

struct ir_var *shapes_result(struct lower *lower, struct ir_node *node)
{
    if (!node->type->is_variable || node->type->kind != IR_TYPE_POINTER)
        return lower_temp(lower, lower_value_type(lower, node));
    return lower_temp(lower, &lower_memory_type);
}

void shapes_take(struct lower *lower, struct ir_var *result, struct ir_node *value,
                 const struct ir_type *type)
{
    const struct ir_type *own = value->temp != NULL ? value->temp->type : value->type;
    struct ir_shape shape;

    if (result->type != &lower_memory_type || own == NULL ||
        (!own->is_variable && own->shape == NULL))
        return;
    if (!shapes_find(lower, value, &shape) || !shapes_are_sayable(shape.type)) {
        shapes_refuse(lower, value);
        return;
    }
    shapes_decay(lower, &shape);
    if (type->is_variable && shapes_bounds(type) == shape.bound_count)
        shape.type = type;
    for (uint32_t i = 0; i < shape.bound_count; i++)
        shape.bounds[i]->half_set |= shape.bounds[i]->kind == IR_VAR_TEMP;
    result->type = shapes_stand_in(lower, &shape);
}

const struct ir_type *shapes_literal(struct lower *lower, const struct ir_node *node)
{
    struct ir_type *type = arena_new(lower->unit->arena, struct ir_type);

    *type = (struct ir_type){.kind = node->type->kind,
                             .size = shapes_stand_in_size(node->type),
                             .align = sizeof(void *),
                             .spelling = shapes_stand_in_name(lower->unit->arena, node->type)};
    return type;
}

void shapes_take_literal(struct lower *lower, struct ir_node *node)
{
    struct ir_shape shape;

    if (node->literal == NULL || !node->type->is_variable)
        return;
    if (shapes_of_written(lower, node, &shape) && shapes_are_sayable(shape.type))
        node->literal->type = shapes_stand_in(lower, &shape);
    else
        shapes_refuse(lower, node);
}
