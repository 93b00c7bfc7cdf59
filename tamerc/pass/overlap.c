/* SPDX-License-Identifier: BSD-3-Clause */
#include "pass/overlap.h"

#include <string.h>

#include "base/arena.h"
#include "ir/ir.h"
#include "ir/ir_cfg.h"
#include "pass/flow.h"

enum { WORD_BITS = 64 };

struct finder {
    struct overlap *overlap;
    struct arena *arena;
    const struct ir_func *func;
    struct flow flow;  /* of the pinned variables with a declaration */
    uint64_t *present; /* the fields that hold something now */
};

/* ---- rows ---- */

static uint32_t index_of(const struct finder *finder, const struct ir_var *var)
{
    return (uint32_t)(var->field - finder->func->fields);
}

static void row_put(uint64_t *row, uint32_t index)
{
    row[index / WORD_BITS] |= (uint64_t)1 << index % WORD_BITS;
}

static uint64_t *row_of(const struct finder *finder, uint32_t index)
{
    return finder->overlap->conflicts + (size_t)index * finder->overlap->words;
}

/* The field is in use beside all those present. */
static void conflict(struct finder *finder, uint32_t index)
{
    uint64_t *row = row_of(finder, index);
    for (uint32_t i = 0; i < finder->overlap->words; i++)
        row[i] |= finder->present[i];
}

bool overlap_allowed(const struct overlap *overlap, uint32_t one, uint32_t other)
{
    const uint64_t *conflicts = overlap->conflicts;
    return !(conflicts[(size_t)one * overlap->words + other / WORD_BITS] >> other % WORD_BITS &
             1) &&
           !(conflicts[(size_t)other * overlap->words + one / WORD_BITS] >> one % WORD_BITS & 1);
}

static void with_everything(struct finder *finder, uint32_t index)
{
    memset(row_of(finder, index), 0xff, finder->overlap->words * sizeof(uint64_t));
}

/* ---- pinned variables ---- */

static bool has_declaration(const struct ir_var *var)
{
    return var->kind == IR_VAR_LOCAL && var->block;
}

static bool touches(const struct ir_event *event)
{
    return event->kind == IR_EVENT_USE || event->kind == IR_EVENT_DEF ||
           event->kind == IR_EVENT_PARTIAL || event->kind == IR_EVENT_ESCAPE;
}

static void step_alive(flow_set set, uint32_t bit, const struct ir_event *event)
{
    if (event->kind == IR_EVENT_DEATH)
        flow_put(set, bit, false);
    else
        flow_put(set, bit, true);
}

static void step_undeclared(flow_set set, uint32_t bit, const struct ir_event *event)
{
    if (event->kind == IR_EVENT_BIRTH)
        flow_put(set, bit, false);
    else if (event->kind == IR_EVENT_DEATH)
        flow_put(set, bit, true);
}

static void find_pinned(struct finder *finder)
{
    const struct ir_func *func = finder->func;
    bool *tracked = arena_array(finder->arena, func->var_count, sizeof *tracked);
    for (uint32_t i = 0; i < func->field_count; i++) {
        const struct ir_var *var = func->fields[i].var;
        if (!var->pinned)
            continue;
        if (has_declaration(var))
            tracked[var->index] = true;
        else
            with_everything(finder, i);
    }
    flow_init(&finder->flow, finder->arena, func, tracked);
}

/* Jumped to the middle of its block, a variable begins with whatever touches it first. That is no
 * place to keep two users of its storage apart. */
static void find_undeclared(struct finder *finder)
{
    struct flow *flow = &finder->flow;
    flow_set *starts = flow_forward(flow, step_undeclared, true);
    for (uint32_t i = 0; i < flow->graph->block_count && flow->count > 0; i++) {
        const struct ir_basic_block *block = &flow->graph->blocks[i];
        flow_set set = starts[i];
        for (uint32_t k = 0; k < block->event_count; k++) {
            const struct ir_event *event = &block->events[k];
            uint32_t bit = event->var ? flow->bits[event->var->index] : UINT32_MAX;
            if (bit == UINT32_MAX)
                continue;
            if (touches(event) && flow_has(set, bit))
                with_everything(finder, index_of(finder, event->var));
            step_undeclared(set, bit, event);
        }
    }
}

/* Those alive in `set` are all that is present. */
static void show(struct finder *finder, const uint64_t *set)
{
    memset(finder->present, 0, finder->overlap->words * sizeof(uint64_t));
    for (uint32_t i = 0; (i = flow_next(&finder->flow, set, i)) != UINT32_MAX; i++)
        row_put(finder->present, index_of(finder, finder->flow.vars[i]));
}

static void saved_at(struct finder *finder, const struct ir_point *point, const uint64_t *alive)
{
    const struct ir_node *node = point->node;
    bool is_out = node->kind == IR_AWAIT_POINT && node->var && node->var->field &&
                  ir_result_of(node->var->type) == IR_RESULT_OUT;
    show(finder, alive);
    if (is_out)
        row_put(finder->present, index_of(finder, node->var));
    for (uint32_t i = 0; i < point->live_count; i++)
        row_put(finder->present, index_of(finder, point->live[i]));
    if (is_out)
        conflict(finder, index_of(finder, node->var));
    for (uint32_t i = 0; i < point->live_count; i++)
        conflict(finder, index_of(finder, point->live[i]));
}

static void walk(struct finder *finder, const struct ir_basic_block *block, flow_set alive)
{
    const struct flow *flow = &finder->flow;
    for (uint32_t i = 0; i < block->event_count; i++) {
        const struct ir_event *event = &block->events[i];
        uint32_t bit = event->var ? flow->bits[event->var->index] : UINT32_MAX;
        if (event->kind == IR_EVENT_POINT && event->point->suspends)
            saved_at(finder, event->point, alive);
        if (bit == UINT32_MAX)
            continue;
        step_alive(alive, bit, event);
        if (event->kind != IR_EVENT_DEATH && event->kind != IR_EVENT_USE) {
            show(finder, alive);
            conflict(finder, index_of(finder, event->var));
        }
    }
}

static void find_alive(struct finder *finder)
{
    struct flow *flow = &finder->flow;
    flow_set *starts = flow_forward(flow, step_alive, false);
    for (uint32_t i = 0; i < flow->graph->block_count; i++)
        walk(finder, &flow->graph->blocks[i], starts[i]);
}

/* ---- parameters ---- */

static void find_arguments(struct finder *finder)
{
    const struct ir_func *func = finder->func;
    memset(finder->present, 0, finder->overlap->words * sizeof(uint64_t));
    for (uint32_t i = 0; i < func->field_count; i++)
        if (func->fields[i].var->kind == IR_VAR_PARAM)
            row_put(finder->present, i);
    for (uint32_t i = 0; i < func->field_count; i++)
        if (func->fields[i].var->kind == IR_VAR_PARAM)
            conflict(finder, i);
}

void overlap_find(struct overlap *overlap, struct arena *arena, const struct ir_func *func)
{
    struct finder finder = {.overlap = overlap, .arena = arena, .func = func};
    overlap->count = func->field_count;
    overlap->words = (func->field_count + WORD_BITS - 1) / WORD_BITS;
    overlap->conflicts =
        arena_array(arena, (size_t)overlap->count * overlap->words, sizeof(uint64_t));
    finder.present = arena_array(arena, overlap->words, sizeof(uint64_t));
    find_pinned(&finder);
    find_undeclared(&finder);
    find_alive(&finder);
    find_arguments(&finder);
}
