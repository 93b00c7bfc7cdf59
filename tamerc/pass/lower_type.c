/* SPDX-License-Identifier: BSD-3-Clause */
/* Types of temporaries: a value may be of a type that has a name only in some block, or none. */
#include "pass/lower_parts.h"

#include "base/arena.h"
#include "text/definition.h"
#include "text/source.h"

/* One step towards a part of the expression that has the same type; itself: there is none. */
static struct ir_node *part_of_same_type(struct ir_node *node)
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
        struct ir_node *arm = node->kids[1] != NULL ? node->kids[1] : node->kids[0];

        return arm->type->spelling == NULL ? arm : node->kids[2]; /* not a null pointer */
    }
    default:
        return node;
    }
}

static struct ir_node *sample_of(struct ir_node *node)
{
    for (;;) {
        struct ir_node *part = part_of_same_type(node);

        if (part == node)
            return node;
        node = part;
    }
}

/* Named by an expression that has it, where it has no name, or one in a block inside alone. */
static void name_by_sample(struct lower *lower, struct ir_type *type, struct ir_node *node)
{
    struct ir_node *sample = sample_of(node);

    if (type->local != NULL && !ir_contains(sample, IR_STMT_EXPR))
        return;
    lower_move_types(lower, sample);
    type->local = NULL;
    type->sample = sample;
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
    if (type->spelling == NULL)
        name_by_sample(lower, type, node);
    if (type->kind == IR_TYPE_ARRAY || type->kind == IR_TYPE_FUNCTION)
        decay(lower, type, node->type);
    return type;
}

/* ---- compound literals ---- */

/* `(struct { … }){ … }`: the tag says it all; else NULL. */
static const char *tag_of_literal(const struct lower *lower, const struct ir_node *node,
                                  const struct definition *definition)
{
    const struct source *source = lower->unit->source;
    const struct ir_list *moved = &lower->func->moved_types;
    const struct token *word = &source->tokens[definition->word];

    if (definition->word != source_token_at(source, node->start) + 1 ||
        !source_token_is(source, definition->last + 1, ")"))
        return NULL;
    for (uint32_t i = 0; i < moved->count; i++)
        if (moved->items[i]->start == word->start)
            return arena_printf(lower->unit->arena, "%.*s %s", (int)(word->end - word->start),
                                source->text + word->start, moved->items[i]->name);
    return NULL;
}

const struct ir_type *lower_literal_type(struct lower *lower, struct ir_node *node)
{
    const struct source *source = lower->unit->source;
    struct definition definition;
    bool defines = definition_find(source, source_token_at(source, node->start),
                                   node->kids[node->kid_count - 1]->start, &definition);
    struct ir_type *type;

    if (node->type->is_variable)
        return shapes_literal(lower, node);
    if (node->type->spelling != NULL || (node->type->local != NULL && !defines))
        return node->type;
    lower_move_types(lower, node);
    type = arena_new(lower->unit->arena, struct ir_type);
    *type = *node->type;
    type->local = defines ? tag_of_literal(lower, node, &definition) : NULL;
    if (type->local == NULL)
        type->sample = node;
    return type;
}
