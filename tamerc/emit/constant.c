/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Variables that are declared const. In the frame, or where they are set again behind a suspension,
 * they are not; what asks for their type, or points to them, is shown an object that is.
 */
#include "emit/body_parts.h"

#include "emit/ctype.h"
#include "text/source.h"

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

static bool asks_alignment(const struct source *source, uint32_t token)
{
    static const char *const words[] = {"_Alignof", "alignof", "__alignof__", "__alignof"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (source_token_is(source, token, words[i]))
            return true;
    return false;
}

/* _Alignof(x) of a variable in the frame, where it may have another alignment than it was declared
 * with. */
bool body_alignment(struct body *body, const struct ir_node *node)
{
    const struct source *source = body->unit->source;
    uint32_t first = source_token_at(source, node->start) + 1;
    const struct ir_var *var = node->kid_count == 1 ? node->kids[0]->var : NULL;
    uint32_t align;

    if (var == NULL || !var->pinned || var->alignment == 0 || !asks_alignment(source, first - 1))
        return false;
    while (source_token_is(source, first, "("))
        first++;
    if (source->tokens[first].start != node->kids[0]->start ||
        (source->tokens[first + 1].start < node->end && !source_token_is(source, first + 1, ")")))
        return false;
    align = var->alignment > var->type->align ? var->alignment : var->type->align;
    cwriter_printf(body->out, "sizeof(char[%u])", align);
    return true;
}
