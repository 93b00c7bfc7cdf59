/* SPDX-License-Identifier: BSD-3-Clause */
/* Where errors and jumps go: the doors of scopes, deferred blocks and catches. */
#include "pass/lower_parts.h"

#include <string.h>

#include "base/arena.h"

static bool is_special(enum ir_kind kind)
{
    return kind == IR_AWAIT || kind == IR_SCOPE || kind == IR_DEFER || kind == IR_CATCH ||
           kind == IR_CHECK || kind == IR_RAISE;
}

/* The variable whose storage an lvalue is part of: x, x.a, x[i] of an array x; NULL for what a
 * pointer leads to. */
static struct ir_var *storage_of(const struct ir_node *node)
{
    switch (node->kind) {
    case IR_REF:
        return node->var;
    case IR_PAREN:
    case IR_MEMBER:
        return storage_of(node->kids[0]);
    case IR_INDEX:
        return node->kids[0]->type->kind == IR_TYPE_ARRAY ? storage_of(node->kids[0]) : NULL;
    default:
        return NULL;
    }
}

static void note_address(struct lower *lower, const struct ir_node *node)
{
    struct ir_var *var = NULL;

    if (node->kind == IR_ADDRESS)
        var = storage_of(node->kids[0]);
    else if (node->kind == IR_REF && node->type != NULL && node->type->kind == IR_TYPE_ARRAY)
        var = node->var;
    else if (node->kind == IR_MEMBER && node->type != NULL && node->type->kind == IR_TYPE_ARRAY)
        var = storage_of(node);
    if (var != NULL)
        lower->addressed[var->index] = true;
}

static struct ir_var *region_var(struct lower *lower, const char *role, uint32_t index,
                                 const struct ir_type *type)
{
    const char *name = arena_printf(lower->unit->arena, "tamer_%s%u", role, index);

    return ir_var_add(lower->unit, lower->func, IR_VAR_TEMP, name, type);
}

static void add_region(struct lower *lower, struct ir_region *region)
{
    struct ir_func *func = lower->func;

    if (func->region_count == func->region_capacity) {
        uint32_t capacity = func->region_capacity ? func->region_capacity * 2 : 4;
        struct ir_region **grown =
            arena_array(lower->unit->arena, capacity, sizeof(struct ir_region *));

        if (func->region_count > 0)
            memcpy(grown, func->regions, func->region_count * sizeof(struct ir_region *));
        func->regions = grown;
        func->region_capacity = capacity;
    }
    func->regions[func->region_count++] = region;
    region->index = func->region_count;
}

struct ir_region *regions_new(struct lower *lower, enum ir_region_kind kind, struct ir_node *node)
{
    struct ir_region *region = arena_new(lower->unit->arena, struct ir_region);

    region->kind = kind;
    region->parent = lower->region;
    region->in_door = lower->in_door;
    region->node = node;
    add_region(lower, region);
    region->error_var = region_var(lower, "error", region->index, &lower_error_type);
    if (kind != IR_REGION_CATCH)
        region->exit_var = region_var(lower, "exit", region->index, &lower_int_type);
    node->region = region;
    return region;
}

static bool awaits_inside(const struct ir_node *node)
{
    if (node == NULL)
        return false;
    if (node->kind == IR_AWAIT || node->kind == IR_SCOPE)
        return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (node->kids[i] != NULL && node->kids[i]->has_await && awaits_inside(node->kids[i]))
            return true;
    return false;
}

static void prepare(struct lower *lower, struct ir_node *node);

static void prepare_scope(struct lower *lower, struct ir_node *node)
{
    prepare(lower, node->kids[0]);
    lower->region = regions_new(lower, IR_REGION_SCOPE, node);
    lower->in_door = false;
    prepare(lower, node->kids[1]);
    lower->region = node->region->parent;
    lower->in_door = node->region->in_door;
}

/* The deferred block itself stands in the door; the rest of the enclosing block, which the caller
 * walks next, inside. */
static void prepare_defer(struct lower *lower, struct ir_node *node)
{
    struct ir_region *region = regions_new(lower, IR_REGION_DEFER, node);

    lower->region = region;
    lower->in_door = true;
    prepare(lower, node->kids[0]);
    region->awaits = awaits_inside(node->kids[0]);
    lower->in_door = false;
}

static bool holds_special(const struct ir_node *node)
{
    if (node == NULL || node->kind == IR_UNEVALUATED)
        return false;
    if (is_special(node->kind) || node->kind == IR_BLOCKING)
        return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (holds_special(node->kids[i]))
            return true;
    return false;
}

static bool is_plain_call(const struct ir_node *node)
{
    const struct ir_node *callee = node->kind == IR_CALL ? node->kids[0] : NULL;

    if (callee == NULL || (node->parent != NULL && node->parent->kind == IR_AWAIT))
        return false;
    return callee->kind != IR_REF || callee->name == NULL ||
           strncmp(callee->name, "__builtin_", 10) != 0;
}

/* An expression that is taken apart has no one place where the errors of sync calls beneath it
 * could be taken: each call gets its own. */
static void prepare_catch(struct lower *lower, struct ir_node *node)
{
    prepare(lower, node->kids[0]);
    lower->guards_calls = holds_special(node->kids[1]);
    lower->region = regions_new(lower, IR_REGION_CATCH, node);
    lower->in_door = false;
    prepare(lower, node->kids[1]);
}

static void prepare_kids(struct lower *lower, struct ir_node *node)
{
    for (uint32_t i = 0; i < node->kid_count; i++) {
        if (node->kids[i] == NULL)
            continue;
        prepare(lower, node->kids[i]);
        node->has_await |= node->kids[i]->has_await;
    }
}

static void prepare(struct lower *lower, struct ir_node *node)
{
    struct ir_region *region = lower->region;
    bool in_door = lower->in_door, in_generic = lower->in_generic,
         guards_calls = lower->guards_calls;

    node->is_guarded = guards_calls && !in_generic && is_plain_call(node);
    node->has_await =
        is_special(node->kind) || (node->kind == IR_BLOCKING && !in_generic) || node->is_guarded;
    lower->in_generic |= node->kind == IR_GENERIC;
    note_address(lower, node);
    if (node->kind == IR_LABEL)
        node->region = region;
    if (node->kind == IR_UNEVALUATED)
        return;
    if (node->kind == IR_SCOPE) {
        prepare_scope(lower, node);
    } else if (node->kind == IR_DEFER) {
        prepare_defer(lower, node); /* stays open until the end of the block around it */
        return;
    } else if (node->kind == IR_CATCH) {
        prepare_catch(lower, node);
    } else {
        prepare_kids(lower, node);
    }
    lower->region = region;
    lower->in_door = in_door;
    lower->guards_calls = guards_calls;
    lower->in_generic = in_generic;
}

void regions_prepare(struct lower *lower)
{
    lower->addressed = arena_array(lower->unit->arena, lower->func->var_count + 1, sizeof(bool));
    prepare(lower, lower->func->body);
}

static struct ir_exit *new_exit(struct lower *lower, struct ir_region *region, struct ir_node *node,
                                struct ir_exit *outer)
{
    struct ir_exit *exit = arena_new(lower->unit->arena, struct ir_exit);
    bool falls_through = outer == NULL && node->target != NULL && node->target == region->node;

    exit->node = node;
    exit->region = region;
    exit->outer = outer;
    exit->number = 1;
    for (struct ir_exit *other = region->exits; other != NULL; other = other->next)
        if (other->number >= exit->number)
            exit->number = other->number + 1;
    if (falls_through)
        exit->number = 0;
    exit->next = region->exits;
    region->exits = exit;
    return exit;
}

/* Returns are all alike (the result waits in a variable), and so share one exit of each region. */
static struct ir_exit *find_return(struct ir_region *region, const struct ir_node *node)
{
    if (node->kind != IR_RETURN)
        return NULL;
    for (struct ir_exit *exit = region->exits; exit != NULL; exit = exit->next)
        if (exit->node->kind == IR_RETURN)
            return exit;
    return NULL;
}

static struct ir_exit *exit_chain(struct lower *lower, struct ir_region *region,
                                  struct ir_node *node, const struct ir_region *beyond)
{
    struct ir_exit *outer, *exit;

    if (region == NULL || region == beyond)
        return NULL;
    outer = exit_chain(lower, region->parent, node, beyond);
    exit = find_return(region, node);
    return exit != NULL ? exit : new_exit(lower, region, node, outer);
}

struct ir_exit *regions_exit(struct lower *lower, struct ir_node *node,
                             const struct ir_region *beyond)
{
    node->region = lower->region;
    return exit_chain(lower, lower->region, node, beyond);
}
