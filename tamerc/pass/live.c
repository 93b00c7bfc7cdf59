/* SPDX-License-Identifier: BSD-3-Clause */
#include "pass/live.h"

#include <string.h>

#include "base/arena.h"
#include "ir/ir.h"
#include "ir/ir_cfg.h"
#include "pass/flow.h"

enum { LARGEST_SAVED_RECORD = 128 };

struct live {
    struct ir_unit *unit;
    struct ir_func *func;
    const struct ir_cfg *graph;
    struct flow flow;
    flow_set *escaped; /* by block, at its start: something may point to it */
    flow_set *given;   /* by block, at its start: may hold a value */
    flow_set *unset;   /* by block, at its start: may hold no value */
    flow_set *needed;  /* by block, at its start: its value may be read before it is replaced */
    uint32_t *lent;    /* by ir_var.index: where its address is taken first; 0: nowhere */
};

/* ---- which variables matter ---- */

/*
 * Only those with a value that some block needs from another one, or with an address that is taken,
 * can have anything to do with a suspension, which ends a block. `defined` holds, by ir_var.index,
 * the last block that gave the variable a value, plus 1.
 */
static void note_event(struct live *live, const struct ir_event *event, uint32_t block,
                       uint32_t *defined, bool *tracked)
{
    uint32_t index;
    if (!event->var)
        return;
    index = event->var->index;
    switch (event->kind) {
    case IR_EVENT_ESCAPE:
        tracked[index] = true;
        if (live->lent[index] == 0 || event->place < live->lent[index])
            live->lent[index] = event->place;
        break;
    case IR_EVENT_USE:
        tracked[index] |= defined[index] != block + 1;
        break;
    case IR_EVENT_DEF:
    case IR_EVENT_BIRTH:
    case IR_EVENT_DEATH:
        defined[index] = block + 1;
        break;
    default:
        break;
    }
}

static void find_tracked(struct live *live)
{
    struct arena *arena = live->unit->arena;
    uint32_t count = live->func->var_count;
    uint32_t *defined = arena_array(arena, count, sizeof *defined);
    bool *tracked = arena_array(arena, count, sizeof *tracked);
    live->lent = arena_array(arena, count, sizeof *live->lent);
    for (uint32_t i = 0; i < live->graph->block_count; i++) {
        const struct ir_basic_block *block = &live->graph->blocks[i];
        for (uint32_t k = 0; k < block->event_count; k++)
            note_event(live, &block->events[k], i, defined, tracked);
    }
    flow_init(&live->flow, arena, live->func, tracked);
}

/* ---- what one event does ---- */

/* A jump back over the declaration loses the value, but not the object: that lives as long as its
 * block. */
static void step_escaped(flow_set set, uint32_t bit, const struct ir_event *event)
{
    if (event->kind == IR_EVENT_ESCAPE)
        flow_put(set, bit, true);
    else if (event->kind == IR_EVENT_DEATH)
        flow_put(set, bit, false);
}

static void step_given(flow_set set, uint32_t bit, const struct ir_event *event)
{
    if (event->kind == IR_EVENT_DEF || event->kind == IR_EVENT_PARTIAL ||
        event->kind == IR_EVENT_ESCAPE)
        flow_put(set, bit, true);
    else if (event->kind == IR_EVENT_BIRTH || event->kind == IR_EVENT_DEATH)
        flow_put(set, bit, false);
}

/* Compilers follow the parts of a complex number by themselves; those of a record they let pass. */
static bool sets_all(const struct ir_event *event)
{
    return event->kind == IR_EVENT_DEF || event->kind == IR_EVENT_ESCAPE ||
           (event->kind == IR_EVENT_PARTIAL && event->var->type->kind != IR_TYPE_OTHER);
}

static void step_unset(flow_set set, uint32_t bit, const struct ir_event *event)
{
    if (sets_all(event))
        flow_put(set, bit, false);
    else if (event->kind == IR_EVENT_BIRTH)
        flow_put(set, bit, true);
}

/* Backwards. Part of a variable written neither needs the rest nor makes it superfluous. */
static void step_needed(flow_set set, uint32_t bit, const struct ir_event *event)
{
    switch (event->kind) {
    case IR_EVENT_USE:
    case IR_EVENT_ESCAPE:
        flow_put(set, bit, true);
        break;
    case IR_EVENT_DEF:
    case IR_EVENT_BIRTH:
    case IR_EVENT_DEATH:
        flow_put(set, bit, false);
        break;
    default:
        break;
    }
}

/* What holds at the point, which is the last event of its block; until the next question. */
static const uint64_t *state_at(struct live *live, flow_set *starts, flow_step *step,
                                const struct ir_point *point)
{
    return flow_at_end(&live->flow, starts, step, live->graph->block_of_point[point->index]);
}

/* ---- decisions ---- */

/* Behind a suspension the C variable is another one: its contents must be copied into it.
 * IR_PIN_NONE: they can be. */
static enum ir_pin why_not_copied(const struct ir_var *var)
{
    const struct ir_type *type = var->type;
    bool is_aggregate = type->kind == IR_TYPE_RECORD || type->kind == IR_TYPE_ARRAY;
    if (type->is_volatile)
        return IR_PIN_VOLATILE;
    if (type->kind == IR_TYPE_ARRAY)
        return IR_PIN_ARRAY;
    if (is_aggregate && (type->is_const || type->has_const_member))
        return IR_PIN_CONSTANT;
    if (var->is_register && (type->spelling == NULL || type->align > IR_FRAME_ALIGN))
        return IR_PIN_REGISTER;
    return type->kind == IR_TYPE_RECORD && type->size > LARGEST_SAVED_RECORD ? IR_PIN_LARGE
                                                                             : IR_PIN_NONE;
}

static bool suspends(const struct live *live, const struct ir_point *point)
{
    return point->suspends && live->graph->block_of_point[point->index] != 0;
}

static void pin_escaped(struct live *live)
{
    const struct flow *flow = &live->flow;
    for (uint32_t i = 0; i < live->func->point_count; i++) {
        const struct ir_point *point = live->func->points[i];
        if (!suspends(live, point))
            continue;
        const uint64_t *escaped = state_at(live, live->escaped, step_escaped, point);
        for (uint32_t k = 0; (k = flow_next(flow, escaped, k)) != UINT32_MAX; k++)
            if (!flow->vars[k]->type->is_va_list) /* nobody keeps its address */
                ir_var_pin(flow->vars[k], IR_PIN_ADDRESS, live->lent[flow->vars[k]->index]);
    }
}

/* What is needed behind a point. */
struct at_point {
    flow_set kept;  /* and may hold a value before it */
    flow_set blank; /* and holds none before it */
    flow_set half;  /* of `kept`, what may also hold none */
};

static void find_needed(struct live *live, const struct ir_point *point, struct at_point *at)
{
    const struct flow *flow = &live->flow;
    const uint64_t *state =
        flow_behind(&live->flow, live->needed, live->graph->block_of_point[point->index]);
    if (flow->words > 0) {
        memcpy(at->kept, state, flow->words * sizeof *at->kept);
        memcpy(at->blank, state, flow->words * sizeof *at->blank);
    }
    state = state_at(live, live->given, step_given, point);
    for (uint32_t i = 0; i < flow->words; i++) {
        at->kept[i] &= state[i];
        at->blank[i] &= ~state[i];
    }
    state = state_at(live, live->unset, step_unset, point);
    for (uint32_t i = 0; i < flow->words; i++)
        at->half[i] = at->kept[i] & state[i];
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
    for (uint32_t i = 0; (i = flow_next(&live->flow, kept, i)) != UINT32_MAX; i++) {
        struct ir_var *var = live->flow.vars[i];
        enum ir_pin why = why_not_copied(var);
        if (why != IR_PIN_NONE)
            ir_var_pin(var, why, 0);
        else if (!is_visible(var, point))
            ir_var_pin(var, IR_PIN_JUMPED, point->offset);
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
static struct ir_var **list_of(struct live *live, const uint64_t *set, uint32_t *ret_count)
{
    const struct flow *flow = &live->flow;
    struct ir_var **list;
    uint32_t count = 0;
    for (uint32_t i = 0; (i = flow_next(flow, set, i)) != UINT32_MAX; i++)
        count += !flow->vars[i]->pinned;
    list = arena_array(live->unit->arena, count, sizeof(struct ir_var *));
    *ret_count = 0;
    for (uint32_t i = 0; (i = flow_next(flow, set, i)) != UINT32_MAX; i++)
        if (!flow->vars[i]->pinned)
            list[(*ret_count)++] = flow->vars[i];
    return list;
}

static void keep(struct live *live, struct ir_point *point, const struct at_point *at)
{
    point->live = list_of(live, at->kept, &point->live_count);
    point->blank = list_of(live, at->blank, &point->blank_count);
    drop_invisible(point);
    for (uint32_t i = 0; i < point->live_count; i++) {
        point->live[i]->saved = true;
        point->live[i]->half_set |= flow_has(at->half, live->flow.bits[point->live[i]->index]);
    }
}

/* Every variable's place is decided before any point lists what it saves. */
static void place_variables(struct live *live)
{
    const struct flow *flow = &live->flow;
    struct at_point at = {flow_set_new(flow), flow_set_new(flow), flow_set_new(flow)};
    for (uint32_t i = 0; i < 2 * live->func->point_count; i++) {
        struct ir_point *point = live->func->points[i % live->func->point_count];
        if (!suspends(live, point))
            continue;
        find_needed(live, point, &at);
        if (i < live->func->point_count)
            pin_uncopyable(live, point, at.kept);
        else
            keep(live, point, &at);
    }
}

void live_compute(struct ir_unit *unit, struct ir_func *func)
{
    struct live live = {.unit = unit, .func = func, .graph = func->cfg};

    find_tracked(&live);
    live.escaped = flow_forward(&live.flow, step_escaped, false);
    live.given = flow_forward(&live.flow, step_given, false);
    live.unset = flow_forward(&live.flow, step_unset, true);
    live.needed = flow_backward(&live.flow, step_needed);
    pin_escaped(&live);
    place_variables(&live);
}
