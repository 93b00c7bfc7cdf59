/* SPDX-License-Identifier: BSD-3-Clause */
/* What is known of frames; the two ways to print it are frames_text.c and frames_json.c. */
#include "emit/frames.h"
#include "emit/frames_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/names.h"

/* ---- places ---- */

uint32_t frames_line_at(const struct ir_unit *unit, uint32_t offset)
{
    return unit->source->tokens[source_token_at(unit->source, offset)].line;
}

static struct place place_of(const struct ir_unit *unit, const struct ir_func *func)
{
    const struct source *source = unit->source;
    uint32_t name = func->start;
    for (uint32_t i = source_token_at(source, func->start);
         source->tokens[i].kind != TOKEN_END && source->tokens[i].start < func->body_start; i++)
        if (source_token_is(source, i, func->signature->name)) {
            name = source->tokens[i].start;
            break;
        }
    return source_place(source, name);
}

/* ---- chains ---- */

struct walk {
    struct frames_row *rows;
    struct names by_name; /* struct frames_row, by the function's name */
    struct arena *arena;
};

static void weigh(struct walk *walk, struct frames_row *row);

static void lengthen(struct walk *walk, struct frames_row *row, const struct frames_row *callee)
{
    row->chain_count = callee->chain_count + 1;
    row->chain = arena_array(walk->arena, row->chain_count, sizeof *row->chain);
    row->chain[0] = callee->func;
    if (callee->chain_count > 0)
        memcpy(row->chain + 1, callee->chain, callee->chain_count * sizeof *row->chain);
}

static void weigh_call(struct walk *walk, struct frames_row *row, const struct ir_node *await)
{
    const char *name = await->callee ? await->callee->name : NULL;
    struct frames_row *callee = name ? names_find(&walk->by_name, name, strlen(name)) : NULL;
    if (!callee) {
        row->unknown = row->unknown ? row->unknown : name ? name : "a pointer";
        return;
    }
    if (callee->state == 1) {
        row->is_recursive = true;
        return;
    }
    weigh(walk, callee);
    row->is_recursive |= callee->is_recursive;
    if (callee->unknown && !row->unknown)
        row->unknown = callee->unknown;
    if (callee->waits && row->func->frame_size + callee->total > row->total) {
        row->total = row->func->frame_size + callee->total;
        lengthen(walk, row, callee);
    }
}

static void weigh(struct walk *walk, struct frames_row *row)
{
    if (row->state != 0)
        return;
    row->state = 1;
    row->total = row->func->frame_size;
    for (uint32_t i = 0; i < row->func->point_count; i++) {
        const struct ir_point *point = row->func->points[i];
        row->waits |= point->suspends;
        if (point->suspends && point->node->kind == IR_AWAIT_POINT)
            weigh_call(walk, row, point->node);
    }
    row->state = 2;
}

static int compare_rows(const void *a, const void *b)
{
    const struct frames_row *x = a, *y = b;
    if (x->waits != y->waits)
        return x->waits ? -1 : 1;
    if (x->func->frame_size != y->func->frame_size)
        return x->func->frame_size < y->func->frame_size ? 1 : -1;
    return (x->func->start > y->func->start) - (x->func->start < y->func->start);
}

static uint32_t keep_only(struct frames_row *rows, uint32_t count, const char *only)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(rows[i].func->signature->name, only) == 0)
            rows[kept++] = rows[i];
    return kept;
}

struct frames frames_collect(const struct ir_unit *unit, const char *only)
{
    struct frames frames = {.unit = unit};
    struct walk walk = {.arena = unit->arena, .by_name.arena = unit->arena};
    uint32_t count = 0;
    for (const struct ir_func *func = unit->funcs; func; func = func->next)
        count++;
    walk.rows = arena_array(unit->arena, count, sizeof *walk.rows);
    count = 0;
    for (const struct ir_func *func = unit->funcs; func; func = func->next, count++) {
        const char *name = func->signature->name;
        walk.rows[count] = (struct frames_row){.func = func, .place = place_of(unit, func)};
        names_add(&walk.by_name, name, strlen(name), &walk.rows[count]);
    }
    for (uint32_t i = 0; i < count; i++)
        weigh(&walk, &walk.rows[i]);
    if (only)
        count = keep_only(walk.rows, count, only);
    if (count > 1)
        qsort(walk.rows, count, sizeof *walk.rows, compare_rows);
    frames.rows = walk.rows;
    frames.count = count;
    return frames;
}

/* ---- one variable ---- */

enum frames_kept frames_kept(const struct ir_var *var)
{
    if (var->pinned)
        return FRAMES_PINNED;
    if (var->kind == IR_VAR_PARAM && !var->saved)
        return FRAMES_ARGUMENT;
    return var->kind == IR_VAR_TEMP && ir_result_of(var->type) == IR_RESULT_OUT ? FRAMES_RESULT
                                                                                : FRAMES_SAVED;
}

const char *frames_reason(const struct ir_var *var)
{
    static const char *const reasons[] = {[IR_PIN_NONE] = "",
                                          [IR_PIN_ADDRESS] = "address",
                                          [IR_PIN_LITERAL] = "literal",
                                          [IR_PIN_ITSELF] = "itself",
                                          [IR_PIN_ARRAY] = "array",
                                          [IR_PIN_VOLATILE] = "volatile",
                                          [IR_PIN_CONSTANT] = "constant",
                                          [IR_PIN_LARGE] = "large",
                                          [IR_PIN_REGISTER] = "register",
                                          [IR_PIN_JUMPED] = "jumped",
                                          [IR_PIN_HIDDEN] = "hidden"};
    return reasons[var->pin];
}

uint32_t frames_line(const struct ir_unit *unit, const struct ir_func *func,
                     const struct ir_var *var)
{
    if (var->declarator)
        return frames_line_at(unit, var->declarator->name_start);
    if (var->kind == IR_VAR_PARAM && var->index < func->signature->param_count)
        return frames_line_at(unit, func->params[var->index].start);
    if (var->pin == IR_PIN_LITERAL)
        return frames_line_at(unit, var->pin_place);
    for (uint32_t i = 0; i < func->point_count; i++)
        if (func->points[i]->node->var == var)
            return frames_line_at(unit, func->points[i]->offset);
    return 0;
}

const char *frames_type(const struct ir_var *var)
{
    return var->type->spelling ? var->type->spelling : "(local type)";
}

bool frames_share(const struct ir_field *a, const struct ir_field *b)
{
    return a != b && a->offset < b->offset + b->size && b->offset < a->offset + a->size;
}

/* ---- one await ---- */

static int compare_points(const void *a, const void *b)
{
    const struct ir_point *x = *(const struct ir_point *const *)a;
    const struct ir_point *y = *(const struct ir_point *const *)b;
    if (x->offset != y->offset)
        return x->offset < y->offset ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

const struct ir_point **frames_waits(const struct ir_unit *unit, const struct ir_func *func,
                                     uint32_t *ret_count)
{
    const struct ir_point **waits =
        arena_array(unit->arena, func->point_count, sizeof(const struct ir_point *));
    uint32_t count = 0;
    for (uint32_t i = 0; i < func->point_count; i++)
        if (func->points[i]->suspends)
            waits[count++] = func->points[i];
    if (count > 1)
        qsort(waits, count, sizeof *waits, compare_points);
    *ret_count = count;
    return waits;
}

static bool is_in_scope(const struct ir_var *var, const struct ir_point *point)
{
    const struct ir_node *block = var->block;
    if (var->declarator && point->offset < var->declarator->start)
        return false;
    return !block || (point->offset >= block->start && point->offset < block->end);
}

static bool is_saved_at(const struct ir_var *var, const struct ir_point *point)
{
    for (uint32_t i = 0; i < point->live_count; i++)
        if (point->live[i] == var)
            return true;
    return false;
}

const struct ir_var **frames_across(const struct ir_unit *unit, const struct ir_func *func,
                                    const struct ir_point *point, uint32_t *ret_count,
                                    uint32_t *ret_bytes)
{
    const struct ir_var **across =
        arena_array(unit->arena, func->field_count, sizeof(const struct ir_var *));
    *ret_count = *ret_bytes = 0;
    for (uint32_t i = 0; i < func->field_count; i++) {
        const struct ir_var *var = func->fields[i].var;
        bool is_result = frames_kept(var) == FRAMES_RESULT && point->node->var == var;
        if (!is_result && !is_saved_at(var, point) && !(var->pinned && is_in_scope(var, point)))
            continue;
        across[(*ret_count)++] = var;
        *ret_bytes += func->fields[i].size;
    }
    return across;
}

const char *frames_awaited(const struct ir_unit *unit, const struct ir_point *point)
{
    const struct ir_node *node = point->node;
    if (node->kind == IR_SCOPE)
        return arena_printf(unit->arena, "end of %s", node->var ? node->var->name : "scope");
    return node->callee ? node->callee->name : "(pointer)";
}
