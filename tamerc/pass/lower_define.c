/* SPDX-License-Identifier: BSD-3-Clause */
/* Types that an expression defines, and that must be named outside of it: defined in front of the
 * statement. */
#include "pass/lower_parts.h"

#include <string.h>

#include "base/arena.h"
#include "text/definition.h"
#include "text/source.h"

/* The statement that the definition is in force behind: a loop's head has no place for it. */
static struct ir_node *statement_around(struct ir_node *node)
{
    while (node->kind < IR_BLOCK || node->kind == IR_DECLARATOR)
        node = node->parent;
    while (node->parent != NULL && node->parent->kind == IR_FOR && node->parent->kids[3] != node)
        node = node->parent;
    return node;
}

/* Behind the definitions that were moved there before. */
static void put_first(struct arena *arena, struct ir_list *list, struct ir_node *made)
{
    uint32_t at = 0;

    while (at < list->count && list->items[at]->kind == IR_NULL)
        at++;
    ir_list_add(arena, list, made);
    memmove(&list->items[at + 1], &list->items[at],
            (list->count - 1 - at) * sizeof(struct ir_node *));
    list->items[at] = made;
}

static bool is_moved(const struct ir_func *func, uint32_t start)
{
    for (uint32_t i = 0; i < func->moved_types.count; i++)
        if (func->moved_types.items[i]->start == start)
            return true;
    return false;
}

/* The names inside of the definition become its children too. */
static void take_names(struct arena *arena, struct ir_node *made, const struct ir_node *node,
                       struct ir_list *names)
{
    for (uint32_t i = 0; i < node->kid_count; i++) {
        struct ir_node *kid = node->kids[i];

        if (kid == NULL || kid->end <= made->start || kid->start >= made->end)
            continue;
        if (kid->start >= made->start && kid->end <= made->end)
            ir_list_add(arena, names, kid);
        else
            take_names(arena, made, kid, names);
    }
    made->kids = names->items;
    made->kid_count = names->count;
}

static void move_type(struct lower *lower, struct ir_node *node,
                      const struct definition *definition)
{
    struct arena *arena = lower->unit->arena;
    const struct source *source = lower->unit->source;
    const struct token *tag = &source->tokens[definition->tag + 1];
    struct ir_node *made, *statement = statement_around(node);
    struct ir_list names = {0};

    if (is_moved(lower->func, source->tokens[definition->word].start))
        return;
    made = ir_node_new(arena, IR_NULL, source->tokens[definition->word].start,
                       source->tokens[definition->last].end);
    made->name = definition->is_tagged
                     ? arena_strndup(arena, source->text + tag->start, tag->end - tag->start)
                     : arena_printf(arena, "tamer_type_%u", lower->func->moved_types.count + 1);
    made->parent = statement;
    take_names(arena, made, node, &names);
    put_first(arena, &statement->pre, made);
    ir_list_add(arena, &lower->func->moved_types, made);
}

void lower_move_types(struct lower *lower, struct ir_node *node)
{
    struct definition definition;
    uint32_t i = source_token_at(lower->unit->source, node->start);

    for (; definition_find(lower->unit->source, i, node->end, &definition); i = definition.last + 1)
        move_type(lower, node, &definition);
}
