/* SPDX-License-Identifier: BSD-3-Clause */
/* Types of temporaries: a value may be of a type that has a name only in some block, or none. */
#include "pass/lower_parts.h"

#include "base/arena.h"
#include "text/diag.h"
#include "text/source.h"

/* Does every variable that it names live outside of the block? */
static bool names_outer(const struct ir_node *node, const struct ir_node *block)
{
    if (node == NULL)
        return true;
    if (node->kind == IR_REF && node->var != NULL && node->var->block != NULL &&
        ir_stands_in(node->var->block, block))
        return false;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (!names_outer(node->kids[i], block))
            return false;
    return true;
}

/* The last expression of a block, where it means the same behind it. */
static const struct ir_node *sample_of_block(const struct ir_node *block)
{
    const struct ir_node *last = block->kid_count > 0 ? block->kids[block->kid_count - 1] : NULL;

    if (last == NULL || last->kind != IR_EXPR || last->kid_count == 0 ||
        !names_outer(last->kids[0], block))
        return NULL;
    return last->kids[0];
}

/* One step towards a part of the expression that has the same type; itself: there is none. */
static const struct ir_node *part_of_same_type(const struct ir_node *node)
{
    switch (node->kind) {
    case IR_PAREN:
    case IR_ASSIGN:
    case IR_ASSIGN_OP:
    case IR_INCDEC:
    case IR_CHECK:
    case IR_BLOCKING:
        return node->kids[0];
    case IR_COMMA:
        return node->kids[node->kid_count - 1];
    case IR_COND: {
        const struct ir_node *arm = node->kids[1] != NULL ? node->kids[1] : node->kids[0];

        return arm->type->spelling == NULL && arm->type->local == NULL ? arm : node->kids[2];
    }
    case IR_STMT_EXPR:
        return sample_of_block(node->kids[0]);
    default:
        return node;
    }
}

/* Of a cast or a compound literal: between its first parentheses. */
static bool defines_type(const struct lower *lower, const struct ir_node *node)
{
    const struct source *source = lower->unit->source;
    uint32_t end = node->kids[node->kid_count - 1]->start;

    for (uint32_t i = source_token_at(source, node->start); source->tokens[i].start < end; i++)
        if (source_token_is(source, i, "{"))
            return true;
    return false;
}

/* Printed twice it would define a type twice, or a label. */
static bool can_repeat(const struct lower *lower, const struct ir_node *node)
{
    if (node == NULL || node->temp != NULL)
        return true;
    if (node->kind == IR_STMT_EXPR || node->kind == IR_GENERIC)
        return false;
    if ((node->kind == IR_CAST || node->kind == IR_COMPOUND_LITERAL) && defines_type(lower, node))
        return false;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (!can_repeat(lower, node->kids[i]))
            return false;
    return true;
}

static const struct ir_node *sample_of(const struct lower *lower, const struct ir_node *node)
{
    for (;;) {
        const struct ir_node *part = part_of_same_type(node);

        if (part == NULL || part == node)
            return part != NULL && can_repeat(lower, part) ? part : NULL;
        node = part;
    }
}

static void refuse(struct lower *lower, const struct ir_node *node)
{
    diag_error(lower->diag, node->start, node->end, "tamer-local-type",
               "the value of this expression must be kept while another part of the statement "
               "awaits, but its type is defined in the expression itself; define it outside, or "
               "evaluate this part in a statement of its own");
}

static const char *pointer_from(struct lower *lower, const char *spelling,
                                const struct ir_type *from)
{
    if (spelling == NULL)
        return NULL;
    if (from->kind == IR_TYPE_FUNCTION)
        return arena_printf(lower->unit->arena, "&*(__typeof__(%s) *)0", spelling);
    return arena_printf(lower->unit->arena, "&(*(%s%s__typeof__(%s) *)0)[0]",
                        from->is_const ? "const " : "", from->is_volatile ? "volatile " : "",
                        spelling);
}

/* What an array or a function is as a value; elements keep their qualifiers. */
static void decay(struct lower *lower, struct ir_type *type, const struct ir_type *from)
{
    type->spelling = pointer_from(lower, type->spelling, from);
    type->local = pointer_from(lower, type->local, from);
    type->kind = IR_TYPE_POINTER;
    type->size = type->align = (uint32_t)sizeof(void *);
}

/* Of a pointer to an element of an array of variable length. */
static const char *element_pointer(struct arena *arena, const struct ir_type *element,
                                   const char *spelling)
{
    if (spelling == NULL)
        return NULL;
    return arena_printf(arena, "%s%s__typeof__(%s) *", element->is_const ? "const " : "",
                        element->is_volatile ? "volatile " : "", spelling);
}

const struct ir_type *lower_value_type(struct lower *lower, struct ir_node *node)
{
    struct ir_type *type = arena_new(lower->unit->arena, struct ir_type);
    const struct ir_type *of = node->type->of;

    if (node->type->is_variable && (node->type->kind != IR_TYPE_ARRAY || of->is_variable))
        return shapes_value(lower, node);
    *type = *node->type;
    if (type->is_variable) {
        *type = lower_memory_type;
        type->spelling = element_pointer(lower->unit->arena, of, of->spelling);
        type->local = element_pointer(lower->unit->arena, of, of->local);
    }
    type->is_const = type->is_volatile = type->is_atomic = false;
    if (type->spelling == NULL && type->local == NULL) {
        type->sample = sample_of(lower, node);
        if (type->sample == NULL) {
            refuse(lower, node);
            type->spelling = "int";
        }
    }
    if (type->kind == IR_TYPE_ARRAY || type->kind == IR_TYPE_FUNCTION)
        decay(lower, type, node->type);
    return type;
}

/* ---- compound literals ---- */

/* What stands between the parentheses, in one line. */
static const char *type_as_written(const struct lower *lower, const struct ir_node *node)
{
    const struct source *source = lower->unit->source;
    uint32_t end = source_token_at(source, node->kids[node->kid_count - 1]->start) - 1;
    const char *text = "";

    for (uint32_t i = source_token_at(source, node->start) + 1; i < end; i++)
        text = arena_printf(lower->unit->arena, "%s%s%.*s", text, *text != '\0' ? " " : "",
                            (int)(source->tokens[i].end - source->tokens[i].start),
                            source->text + source->tokens[i].start);
    return text;
}

static const struct ir_type *refuse_literal(struct lower *lower, const struct ir_node *node,
                                            const char *why)
{
    diag_error(lower->diag, node->start, node->end, "tamer-local-type",
               "the address of this compound literal may be used after an await, but %s, or use a "
               "variable",
               why);
    return NULL;
}

const struct ir_type *lower_literal_type(struct lower *lower, const struct ir_node *node)
{
    bool defines = defines_type(lower, node);
    struct ir_type *type;

    if (node->type->is_variable)
        return refuse_literal(lower, node,
                              "its size is known only at run time; use a constant size");
    if (node->type->spelling != NULL || (node->type->local != NULL && !defines))
        return node->type;
    if (defines && (node->type->local != NULL || node->type->kind == IR_TYPE_ARRAY))
        return refuse_literal(lower, node, "its type is defined inside; define that before");
    type = arena_new(lower->unit->arena, struct ir_type);
    *type = *node->type;
    if (defines)
        type->local = type_as_written(lower, node);
    else
        type->sample = node;
    return type;
}
