/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Variables that are declared const. In the frame, or where they are set again behind a suspension,
 * they are not; what asks for their type, or points to them, is shown an object that is.
 */
#include "emit/body_parts.h"

#include "emit/ctype.h"

/* Is it declared without its const? */
static bool lost_const(const struct ir_var *var)
{
    const struct ir_type *type = var->type;

    if (!type->is_const || type->spelling == NULL || type->is_variable || type->shape != NULL)
        return false;
    return var->pinned || (var->kind == IR_VAR_LOCAL && var->saved) || var->kind == IR_VAR_PARAM;
}

static bool is_scalar(const struct ir_type *type)
{
    return type != NULL && (type->kind == IR_TYPE_INTEGER || type->kind == IR_TYPE_FLOAT ||
                            type->kind == IR_TYPE_POINTER);
}

bool body_must_be_const(const struct ir_node *ref)
{
    const struct ir_node *part = ref;

    if (ref->var == NULL || ref->var->is_register || !lost_const(ref->var))
        return false;
    while (part->parent != NULL &&
           (part->parent->kind == IR_PAREN || part->parent->kind == IR_MEMBER))
        part = part->parent;
    if (!is_scalar(part->type))
        return true;
    return part->parent != NULL &&
           (part->parent->kind == IR_ADDRESS || part->parent->kind == IR_UNEVALUATED ||
            part->parent->kind == IR_GENERIC);
}

void body_const(struct body *body, const struct ir_node *ref)
{
    const struct ir_type *type = ref->var->type;

    cwriter_printf(body->out, "(*(%s const%s *)&%s)", ctype_name(body->unit->arena, type),
                   type->is_volatile ? " volatile" : "", body_lvalue(body, ref->var));
}
