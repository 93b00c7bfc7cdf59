/* SPDX-License-Identifier: BSD-3-Clause */
#include "pass/rename.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/names.h"
#include "base/vec.h"
#include "ir/ir.h"
#include "text/own_names.h"
#include "text/source.h"

struct var_list VEC(struct ir_var *);

/* The variables of one name. */
struct spelling {
    struct var_list vars;
    uint32_t number; /* of the last new name that was made of it */
};

/* Those of them that one block declares; block == NULL: parameters and the like. */
struct declared {
    const struct spelling *spelling;
    const struct ir_node *block;
};

struct renaming {
    struct ir_unit *unit;
    struct ir_func *func;
    struct names spellings; /* struct spelling, by name */
    struct names places;    /* struct var_list, by the bytes of a struct declared */
    struct names taken;     /* every identifier in the function, once something is renamed */
    uint32_t *suspensions;  /* their offsets, ascending */
    uint32_t suspension_count;
};

/* ---- tables ---- */

static struct spelling *spelling_of(const struct renaming *renaming, const struct ir_var *var)
{
    return names_find(&renaming->spellings, var->name, strlen(var->name));
}

static const struct var_list *declared_in(const struct renaming *renaming,
                                          const struct spelling *spelling,
                                          const struct ir_node *block)
{
    struct declared key = {spelling, block};
    return names_find(&renaming->places, (const char *)&key, sizeof key);
}

static void add_to_place(struct renaming *renaming, const struct spelling *spelling,
                         struct ir_var *var)
{
    struct arena *arena = renaming->unit->arena;
    struct declared *key = arena_new(arena, struct declared);
    *key = (struct declared){spelling, var->block};
    struct var_list *list = names_find(&renaming->places, (const char *)key, sizeof *key);
    if (!list) {
        list = arena_new(arena, struct var_list);
        names_add(&renaming->places, (const char *)key, sizeof *key, list);
    }
    vec_push(arena, list, var);
}

/* Those that are alone with their name need no place. */
static void add_var(struct renaming *renaming, struct ir_var *var)
{
    struct arena *arena = renaming->unit->arena;
    struct spelling *spelling = spelling_of(renaming, var);
    if (!spelling) {
        spelling = arena_new(arena, struct spelling);
        names_add(&renaming->spellings, var->name, strlen(var->name), spelling);
    }
    vec_push(arena, &spelling->vars, var);
    if (spelling->vars.count == 2)
        add_to_place(renaming, spelling, spelling->vars.at[0]);
    if (spelling->vars.count >= 2)
        add_to_place(renaming, spelling, var);
}

static int compare_offsets(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void find_suspensions(struct renaming *renaming)
{
    const struct ir_func *func = renaming->func;
    renaming->suspensions =
        arena_array(renaming->unit->arena, func->point_count, sizeof *renaming->suspensions);
    for (uint32_t i = 0; i < func->point_count; i++)
        if (func->points[i]->suspends)
            renaming->suspensions[renaming->suspension_count++] = func->points[i]->offset;
    if (renaming->suspension_count > 1)
        qsort(renaming->suspensions, renaming->suspension_count, sizeof *renaming->suspensions,
              compare_offsets);
}

static bool has_suspension(const struct renaming *renaming, const struct ir_node *block)
{
    uint32_t low = 0, high = renaming->suspension_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (renaming->suspensions[middle] < block->start)
            low = middle + 1;
        else
            high = middle;
    }
    return low < renaming->suspension_count && renaming->suspensions[low] < block->end;
}

/* ---- new names ---- */

static void take(struct renaming *renaming, const char *name, size_t size)
{
    names_add(&renaming->taken, name, size, renaming);
}

static void find_taken(struct renaming *renaming)
{
    const struct source *source = renaming->unit->source;
    const struct ir_func *func = renaming->func;
    for (uint32_t i = 0; i < func->var_count; i++)
        take(renaming, func->vars[i]->name, strlen(func->vars[i]->name));
    for (uint32_t i = source ? source_token_at(source, func->start) : 0;
         source && i < source->token_count && source->tokens[i].start < func->end; i++) {
        const struct token *token = &source->tokens[i];
        if (token->kind == TOKEN_IDENT)
            take(renaming, source->text + token->start, token->end - token->start);
    }
}

static void rename_var(struct renaming *renaming, struct ir_var *var)
{
    struct spelling *spelling = spelling_of(renaming, var);
    const char *name;
    if (renaming->taken.count == 0)
        find_taken(renaming);
    do {
        spelling->number++;
        name = arena_printf(renaming->unit->arena, "%s__%u", var->name, (unsigned)spelling->number);
    } while (names_find(&renaming->taken, name, strlen(name)));
    take(renaming, name, strlen(name));
    var->renamed = name;
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

static void uncover(struct renaming *renaming, struct ir_var *var)
{
    if (var->kind == IR_VAR_PARAM)
        pin(renaming->func, var);
    else if (!var->renamed)
        rename_var(renaming, var);
}

/* ---- what hides what ---- */

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

/* Those of one block around `inner`. */
static void uncover_behind(struct renaming *renaming, struct ir_var *inner,
                           const struct var_list *outers)
{
    for (size_t i = 0; outers && i < outers->count; i++) {
        struct ir_var *outer = outers->at[i];
        if (outer == inner || !outer->saved || inner->index < outer->index)
            continue;
        uncover(renaming, is_extern(renaming->unit, inner) ? outer : inner);
    }
}

/* Where a suspension is resumed in the inner one's block, the outer one must be named to get its
 * value back. */
static void rename_shadowing(struct renaming *renaming, struct ir_var *inner)
{
    if (inner->kind == IR_VAR_TEMP || inner->kind == IR_VAR_TYPE || !inner->block)
        return;
    const struct spelling *spelling = spelling_of(renaming, inner);
    if (spelling->vars.count < 2 || !has_suspension(renaming, inner->block))
        return;
    for (const struct ir_node *block = inner->block->parent; block; block = block->parent)
        uncover_behind(renaming, inner, declared_in(renaming, spelling, block));
    uncover_behind(renaming, inner, declared_in(renaming, spelling, NULL));
}

/* A typedef or a function declared inside. */
static bool is_other_declaration(const struct renaming *renaming, const struct ir_node *node)
{
    bool is_type = node->var && node->var->kind == IR_VAR_TYPE && !node->var->type->shape;
    return node->kind == IR_DECLARATOR && (!node->var || is_type) && renaming->unit->source;
}

static void uncover_named_like(struct renaming *renaming, uint32_t token)
{
    const struct source *source = renaming->unit->source;
    const struct token *name = &source->tokens[token];
    struct spelling *spelling =
        names_find(&renaming->spellings, source->text + name->start, name->end - name->start);
    for (size_t i = 0; spelling && i < spelling->vars.count; i++)
        if (spelling->vars.at[i]->saved)
            uncover(renaming, spelling->vars.at[i]);
}

/* The other way round, a variable must not hide a type that something generated may have to name.
 */
static void rename_named_like(struct renaming *renaming, const struct ir_node *declarator)
{
    const struct source *source = renaming->unit->source;
    const struct token *name = &source->tokens[source_token_at(source, declarator->name_start)];
    struct spelling *spelling =
        names_find(&renaming->spellings, source->text + name->start, name->end - name->start);
    for (size_t i = 0; spelling && i < spelling->vars.count; i++) {
        struct ir_var *var = spelling->vars.at[i];
        bool is_local = var->kind == IR_VAR_LOCAL ||
                        (var->kind == IR_VAR_STATIC && !is_extern(renaming->unit, var));
        if (is_local && !var->renamed)
            rename_var(renaming, var);
    }
}

/* Such a declaration hides a variable too, and has no other name. */
static void rename_hidden(struct renaming *renaming, const struct ir_node *node,
                          const struct ir_node *block)
{
    if (!node || node->kind == IR_UNEVALUATED)
        return;
    if (node->kind == IR_BLOCK || node->kind == IR_FOR)
        block = node;
    if (is_other_declaration(renaming, node) && block != renaming->func->body &&
        has_suspension(renaming, block))
        uncover_named_like(renaming, source_token_at(renaming->unit->source, node->name_start));
    if (is_other_declaration(renaming, node) && node->type->kind != IR_TYPE_FUNCTION)
        rename_named_like(renaming, node);
    for (uint32_t i = 0; i < node->kid_count; i++)
        rename_hidden(renaming, node->kids[i], block);
    for (uint32_t i = 0; i < IR_LIST_COUNT; i++)
        for (uint32_t k = 0; k < ir_list_of(node, i)->count; k++)
            rename_hidden(renaming, ir_list_of(node, i)->items[k], block);
}

/* ---- constants of enumerations, which hide variables as well ---- */

static bool opens(const struct source *source, uint32_t index)
{
    return source_token_is(source, index, "(") || source_token_is(source, index, "[") ||
           source_token_is(source, index, "{");
}

static bool closes(const struct source *source, uint32_t index)
{
    return source_token_is(source, index, ")") || source_token_is(source, index, "]") ||
           source_token_is(source, index, "}");
}

/* The brace of `enum attributes name : type {`; 0: there is none. */
static uint32_t enumerators_of(const struct source *source, uint32_t index)
{
    uint32_t depth = 0;
    while (source->tokens[++index].kind != TOKEN_END) {
        if (depth == 0 && source_token_is(source, index, "{"))
            return index;
        if (opens(source, index))
            depth++;
        else if (depth > 0)
            depth -= closes(source, index);
        else if (source->tokens[index].kind != TOKEN_IDENT && !source_token_is(source, index, ":"))
            return 0;
    }
    return 0;
}

/* They are no nodes: found among the tokens. */
static void rename_enumerated(struct renaming *renaming)
{
    const struct source *source = renaming->unit->source;
    for (uint32_t i = source_token_at(source, renaming->func->start);
         source->tokens[i].start < renaming->func->end && source->tokens[i].kind != TOKEN_END;
         i++) {
        uint32_t open = source_token_is(source, i, "enum") ? enumerators_of(source, i) : 0;
        for (uint32_t depth = open != 0, k = open + 1; depth > 0; k++) {
            if (source->tokens[k].kind == TOKEN_END)
                return;
            if (depth == 1 && (k == open + 1 || source_token_is(source, k - 1, ",")))
                uncover_named_like(renaming, k);
            depth += opens(source, k);
            depth -= closes(source, k);
        }
    }
}

/* Variables that hide what generated code calls in the runtime. */
static void rename_hiding(struct renaming *renaming)
{
    const struct ir_func *func = renaming->func;
    for (uint32_t i = 0; renaming->unit->source && i < func->var_count; i++) {
        struct ir_var *var = func->vars[i];
        bool is_local = var->kind == IR_VAR_LOCAL ||
                        (var->kind == IR_VAR_STATIC && !is_extern(renaming->unit, var));
        if (is_local && own_names_is_runtimes(renaming->unit->source, var->name))
            rename_var(renaming, var);
    }
}

void rename_variables(struct ir_unit *unit, struct ir_func *func)
{
    struct renaming renaming = {.unit = unit,
                                .func = func,
                                .spellings = {.arena = unit->arena},
                                .places = {.arena = unit->arena},
                                .taken = {.arena = unit->arena}};
    find_suspensions(&renaming);
    for (uint32_t i = 0; i < func->var_count; i++)
        add_var(&renaming, func->vars[i]);
    rename_hiding(&renaming);
    if (renaming.suspension_count == 0)
        return;
    for (uint32_t i = 0; i < func->var_count; i++)
        rename_shadowing(&renaming, func->vars[i]);
    rename_hidden(&renaming, func->body, func->body);
    if (unit->source)
        rename_enumerated(&renaming);
}
