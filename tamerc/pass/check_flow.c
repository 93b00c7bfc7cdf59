/* SPDX-License-Identifier: BSD-3-Clause */
/* What belongs to one activation of the C function, and would be used, or be there to be used,
 * behind a place where that activation may end. Known when the ways through the function are. */
#include "pass/check.h"

#include "base/arena.h"
#include "ir/ir.h"
#include "ir/ir_cfg.h"
#include "text/diag.h"

struct walk {
    const struct ir_func *func;
    struct diag *diag;
    bool *seen;      /* by block */
    uint32_t *stack; /* of blocks */
};

static void note_point(struct diag *diag, const struct ir_point *point)
{
    const struct ir_node *node = point->node;
    bool has_end = node->kind == IR_SCOPE || node->end > node->start;
    uint32_t start = has_end ? node->start : point->offset;
    diag_note(diag, start, has_end && node->kind != IR_SCOPE ? node->end : start,
              "the function may be suspended here");
}

/* ---- memory of the C stack ---- */

static const struct ir_point *suspension_in(const struct ir_basic_block *block)
{
    const struct ir_event *last =
        block->event_count > 0 ? &block->events[block->event_count - 1] : NULL;
    return last && last->kind == IR_EVENT_POINT && last->point->suspends ? last->point : NULL;
}

/* The first suspension that a way from within the block leads to; NULL: none. */
static const struct ir_point *reached(struct walk *walk, uint32_t from)
{
    const struct ir_cfg *graph = walk->func->cfg;
    uint32_t count = 0;
    for (uint32_t i = 0; i < graph->block_count; i++)
        walk->seen[i] = false;
    walk->stack[count++] = from;
    while (count > 0) {
        const struct ir_basic_block *block = &graph->blocks[walk->stack[--count]];
        const struct ir_point *point = suspension_in(block);
        if (point)
            return point;
        for (uint32_t i = 0; i < block->next_count; i++)
            if (!walk->seen[block->next[i]]) {
                walk->seen[block->next[i]] = true;
                walk->stack[count++] = block->next[i];
            }
    }
    return NULL;
}

static void check_memory(struct walk *walk)
{
    const struct ir_cfg *graph = walk->func->cfg;
    for (uint32_t i = 0; i < graph->block_count; i++)
        for (uint32_t k = 0; k < graph->blocks[i].event_count; k++) {
            const struct ir_event *event = &graph->blocks[i].events[k];
            const struct ir_point *point = event->kind == IR_EVENT_ALLOCA ? reached(walk, i) : NULL;
            if (!point)
                continue;
            diag_error(walk->diag, event->place, event->end, "tamer-alloca",
                       "memory from alloca is gone when the function is suspended; use an array "
                       "or malloc");
            note_point(walk->diag, point);
        }
}

/* ---- lists of arguments ---- */

static bool keeps(const struct ir_point *point, const struct ir_var *var)
{
    for (uint32_t i = 0; i < point->live_count; i++)
        if (point->live[i] == var)
            return true;
    return var->pinned && (!var->declarator || point->offset >= var->declarator->end);
}

static void refuse_list(struct walk *walk, const struct ir_var *var)
{
    if (var->declarator)
        diag_error(walk->diag, var->declarator->name_start, var->declarator->name_start,
                   "tamer-va-list",
                   "'%s' is used behind a place where the function may be suspended, but a va_list "
                   "leads into the stack of the call; take the arguments out of it before",
                   var->name);
    else
        diag_error(walk->diag, walk->func->params[var->index].start,
                   walk->func->params[var->index].end, "tamer-va-list",
                   "'%s' is used behind a place where the function may be suspended, but a va_list "
                   "leads into the stack of the caller, which is gone by then; take the arguments "
                   "out of it before, or pass an array",
                   var->name);
    for (uint32_t i = 0; i < walk->func->point_count; i++)
        if (walk->func->points[i]->suspends && keeps(walk->func->points[i], var)) {
            note_point(walk->diag, walk->func->points[i]);
            return;
        }
}

void check_flow(struct ir_unit *unit, const struct ir_func *func, struct diag *diag)
{
    struct walk walk = {.func = func, .diag = diag};
    walk.seen = arena_array(unit->arena, func->cfg->block_count, sizeof *walk.seen);
    walk.stack = arena_array(unit->arena, func->cfg->block_count + 1, sizeof *walk.stack);
    check_memory(&walk);
    for (uint32_t i = 0; i < func->var_count; i++)
        if (func->vars[i]->type->is_va_list && (func->vars[i]->saved || func->vars[i]->pinned))
            refuse_list(&walk, func->vars[i]);
}
