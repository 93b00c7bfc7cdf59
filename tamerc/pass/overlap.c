/* SPDX-License-Identifier: BSD-3-Clause */
#include "pass/overlap.h"

#include <string.h>

#include "base/arena.h"
#include "ir/ir.h"
#include "ir/ir_cfg.h"
#include "pass/flow.h"

struct finder {
    struct overlap *overlap;
    struct arena *arena;
    const struct ir_func *func;
    struct flow flow;  /* of the pinned variables with a declaration */
    flow_set shown;    /* those that `present` is about */
    uint64_t *present; /* the fields of those */
    uint64_t *beside;  /* … and of others that hold something */
};

/* ---- rows ---- */

static uint32_t index_of(const struct finder *finder, const struct ir_var *var)
{
    return (uint32_t)(var->field - finder->func->fields);
}

static void row_put(uint64_t *row, uint32_t index)
{
    row[index / OVERLAP_BITS] |= (uint64_t)1 << index % OVERLAP_BITS;
}

uint64_t *overlap_row(const struct overlap *overlap, uint32_t index)
{
    return overlap->conflicts + (size_t)index * overlap->words;
}

uint32_t overlap_next(const struct overlap *overlap, const uint64_t *row, uint32_t index)
{
    while (index < overlap->count) {
        uint64_t rest = row[index / OVERLAP_BITS] >> index % OVERLAP_BITS;
        if (rest)
            return index + (uint32_t)__builtin_ctzll(rest);
        index = (index / OVERLAP_BITS + 1) * OVERLAP_BITS;
    }
    return UINT32_MAX;
}

/* The field is in use beside all those of the set. */
static void conflict(struct finder *finder, uint32_t index, const uint64_t *set)
{
    uint64_t *row = overlap_row(finder->overlap, index);
    for (uint32_t i = 0; i < finder->overlap->words; i++)
        row[i] |= set[i];
}

/* Rows become columns: the halves that are not on the diagonal change places, then those of each
 * quarter, and so on. */
static void turn(uint64_t square[OVERLAP_BITS])
{
    uint64_t mask = UINT64_MAX >> OVERLAP_BITS / 2;
    for (uint32_t half = OVERLAP_BITS / 2; half > 0; half /= 2, mask ^= mask << half)
        for (uint32_t i = 0; i < OVERLAP_BITS; i = (i + half + 1) & ~half) {
            uint64_t changed = (square[i] >> half ^ square[i + half]) & mask;
            square[i] ^= changed << half;
            square[i + half] ^= changed;
        }
}

/* The rows of `down` words, at word `across`. Whether there is anything. */
static bool read_square(const struct overlap *overlap, uint32_t down, uint32_t across,
                        uint64_t square[OVERLAP_BITS])
{
    uint64_t any = 0;
    for (uint32_t i = 0; i < OVERLAP_BITS; i++) {
        uint32_t row = down * OVERLAP_BITS + i;
        square[i] = row < overlap->count ? overlap_row(overlap, row)[across] : 0;
        any |= square[i];
    }
    return any != 0;
}

static void add_turned(const struct overlap *overlap, uint32_t down, uint32_t across,
                       uint64_t square[OVERLAP_BITS])
{
    turn(square);
    for (uint32_t i = 0; i < OVERLAP_BITS && down * OVERLAP_BITS + i < overlap->count; i++)
        overlap_row(overlap, down * OVERLAP_BITS + i)[across] |= square[i];
}

static void make_mutual(const struct overlap *overlap)
{
    for (uint32_t i = 0; i < overlap->words; i++)
        for (uint32_t k = 0; k <= i; k++) {
            uint64_t one[OVERLAP_BITS], other[OVERLAP_BITS];
            bool has_one = read_square(overlap, i, k, one);
            if (read_square(overlap, k, i, other))
                add_turned(overlap, i, k, other);
            if (has_one)
                add_turned(overlap, k, i, one);
        }
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
            finder->overlap->alone[i] = true;
    }
    flow_init(&finder->flow, finder->arena, func, tracked);
    finder->shown = flow_set_new(&finder->flow);
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
                finder->overlap->alone[index_of(finder, event->var)] = true;
            step_undeclared(set, bit, event);
        }
    }
}

/* Those alive in `set` are all that is present. Little has changed since the last time. */
static void show(struct finder *finder, const uint64_t *set)
{
    for (uint32_t i = 0; i < finder->flow.words; i++) {
        uint64_t changed = finder->shown[i] ^ set[i];
        for (; changed; changed &= changed - 1) {
            uint32_t bit = i * OVERLAP_BITS + (uint32_t)__builtin_ctzll(changed);
            uint32_t index = index_of(finder, finder->flow.vars[bit]);
            finder->present[index / OVERLAP_BITS] ^= (uint64_t)1 << index % OVERLAP_BITS;
        }
        finder->shown[i] = set[i];
    }
}

static void saved_at(struct finder *finder, const struct ir_point *point, const uint64_t *alive)
{
    const struct ir_node *node = point->node;
    bool is_out = node->kind == IR_AWAIT_POINT && node->var && node->var->field &&
                  ir_result_of(node->var->type) == IR_RESULT_OUT;
    show(finder, alive);
    memcpy(finder->beside, finder->present, finder->overlap->words * sizeof(uint64_t));
    if (is_out)
        row_put(finder->beside, index_of(finder, node->var));
    for (uint32_t i = 0; i < point->live_count; i++)
        row_put(finder->beside, index_of(finder, point->live[i]));
    if (is_out)
        conflict(finder, index_of(finder, node->var), finder->beside);
    for (uint32_t i = 0; i < point->live_count; i++)
        conflict(finder, index_of(finder, point->live[i]), finder->beside);
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
            conflict(finder, index_of(finder, event->var), finder->present);
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
    memset(finder->beside, 0, finder->overlap->words * sizeof(uint64_t));
    for (uint32_t i = 0; i < func->field_count; i++)
        if (func->fields[i].var->kind == IR_VAR_PARAM)
            row_put(finder->beside, i);
    for (uint32_t i = 0; i < func->field_count; i++)
        if (func->fields[i].var->kind == IR_VAR_PARAM)
            conflict(finder, i, finder->beside);
}

void overlap_find(struct overlap *overlap, struct arena *arena, const struct ir_func *func)
{
    struct finder finder = {.overlap = overlap, .arena = arena, .func = func};
    overlap->count = func->field_count;
    overlap->words = (func->field_count + OVERLAP_BITS - 1) / OVERLAP_BITS;
    overlap->conflicts =
        arena_array(arena, (size_t)overlap->count * overlap->words, sizeof(uint64_t));
    overlap->alone = arena_array(arena, overlap->count, sizeof *overlap->alone);
    finder.present = arena_array(arena, overlap->words, sizeof(uint64_t));
    finder.beside = arena_array(arena, overlap->words, sizeof(uint64_t));
    find_pinned(&finder);
    find_undeclared(&finder);
    find_alive(&finder);
    find_arguments(&finder);
    make_mutual(overlap);
}
