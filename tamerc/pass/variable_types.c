/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Variably modified types. C forbids to jump over a declaration that has one, so where a function
 * may go on in the scope of such a declaration, none stays. Its bounds are evaluated into
 * temporaries where it stood, and from then on the type is spelled with those (ir_shape): a *use*
 * of such a type may stand anywhere. What is declared becomes
 *
 *     an array of variable length   memory that a temporary points to, given back by a deferred
 *                                   block, so that every way out of the scope does it once
 *     a pointer, an array of them   the same with `void *`
 *     a typedef                     nothing
 */
#include <string.h>

#include "base/arena.h"
#include "pass/lower_parts.h"
#include "text/diag.h"

/* ---- where the function may be suspended ---- */

struct places {
    struct lower *lower;
    struct ir_list waits; /* IR_AWAIT and IR_SCOPE */
};

static void collect_waits(struct places *places, struct ir_node *node)
{
    if (node == NULL || node->kind == IR_UNEVALUATED)
        return;
    if (node->kind == IR_AWAIT || node->kind == IR_SCOPE)
        ir_list_add(places->lower->unit->arena, &places->waits, node);
    for (uint32_t i = 0; i < node->kid_count; i++)
        collect_waits(places, node->kids[i]);
}

static uint32_t scope_end(const struct lower *lower, const struct ir_node *declarator)
{
    const struct ir_node *block = declarator->var->block;

    return block != NULL ? block->end : lower->func->body->end;
}

/* An await in its own bounds or initialiser comes before what is declared. */
static bool waits_in_scope(const struct places *places, const struct ir_node *declarator)
{
    uint32_t end = scope_end(places->lower, declarator);

    for (uint32_t i = 0; i < places->waits.count; i++)
        if (places->waits.items[i]->start >= declarator->end && places->waits.items[i]->start < end)
            return true;
    return false;
}

/* What a block in an expression declares, its value may be made of, which outlives it. */
static bool makes_value(const struct ir_node *declarator)
{
    const struct ir_node *block = declarator->var->block;
    const struct ir_node *around = block != NULL ? block->parent : NULL;

    return around != NULL && around->kind == IR_STMT_EXPR && around->type != NULL &&
           around->type->is_variable;
}

/* ---- jumps that the machine makes alone ---- */

/* Nobody would give the memory back on its way. */
static void check_label(struct lower *lower, const struct ir_node *declarator,
                        const struct ir_node *jump, const struct ir_node *named)
{
    const struct ir_node *label = ir_label_of(lower->func, named);

    if (label == NULL ||
        (label->start >= declarator->end && label->start < scope_end(lower, declarator)))
        return;
    diag_error(lower->diag, jump->start, jump->start, "tamer-jump",
               "'%s' may lead to '%s', out of the scope of '%s', whose size is known only at run "
               "time, and the function may be suspended there; use 'goto %s' or a switch",
               jump->kind == IR_ASM ? "asm goto" : "goto *", named->name, declarator->var->name,
               named->name);
}

static void check_jumps(struct lower *lower, const struct ir_node *declarator,
                        const struct ir_node *node)
{
    const struct ir_list *taken = &lower->func->labels_taken;

    if (node == NULL || node->end <= declarator->end || node->kind == IR_UNEVALUATED ||
        node->start >= scope_end(lower, declarator))
        return;
    if (node->kind == IR_GOTO_COMPUTED && node->start >= declarator->end)
        for (uint32_t i = 0; i < taken->count; i++)
            check_label(lower, declarator, node, taken->items[i]);
    for (uint32_t i = 0; i < node->kid_count; i++) {
        const struct ir_node *kid = node->kids[i];

        if (node->kind == IR_ASM && node->is_asm_goto && kid->kind == IR_LITERAL &&
            kid->name != NULL && node->start >= declarator->end)
            check_label(lower, declarator, node, kid);
        check_jumps(lower, declarator, kid);
    }
}

/* ---- memory of arrays ---- */

static void insert_kid(struct arena *arena, struct ir_node *node, uint32_t index,
                       struct ir_node *kid)
{
    struct ir_node **kids = arena_array(arena, node->kid_count + 1, sizeof(struct ir_node *));

    for (uint32_t i = 0; i < node->kid_count; i++)
        kids[i < index ? i : i + 1] = node->kids[i];
    kids[index] = kid;
    node->kids = kids;
    node->kid_count++;
    kid->parent = node;
}

static uint32_t index_of(const struct ir_node *node, const struct ir_node *kid)
{
    uint32_t index = 0;

    while (node->kids[index] != kid)
        index++;
    return index;
}

/* for (T v[n]; …) becomes a block that declares, and the loop. */
static struct ir_node *move_out_of_for(struct lower *lower, struct ir_node *decl)
{
    struct arena *arena = lower->unit->arena;
    struct ir_node *loop = decl->parent, *around = loop->parent;
    struct ir_node *block = ir_node_new(arena, IR_BLOCK, loop->start, loop->end);

    block->is_made = loop->is_made = true;
    block->parent = around;
    around->kids[index_of(around, loop)] = block;
    loop->kids[0] = NULL;
    for (uint32_t i = 0; i < lower->func->var_count; i++)
        if (lower->func->vars[i]->block == loop)
            lower->func->vars[i]->block = block;
    insert_kid(arena, block, 0, decl);
    insert_kid(arena, block, 1, loop);
    return block;
}

/* The declarators behind this one are declared when it has got its memory: they may fail. */
static struct ir_node *split(struct lower *lower, struct ir_node *decl,
                             const struct ir_node *declarator)
{
    struct arena *arena = lower->unit->arena;
    uint32_t first = index_of(decl, declarator) + 1;
    struct ir_node *rest;

    if (first == decl->kid_count)
        return NULL;
    rest = ir_node_new(arena, IR_DECL, decl->kids[first]->start, decl->end);
    rest->whole = decl->whole != NULL ? decl->whole : decl;
    rest->kids = decl->kids + first;
    rest->kid_count = decl->kid_count - first;
    for (uint32_t i = 0; i < rest->kid_count; i++)
        rest->kids[i]->parent = rest;
    decl->kid_count = first;
    decl->end = rest->start;
    return rest;
}

static void defer_free(struct lower *lower, struct ir_node *decl, struct ir_node *declarator)
{
    struct arena *arena = lower->unit->arena;
    struct ir_node *rest = split(lower, decl, declarator), *last = decl, *block;
    struct ir_node *defer = ir_node_new(arena, IR_DEFER, decl->end, decl->end);
    struct ir_node *give_back = ir_node_new(arena, IR_FREE, decl->end, decl->end);
    uint32_t index;

    if (decl->parent->kind == IR_FOR)
        move_out_of_for(lower, decl);
    while (last->parent->kind != IR_BLOCK)
        last = last->parent;
    block = last->parent;
    give_back->var = declarator->var;
    insert_kid(arena, defer, 0, give_back);
    index = index_of(block, last);
    insert_kid(arena, block, index + 1, defer);
    if (rest != NULL)
        insert_kid(arena, block, index + 2, rest);
}

/* ---- all of them ---- */

static void place_declarator(struct places *places, struct ir_node *decl,
                             struct ir_node *declarator)
{
    struct lower *lower = places->lower;
    struct ir_var *var = declarator->var;

    if (var == NULL || !declarator->type->is_variable || var->type->shape != NULL ||
        (!waits_in_scope(places, declarator) && !makes_value(declarator)))
        return;
    if (!shapes_declare(lower, decl, declarator)) {
        shapes_refuse(lower, declarator);
        return;
    }
    if (var->kind == IR_VAR_TYPE || !shapes_is_vla(declarator->type))
        return;
    if (lower->func->labels_taken.count > 0 || ir_contains(lower->func->body, IR_ASM))
        check_jumps(lower, declarator, lower->func->body);
    var->storage = lower_temp(lower, &lower_memory_type);
    var->storage->name =
        arena_printf(lower->unit->arena, "%s__memory%u", var->name, ++lower->func->temp_count);
    defer_free(lower, decl, declarator);
}

/* Kids may become more while they are walked. */
static void place(struct places *places, struct ir_node *node)
{
    if (node == NULL || node->kind == IR_UNEVALUATED)
        return;
    for (uint32_t i = 0; i < node->kid_count; i++) {
        struct ir_node *kid = node->kids[i];

        if (kid != NULL && kid->kind == IR_DECLARATOR)
            place_declarator(places, node, kid);
        place(places, node->kids[i]);
    }
}

void variable_types_place(struct lower *lower)
{
    struct places places = {.lower = lower};

    collect_waits(&places, lower->func->body);
    if (places.waits.count > 0)
        place(&places, lower->func->body);
}

/* The bounds of parameters, in order. Each is evaluated whether or not it says anything. */
void variable_types_enter(struct lower *lower)
{
    struct ir_func *func = lower->func;

    lower->out = &func->entry;
    for (uint32_t i = 0; i < func->signature->param_count; i++) {
        struct ir_node *declarator = func->params[i].declarator;

        if (declarator == NULL && func->vars[i]->type->is_variable)
            shapes_refuse(lower, func->body);
        if (declarator == NULL)
            continue;
        if (declarator->kid_count > 0 && func->params[i].is_rewritten)
            lower_discard(lower, declarator->kids[0]);
        if (!declarator->type->is_variable)
            continue;
        if (!shapes_declare(lower, NULL, declarator))
            shapes_refuse(lower, declarator);
        for (uint32_t k = 0; k < declarator->list.count; k++)
            ir_list_add(lower->unit->arena, lower->out, declarator->list.items[k]);
    }
}

bool variable_types_declare(struct lower *lower, struct ir_node *declarator)
{
    struct ir_var *var = declarator->var;
    struct ir_list *out = lower->out;

    if (var == NULL || var->type->shape == NULL)
        return false;
    lower->out = &declarator->pre;
    for (uint32_t i = 0; i < declarator->list.count; i++) {
        struct ir_node *set = declarator->list.items[i];

        lower_expr(lower, set->kids[0]);
        ir_list_add(lower->unit->arena, lower->out, set);
    }
    declarator->list = (struct ir_list){0};
    if (declarator->kid_count > 0) {
        uint32_t kept = declarator->has_init ? 1 : 0;

        declarator->kids += declarator->kid_count - kept;
        declarator->kid_count = kept;
    }
    if (var->storage != NULL) {
        struct ir_node *alloc =
            ir_node_new(lower->unit->arena, IR_ALLOC, declarator->start, declarator->start);

        alloc->var = var;
        ir_list_add(lower->unit->arena, lower->out, alloc);
    }
    lower->out = out;
    return true;
}
