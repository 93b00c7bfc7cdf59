/* SPDX-License-Identifier: BSD-3-Clause */
#include "pass/live.h"

#include <string.h>

#include "base/arena.h"
#include "ir/ir.h"
#include "ir/ir_cfg.h"

/* A set of variables, by ir_var.index. */
typedef uint64_t *set;

enum { SET_BITS = 64, LARGEST_SAVED_RECORD = 128 };

struct live {
    struct ir_unit *unit;
    struct ir_func *func;
    const struct ir_cfg *graph;
    uint32_t words; /* of a set */
    set *escaped;   /* by block, at its start: something may point to it */
    set *given;     /* by block, at its start: may hold a value */
    set *unset;     /* by block, at its start: may hold no value */
    set *needed;    /* by block, at its start: its value may be read before it is replaced */
    set scratch;
};

/* ---- sets ---- */

static bool set_has(const uint64_t *words, uint32_t bit)
{
    return words[bit / SET_BITS] >> bit % SET_BITS & 1;
}

static void set_put(set words, uint32_t bit, bool value)
{
    uint64_t mask = (uint64_t)1 << bit % SET_BITS;
    words[bit / SET_BITS] = value ? words[bit / SET_BITS] | mask : words[bit / SET_BITS] & ~mask;
}

static bool set_join(const struct live *live, set into, const uint64_t *from)
{
    bool changed = false;
    for (uint32_t i = 0; i < live->words; i++) {
        changed |= (from[i] & ~into[i]) != 0;
        into[i] |= from[i];
    }
    return changed;
}

static set *sets_of_blocks(struct live *live)
{
    set *sets = arena_array(live->unit->arena, live->graph->block_count, sizeof *sets);
    uint64_t *words = arena_array(live->unit->arena, (size_t)live->graph->block_count * live->words,
                                  sizeof *words);
    for (uint32_t i = 0; i < live->graph->block_count; i++)
        sets[i] = words + (size_t)i * live->words;
    return sets;
}

/* ---- what one event does ---- */

static void step_escaped(set words, const struct ir_event *event)
{
    if (event->kind == IR_EVENT_ESCAPE)
        set_put(words, event->var->index, true);
    else if (event->kind == IR_EVENT_BIRTH || event->kind == IR_EVENT_DEATH)
        set_put(words, event->var->index, false);
}

static void step_given(set words, const struct ir_event *event)
{
    if (event->kind == IR_EVENT_DEF || event->kind == IR_EVENT_PARTIAL ||
        event->kind == IR_EVENT_ESCAPE)
        set_put(words, event->var->index, true);
    else if (event->kind == IR_EVENT_BIRTH || event->kind == IR_EVENT_DEATH)
        set_put(words, event->var->index, false);
}

static void step_unset(set words, const struct ir_event *event)
{
    if (event->kind == IR_EVENT_DEF || event->kind == IR_EVENT_PARTIAL ||
        event->kind == IR_EVENT_ESCAPE)
        set_put(words, event->var->index, false);
    else if (event->kind == IR_EVENT_BIRTH)
        set_put(words, event->var->index, true);
}

/* Backwards. Part of a variable written neither needs the rest nor makes it superfluous. */
static void step_needed(set words, const struct ir_event *event)
{
    switch (event->kind) {
    case IR_EVENT_USE:
    case IR_EVENT_ESCAPE:
        set_put(words, event->var->index, true);
        break;
    case IR_EVENT_DEF:
    case IR_EVENT_BIRTH:
    case IR_EVENT_DEATH:
        set_put(words, event->var->index, false);
        break;
    default:
        break;
    }
}

/* ---- fixed points ---- */

typedef void step_function(set words, const struct ir_event *event);

static bool push_forward(struct live *live, set *starts, step_function *step, uint32_t index)
{
    const struct ir_basic_block *block = &live->graph->blocks[index];
    bool changed = false;
    memcpy(live->scratch, starts[index], live->words * sizeof *live->scratch);
    for (uint32_t i = 0; i < block->event_count; i++)
        step(live->scratch, &block->events[i]);
    for (uint32_t i = 0; i < block->next_count; i++)
        changed |= set_join(live, starts[block->next[i]], live->scratch);
    return changed;
}

/* at_entry: whether it holds of every variable where the function begins. */
static set *solve_forward(struct live *live, step_function *step, bool at_entry)
{
    set *starts = sets_of_blocks(live);
    bool changed = true;
    for (uint32_t i = 0; i < live->func->var_count; i++)
        set_put(starts[0], i, at_entry);
    while (changed) {
        changed = false;
        for (uint32_t i = 0; i < live->graph->block_count; i++)
            changed |= push_forward(live, starts, step, i);
    }
    return starts;
}

/* Into scratch. */
static void needed_at_end(struct live *live, uint32_t index)
{
    const struct ir_basic_block *block = &live->graph->blocks[index];
    memset(live->scratch, 0, live->words * sizeof *live->scratch);
    for (uint32_t i = 0; i < block->next_count; i++)
        set_join(live, live->scratch, live->needed[block->next[i]]);
}

static void solve_needed(struct live *live)
{
    bool changed = true;
    live->needed = sets_of_blocks(live);
    while (changed) {
        changed = false;
        for (uint32_t i = live->graph->block_count; i-- > 0;) {
            const struct ir_basic_block *block = &live->graph->blocks[i];
            needed_at_end(live, i);
            for (uint32_t k = block->event_count; k-- > 0;)
                step_needed(live->scratch, &block->events[k]);
            changed |= set_join(live, live->needed[i], live->scratch);
        }
    }
}

/* Into scratch: what holds at the point, which is the last event of its block. */
static void state_at(struct live *live, set *starts, step_function *step,
                     const struct ir_point *point)
{
    uint32_t index = live->graph->block_of_point[point->index];
    const struct ir_basic_block *block = &live->graph->blocks[index];
    memcpy(live->scratch, starts[index], live->words * sizeof *live->scratch);
    for (uint32_t i = 0; i < block->event_count; i++)
        step(live->scratch, &block->events[i]);
}

/* ---- decisions ---- */

/* Behind a suspension the C variable is another one: its contents must be copied into it. */
static bool can_be_copied(const struct ir_var *var)
{
    const struct ir_type *type = var->type;
    bool is_aggregate = type->kind == IR_TYPE_RECORD || type->kind == IR_TYPE_ARRAY;
    if (type->kind == IR_TYPE_ARRAY || type->is_volatile)
        return false;
    if (is_aggregate && (type->is_const || type->has_const_member))
        return false;
    return type->kind != IR_TYPE_RECORD || type->size <= LARGEST_SAVED_RECORD;
}

static bool suspends(const struct live *live, const struct ir_point *point)
{
    return point->suspends && live->graph->block_of_point[point->index] != 0;
}

static void pin_escaped(struct live *live)
{
    for (uint32_t i = 0; i < live->func->point_count; i++) {
        const struct ir_point *point = live->func->points[i];
        if (!suspends(live, point))
            continue;
        state_at(live, live->escaped, step_escaped, point);
        for (uint32_t k = 0; k < live->func->var_count; k++)
            live->func->vars[k]->pinned |= set_has(live->scratch, k);
    }
}

/* What is needed behind a point. */
struct at_point {
    set kept;  /* and may hold a value before it */
    set blank; /* and holds none before it */
    set half;  /* of `kept`, what may also hold none */
};

static set set_new(struct live *live)
{
    return arena_array(live->unit->arena, live->words, sizeof(uint64_t));
}

static struct at_point needed_at(struct live *live, const struct ir_point *point)
{
    struct at_point at = {set_new(live), set_new(live), set_new(live)};
    needed_at_end(live, live->graph->block_of_point[point->index]);
    memcpy(at.kept, live->scratch, live->words * sizeof *at.kept);
    memcpy(at.blank, live->scratch, live->words * sizeof *at.blank);
    state_at(live, live->given, step_given, point);
    for (uint32_t i = 0; i < live->words; i++) {
        at.kept[i] &= live->scratch[i];
        at.blank[i] &= ~live->scratch[i];
    }
    state_at(live, live->unset, step_unset, point);
    for (uint32_t i = 0; i < live->words; i++)
        at.half[i] = at.kept[i] & live->scratch[i];
    return at;
}

/* Is the variable in scope where the function goes on? It may be needed where it is not: a jump
 * back, and one forward over the declaration, find what it held. */
static bool is_visible(const struct ir_var *var, const struct ir_point *point)
{
    const struct ir_node *block = var->block, *scope = point->node;
    if (var->kind != IR_VAR_LOCAL || !var->declarator)
        return true;
    if (point->offset < var->declarator->end)
        return false;
    if (!block)
        return true;
    if (scope->kind == IR_SCOPE && point == scope->region->leave && block != scope &&
        block->start >= scope->start)
        return false; /* behind the block that stands in the scope */
    return point->offset >= block->start && point->offset < block->end;
}

static void pin_uncopyable(struct live *live, const struct ir_point *point, const uint64_t *kept)
{
    for (uint32_t i = 0; i < live->func->var_count; i++) {
        struct ir_var *var = live->func->vars[i];
        if (set_has(kept, i) && (!can_be_copied(var) || !is_visible(var, point)))
            var->pinned = true;
    }
}

static void drop_invisible(struct ir_point *point)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < point->blank_count; i++)
        if (is_visible(point->blank[i], point))
            point->blank[count++] = point->blank[i];
    point->blank_count = count;
}

/* The variables of the set that do not live in the frame anyway. */
static struct ir_var **list_of(struct live *live, const uint64_t *words, uint32_t *ret_count)
{
    struct ir_var **list =
        arena_array(live->unit->arena, live->func->var_count, sizeof(struct ir_var *));
    *ret_count = 0;
    for (uint32_t i = 0; i < live->func->var_count; i++)
        if (set_has(words, i) && !live->func->vars[i]->pinned)
            list[(*ret_count)++] = live->func->vars[i];
    return list;
}

static void keep(struct live *live, struct ir_point *point, const struct at_point *at)
{
    point->live = list_of(live, at->kept, &point->live_count);
    point->blank = list_of(live, at->blank, &point->blank_count);
    drop_invisible(point);
    for (uint32_t i = 0; i < point->live_count; i++) {
        point->live[i]->saved = true;
        point->live[i]->half_set |= set_has(at->half, point->live[i]->index);
    }
}

/* Every variable's place is decided before any point lists what it saves. */
static void place_variables(struct live *live)
{
    uint32_t count = live->func->point_count;
    struct at_point *at = arena_array(live->unit->arena, count + 1, sizeof *at);
    for (uint32_t i = 0; i < count; i++) {
        if (!suspends(live, live->func->points[i]))
            continue;
        at[i] = needed_at(live, live->func->points[i]);
        pin_uncopyable(live, live->func->points[i], at[i].kept);
    }
    for (uint32_t i = 0; i < count; i++)
        if (at[i].kept)
            keep(live, live->func->points[i], &at[i]);
}

void live_compute(struct ir_unit *unit, struct ir_func *func)
{
    struct live live = {.unit = unit, .func = func, .graph = func->cfg};

    live.words = (func->var_count + SET_BITS - 1) / SET_BITS;
    live.scratch = arena_array(unit->arena, live.words, sizeof *live.scratch);
    live.escaped = solve_forward(&live, step_escaped, false);
    live.given = solve_forward(&live, step_given, false);
    live.unset = solve_forward(&live, step_unset, true);
    solve_needed(&live);
    pin_escaped(&live);
    place_variables(&live);
}
