/* SPDX-License-Identifier: BSD-3-Clause */
#include "pass/flow.h"

#include <string.h>

#include "base/arena.h"
#include "ir/ir.h"
#include "ir/ir_cfg.h"

enum { SET_BITS = 64 };

/* ---- sets ---- */

bool flow_has(const uint64_t *set, uint32_t bit)
{
    return set[bit / SET_BITS] >> bit % SET_BITS & 1;
}

void flow_put(flow_set set, uint32_t bit, bool value)
{
    uint64_t mask = (uint64_t)1 << bit % SET_BITS;
    set[bit / SET_BITS] = value ? set[bit / SET_BITS] | mask : set[bit / SET_BITS] & ~mask;
}

uint32_t flow_next(const struct flow *flow, const uint64_t *set, uint32_t bit)
{
    while (bit < flow->count) {
        uint64_t rest = set[bit / SET_BITS] >> bit % SET_BITS;
        if (rest)
            return bit + (uint32_t)__builtin_ctzll(rest);
        bit = (bit / SET_BITS + 1) * SET_BITS;
    }
    return UINT32_MAX;
}

flow_set flow_set_new(const struct flow *flow)
{
    return arena_array(flow->arena, flow->words, sizeof(uint64_t));
}

static bool join(const struct flow *flow, flow_set into, const uint64_t *from)
{
    uint64_t added = 0;
    for (uint32_t i = 0; i < flow->words; i++) {
        added |= from[i] & ~into[i];
        into[i] |= from[i];
    }
    return added != 0;
}

static flow_set *sets_of_blocks(const struct flow *flow)
{
    uint32_t count = flow->graph->block_count;
    flow_set *sets = arena_array(flow->arena, count, sizeof *sets);
    uint64_t *words = arena_array(flow->arena, (size_t)count * flow->words, sizeof *words);
    for (uint32_t i = 0; i < count; i++)
        sets[i] = words + (size_t)i * flow->words;
    return sets;
}

/* ---- the order of the blocks ---- */

/* One block on the way from the entry to the one in hand. */
struct step {
    uint32_t block, next; /* its successors from `next` on are still to be seen */
};

/* Appends the blocks that can be reached from `root`, each behind what it leads to. */
static uint32_t visit(const struct ir_cfg *graph, bool *seen, struct step *way, uint32_t root,
                      uint32_t *order, uint32_t count)
{
    uint32_t depth = 0;
    way[depth++] = (struct step){root, 0};
    seen[root] = true;
    while (depth > 0) {
        struct step *step = &way[depth - 1];
        const struct ir_basic_block *block = &graph->blocks[step->block];
        if (step->next == block->next_count) {
            order[count++] = step->block;
            depth--;
        } else {
            uint32_t next = block->next[step->next++];
            if (!seen[next])
                way[depth++] = (struct step){next, 0};
            seen[next] = true;
        }
    }
    return count;
}

static void find_order(struct flow *flow)
{
    uint32_t total = flow->graph->block_count, count;
    bool *seen = arena_array(flow->arena, total, sizeof *seen);
    struct step *way = arena_array(flow->arena, total, sizeof *way);
    flow->order = arena_array(flow->arena, total, sizeof *flow->order);
    count = visit(flow->graph, seen, way, 0, flow->order, 0);
    for (uint32_t i = 0; i < count / 2; i++) {
        uint32_t block = flow->order[i];
        flow->order[i] = flow->order[count - 1 - i];
        flow->order[count - 1 - i] = block;
    }
    for (uint32_t i = 0; i < total; i++)
        if (!seen[i])
            count = visit(flow->graph, seen, way, i, flow->order, count);
}

static void find_predecessors(struct flow *flow)
{
    const struct ir_cfg *graph = flow->graph;
    uint32_t *start = arena_array(flow->arena, graph->block_count + 2, sizeof *start);
    for (uint32_t i = 0; i < graph->block_count; i++)
        for (uint32_t k = 0; k < graph->blocks[i].next_count; k++)
            start[graph->blocks[i].next[k] + 2]++;
    for (uint32_t i = 2; i < graph->block_count + 2; i++)
        start[i] += start[i - 1];
    flow->before = arena_array(flow->arena, start[graph->block_count + 1], sizeof *flow->before);
    for (uint32_t i = 0; i < graph->block_count; i++)
        for (uint32_t k = 0; k < graph->blocks[i].next_count; k++)
            flow->before[start[graph->blocks[i].next[k] + 1]++] = i;
    flow->before_start = start;
}

void flow_init(struct flow *flow, struct arena *arena, const struct ir_func *func,
               const bool *tracked)
{
    *flow = (struct flow){.arena = arena, .func = func, .graph = func->cfg};
    flow->vars = arena_array(arena, func->var_count, sizeof(struct ir_var *));
    flow->bits = arena_array(arena, func->var_count, sizeof *flow->bits);
    for (uint32_t i = 0; i < func->var_count; i++) {
        flow->bits[i] = tracked[i] ? flow->count : UINT32_MAX;
        if (tracked[i])
            flow->vars[flow->count++] = func->vars[i];
    }
    flow->words = (flow->count + SET_BITS - 1) / SET_BITS;
    flow->scratch = flow_set_new(flow);
    find_order(flow);
    find_predecessors(flow);
}

/* ---- fixed points ---- */

static void apply(const struct flow *flow, flow_step *step, const struct ir_event *event)
{
    uint32_t bit = event->var ? flow->bits[event->var->index] : UINT32_MAX;
    if (bit != UINT32_MAX)
        step(flow->scratch, bit, event);
}

static size_t set_bytes(const struct flow *flow)
{
    return flow->words * sizeof(uint64_t);
}

const uint64_t *flow_at_end(struct flow *flow, flow_set *starts, flow_step *step, uint32_t index)
{
    const struct ir_basic_block *block = &flow->graph->blocks[index];
    memcpy(flow->scratch, starts[index], set_bytes(flow));
    for (uint32_t i = 0; i < block->event_count; i++)
        apply(flow, step, &block->events[i]);
    return flow->scratch;
}

const uint64_t *flow_behind(struct flow *flow, flow_set *starts, uint32_t index)
{
    const struct ir_basic_block *block = &flow->graph->blocks[index];
    memset(flow->scratch, 0, set_bytes(flow));
    for (uint32_t i = 0; i < block->next_count; i++)
        join(flow, flow->scratch, starts[block->next[i]]);
    return flow->scratch;
}

/* Every block once in its order, then those whose neighbours have changed, until none has. In that
 * order, a graph without goto needs as many rounds as its loops are deep, and two. */
flow_set *flow_forward(struct flow *flow, flow_step *step, bool at_entry)
{
    uint32_t count = flow->graph->block_count;
    flow_set *starts = sets_of_blocks(flow);
    bool *due = arena_array(flow->arena, count, sizeof *due), again = flow->count > 0;
    for (uint32_t i = 0; i < flow->count; i++)
        flow_put(starts[0], i, at_entry);
    memset(due, 1, count);
    while (again) {
        again = false;
        for (uint32_t i = 0; i < count; i++) {
            uint32_t index = flow->order[i];
            const struct ir_basic_block *block = &flow->graph->blocks[index];
            if (!due[index])
                continue;
            due[index] = false;
            flow_at_end(flow, starts, step, index);
            for (uint32_t k = 0; k < block->next_count; k++)
                if (join(flow, starts[block->next[k]], flow->scratch))
                    again = due[block->next[k]] = true;
        }
    }
    return starts;
}

flow_set *flow_backward(struct flow *flow, flow_step *step)
{
    uint32_t count = flow->graph->block_count;
    flow_set *starts = sets_of_blocks(flow);
    bool *due = arena_array(flow->arena, count, sizeof *due), again = flow->count > 0;
    memset(due, 1, count);
    while (again) {
        again = false;
        for (uint32_t i = count; i-- > 0;) {
            uint32_t index = flow->order[i];
            const struct ir_basic_block *block = &flow->graph->blocks[index];
            if (!due[index])
                continue;
            due[index] = false;
            flow_behind(flow, starts, index);
            for (uint32_t k = block->event_count; k-- > 0;)
                apply(flow, step, &block->events[k]);
            if (!join(flow, starts[index], flow->scratch))
                continue;
            again = true;
            for (uint32_t k = flow->before_start[index]; k < flow->before_start[index + 1]; k++)
                due[flow->before[k]] = true;
        }
    }
    return starts;
}
