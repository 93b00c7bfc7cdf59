/* SPDX-License-Identifier: BSD-3-Clause */
#include "pass/frame.h"

#include <string.h>

#include "base/arena.h"
#include "ir/ir.h"
#include "pass/layout.h"
#include "text/source.h"

/* ---- names ---- */

static bool is_same_name(const struct ir_var *var, const char *name)
{
    return strcmp(var->renamed ? var->renamed : var->name, name) == 0;
}

static bool is_identifier_of(const struct ir_unit *unit, const struct ir_func *func,
                             const char *name)
{
    const struct source *source = unit->source;
    for (uint32_t i = source_token_at(source, func->start); i < source->token_count; i++) {
        const struct token *token = &source->tokens[i];
        if (token->start >= func->end)
            break;
        if (token->kind == TOKEN_IDENT && source_text_is(source, token->start, token->end, name))
            return true;
    }
    return false;
}

static bool is_taken(const struct ir_unit *unit, const struct ir_func *func, const char *name)
{
    for (uint32_t i = 0; i < func->var_count; i++)
        if (is_same_name(func->vars[i], name))
            return true;
    return unit->source && is_identifier_of(unit, func, name);
}

static void rename_var(struct ir_unit *unit, const struct ir_func *func, struct ir_var *var)
{
    uint32_t number = 0;
    const char *name;
    do {
        number++;
        name = arena_printf(unit->arena, "%s__%u", var->name, (unsigned)number);
    } while (is_taken(unit, func, name));
    var->renamed = name;
}

static bool has_suspension(const struct ir_func *func, const struct ir_node *block)
{
    for (uint32_t i = 0; i < func->point_count; i++) {
        const struct ir_point *point = func->points[i];
        if (point->suspends && point->offset >= block->start && point->offset < block->end)
            return true;
    }
    return false;
}

/* Is `inner` declared where `outer` is in scope? Both have one name. */
static bool shadows(const struct ir_var *inner, const struct ir_var *outer)
{
    if (inner == outer || !inner->block || inner->index < outer->index)
        return false;
    return !outer->block ||
           (outer->block != inner->block && ir_stands_in(inner->block, outer->block));
}

/* A local declaration of something with linkage must keep its name. */
static bool is_extern(const struct ir_unit *unit, const struct ir_var *var)
{
    const struct ir_node *decl = var->declarator ? var->declarator->parent : NULL;
    if (var->kind != IR_VAR_STATIC || !decl || !unit->source)
        return false;
    for (uint32_t i = source_token_at(unit->source, decl->start);
         unit->source->tokens[i].end <= var->declarator->start && i < unit->source->token_count;
         i++)
        if (source_token_is(unit->source, i, "extern"))
            return true;
    return false;
}

static bool is_in_frame(const struct ir_var *var)
{
    return var->pinned || var->saved;
}

/* Parameters keep their names. In the frame for good, one need not be named where the function goes
 * on. */
static void pin(const struct ir_func *func, struct ir_var *var)
{
    ir_var_pin(var, IR_PIN_HIDDEN, 0);
    var->saved = false;
    for (uint32_t i = 0; i < func->point_count; i++) {
        struct ir_point *point = func->points[i];
        uint32_t count = 0;
        for (uint32_t k = 0; k < point->live_count; k++)
            if (point->live[k] != var)
                point->live[count++] = point->live[k];
        point->live_count = count;
    }
}

static void uncover(struct ir_unit *unit, const struct ir_func *func, struct ir_var *var)
{
    if (var->kind == IR_VAR_PARAM)
        pin(func, var);
    else if (!var->renamed)
        rename_var(unit, func, var);
}

/* Where a suspension is resumed in the inner one's block, the outer one must be named to get its
 * value back. */
static void rename_shadowing(struct ir_unit *unit, struct ir_func *func, struct ir_var *inner)
{
    if (inner->kind == IR_VAR_TEMP || inner->kind == IR_VAR_TYPE || !inner->block ||
        !has_suspension(func, inner->block))
        return;
    for (uint32_t i = 0; i < func->var_count; i++) {
        struct ir_var *outer = func->vars[i];
        if (!outer->saved || strcmp(outer->name, inner->name) != 0 || !shadows(inner, outer))
            continue;
        uncover(unit, func, is_extern(unit, inner) ? outer : inner);
    }
}

/* A typedef or a function declared inside hides a variable too, and has no other name. */
static void rename_hidden(struct ir_unit *unit, struct ir_func *func, const struct ir_node *node,
                          const struct ir_node *block)
{
    if (!node || node->kind == IR_UNEVALUATED)
        return;
    if (node->kind == IR_BLOCK || node->kind == IR_FOR)
        block = node;
    bool is_type = node->var && node->var->kind == IR_VAR_TYPE && !node->var->type->shape;
    if (node->kind == IR_DECLARATOR && (!node->var || is_type) && unit->source &&
        block != func->body && has_suspension(func, block)) {
        uint32_t name = source_token_at(unit->source, node->name_start);
        for (uint32_t i = 0; i < func->var_count; i++) {
            struct ir_var *var = func->vars[i];
            if (var->saved && source_token_is(unit->source, name, var->name))
                uncover(unit, func, var);
        }
    }
    for (uint32_t i = 0; i < node->kid_count; i++)
        rename_hidden(unit, func, node->kids[i], block);
    for (uint32_t i = 0; i < IR_LIST_COUNT; i++)
        for (uint32_t k = 0; k < ir_list_of(node, i)->count; k++)
            rename_hidden(unit, func, ir_list_of(node, i)->items[k], block);
}

/* ---- fields ---- */

static bool needs_field(const struct ir_func *func, const struct ir_var *var)
{
    return is_in_frame(var) || (var->kind == IR_VAR_PARAM && func->signature->has_tasks);
}

static void add_field(struct ir_func *func, struct ir_var *var)
{
    func->fields[func->field_count++] =
        (struct ir_field){.var = var, .is_raw = var->type->spelling == NULL};
    func->needs_frame_at_start |= var->pinned;
}

void frame_lay_out(struct ir_unit *unit, struct ir_func *func)
{
    for (uint32_t i = 0; i < func->var_count; i++)
        rename_shadowing(unit, func, func->vars[i]);
    rename_hidden(unit, func, func->body, func->body);
    func->fields = arena_array(unit->arena, func->var_count, sizeof *func->fields);
    for (uint32_t i = 0; i < func->var_count; i++) {
        struct ir_var *var = func->vars[i];
        if (needs_field(func, var))
            add_field(func, var);
    }
    layout_fields(unit, func);
}
