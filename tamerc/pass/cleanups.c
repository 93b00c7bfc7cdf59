/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Variables with a cleanup attribute. No compiler lets a jump enter their scope, which is what
 * going on behind a suspension does. So the attribute is left out, and a deferred block behind the
 * declaration calls the function.
 */
#include "pass/lower_parts.h"

#include "base/arena.h"

struct node_array {
    struct ir_node **items;
    uint32_t count;
};

/* Where the function may be suspended, in the text between the two. */
static bool suspends_between(const struct ir_node *node, uint32_t start, uint32_t end)
{
    if (node == NULL || node->end <= start || node->start >= end || node->kind == IR_UNEVALUATED)
        return false;
    if ((node->kind == IR_AWAIT || node->kind == IR_SCOPE) && node->start >= start)
        return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (suspends_between(node->kids[i], start, end))
            return true;
    return false;
}

static bool has_cleanup(const struct ir_node *kid)
{
    return kid != NULL && kid->kind == IR_DECLARATOR && kid->var != NULL && kid->var->is_cleanup;
}

/* They may share the attribute, so all go the same way. */
static bool must_open(const struct ir_node *decl, const struct ir_node *scope)
{
    for (uint32_t i = 0; i < decl->kid_count; i++)
        if (has_cleanup(decl->kids[i]) && suspends_between(scope, decl->kids[i]->end, scope->end))
            return true;
    return false;
}

static bool any_must_open(const struct ir_node *block)
{
    for (uint32_t i = 0; i < block->kid_count; i++)
        if (block->kids[i] != NULL && block->kids[i]->kind == IR_DECL &&
            must_open(block->kids[i], block))
            return true;
    return false;
}

static struct ir_node *made(struct lower *lower, enum ir_kind kind, uint32_t start, uint32_t end,
                            struct ir_node **kids, uint32_t kid_count)
{
    struct ir_node *node = ir_node_new(lower->unit->arena, kind, start, end);

    node->kids = kids;
    node->kid_count = kid_count;
    for (uint32_t i = 0; i < kid_count; i++)
        if (kids[i] != NULL)
            kids[i]->parent = node;
    return node;
}

/* NAME(&variable), deferred. */
static struct ir_node *deferred_call(struct lower *lower, struct ir_node *declarator,
                                     uint32_t place)
{
    struct ir_node **kids = arena_array(lower->unit->arena, 1, sizeof *kids);

    kids[0] = made(lower, IR_CLEANUP, place, place, NULL, 0);
    kids[0]->var = declarator->var;
    declarator->var->is_cleanup = false;
    ir_list_add(lower->unit->arena, &lower->func->cleanups, kids[0]);
    return made(lower, IR_DEFER, place, place, kids, 1);
}

static void add(struct node_array *array, struct ir_node *block, struct ir_node *node)
{
    array->items[array->count++] = node;
    if (node != NULL)
        node->parent = block;
}

/* A declaration ends behind each variable with a cleanup: the next initialiser is covered by it. */
static void open_declaration(struct lower *lower, struct ir_node *block, struct ir_node *decl,
                             struct node_array *to)
{
    uint32_t first = 0, start = decl->start;

    for (uint32_t i = 0; i < decl->kid_count; i++) {
        bool is_last = i + 1 == decl->kid_count;
        uint32_t end = is_last ? decl->end : decl->kids[i + 1]->start;
        struct ir_node *part = decl;

        if (!is_last && !has_cleanup(decl->kids[i]))
            continue;
        if (first > 0 || !is_last) {
            part = made(lower, IR_DECL, start, end, &decl->kids[first], i + 1 - first);
            part->whole = decl;
        }
        add(to, block, part);
        if (has_cleanup(decl->kids[i]))
            add(to, block, deferred_call(lower, decl->kids[i], end));
        first = i + 1;
        start = end;
    }
}

static uint32_t room_for(const struct ir_node *block)
{
    uint32_t room = block->kid_count;

    for (uint32_t i = 0; i < block->kid_count; i++)
        if (block->kids[i] != NULL && block->kids[i]->kind == IR_DECL)
            room += 2 * block->kids[i]->kid_count;
    return room;
}

static void open_block(struct lower *lower, struct ir_node *block)
{
    struct node_array kids = {
        .items = arena_array(lower->unit->arena, room_for(block), sizeof *kids.items)};

    if (!any_must_open(block))
        return;
    for (uint32_t i = 0; i < block->kid_count; i++) {
        struct ir_node *kid = block->kids[i];

        if (kid != NULL && kid->kind == IR_DECL && must_open(kid, block))
            open_declaration(lower, block, kid, &kids);
        else
            add(&kids, block, kid);
    }
    block->kids = kids.items;
    block->kid_count = kids.count;
}

/* for (T x = …; …; …) becomes { T x = …; for (; …; …) }. */
static struct ir_node *open_for(struct lower *lower, struct ir_node *loop)
{
    struct ir_node **kids = arena_array(lower->unit->arena, 2, sizeof *kids);
    struct ir_node *parent = loop->parent, *block;

    kids[0] = loop->kids[0];
    kids[1] = loop;
    loop->kids[0] = NULL;
    loop->is_made = true;
    block = made(lower, IR_BLOCK, loop->start, loop->end, kids, 2);
    block->is_made = true;
    block->parent = parent;
    for (uint32_t i = 0; i < lower->func->var_count; i++)
        if (lower->func->vars[i]->block == loop)
            lower->func->vars[i]->block = block;
    return block;
}

static bool is_for_to_open(const struct ir_node *node)
{
    return node->kind == IR_FOR && node->kids[0] != NULL && node->kids[0]->kind == IR_DECL &&
           must_open(node->kids[0], node);
}

static void open_all(struct lower *lower, struct ir_node *node)
{
    if (node->kind == IR_UNEVALUATED)
        return;
    for (uint32_t i = 0; i < node->kid_count; i++) {
        if (node->kids[i] == NULL)
            continue;
        if (is_for_to_open(node->kids[i]))
            node->kids[i] = open_for(lower, node->kids[i]);
        open_all(lower, node->kids[i]);
    }
    if (node->kind == IR_BLOCK)
        open_block(lower, node);
}

void cleanups_prepare(struct lower *lower)
{
    for (uint32_t i = 0; i < lower->func->var_count; i++)
        if (lower->func->vars[i]->is_cleanup) {
            open_all(lower, lower->func->body);
            return;
        }
}
