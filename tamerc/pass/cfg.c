/* SPDX-License-Identifier: BSD-3-Clause */
/* The graph, and where jumps lead. */
#include "pass/cfg.h"

#include <string.h>

#include "base/arena.h"
#include "pass/cfg_parts.h"

/* ---- blocks, edges, events ---- */

/* `items`, or a larger copy, with room for one more. */
static void *room(struct arena *arena, void *items, uint32_t count, uint32_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    *capacity = *capacity ? 2 * *capacity : 4;
    void *larger = arena_array(arena, *capacity, size);
    if (count > 0)
        memcpy(larger, items, count * size);
    return larger;
}

uint32_t cfg_block(struct cfg *cfg)
{
    struct ir_cfg *graph = cfg->graph;
    graph->blocks = room(cfg->unit->arena, graph->blocks, graph->block_count,
                         &graph->block_capacity, sizeof *graph->blocks);
    graph->blocks[graph->block_count] = (struct ir_basic_block){0};
    return graph->block_count++;
}

void cfg_edge(struct cfg *cfg, uint32_t from, uint32_t to)
{
    struct ir_basic_block *block = &cfg->graph->blocks[from];
    for (uint32_t i = 0; i < block->next_count; i++)
        if (block->next[i] == to)
            return;
    block->next = room(cfg->unit->arena, block->next, block->next_count, &block->next_capacity,
                       sizeof *block->next);
    block->next[block->next_count++] = to;
}

void cfg_jump(struct cfg *cfg, uint32_t to)
{
    cfg_edge(cfg, cfg->now, to);
    cfg->now = cfg_block(cfg);
}

void cfg_enter(struct cfg *cfg, uint32_t block)
{
    cfg_edge(cfg, cfg->now, block);
    cfg->now = block;
}

static void add_event(struct cfg *cfg, struct ir_event event)
{
    struct ir_basic_block *block = &cfg->graph->blocks[cfg->now];
    block->events = room(cfg->unit->arena, block->events, block->event_count,
                         &block->event_capacity, sizeof *block->events);
    block->events[block->event_count++] = event;
}

void cfg_event(struct cfg *cfg, enum ir_event_kind kind, struct ir_var *var)
{
    if (var && var->kind != IR_VAR_STATIC)
        add_event(cfg, (struct ir_event){.kind = kind, .var = var});
}

void cfg_point(struct cfg *cfg, struct ir_point *point)
{
    if (!point)
        return;
    bool fails = point->suspends || point->node->kind != IR_SCOPE; /* opening one does not */
    uint32_t failed = fails ? cfg_error_way(cfg, point->region, point->in_door) : 0;
    add_event(cfg, (struct ir_event){.kind = IR_EVENT_POINT, .point = point});
    cfg->graph->block_of_point[point->index] = cfg->now;
    uint32_t done = cfg_block(cfg);
    cfg_edge(cfg, cfg->now, done);
    if (fails)
        cfg_edge(cfg, cfg->now, failed);
    cfg->now = done;
}

/* ---- where things stand ---- */

void cfg_deaths(struct cfg *cfg, const struct ir_node *from, const struct ir_node *to)
{
    for (uint32_t i = 0; i < cfg->func->var_count; i++) {
        struct ir_var *var = cfg->func->vars[i];
        if (var->block && (!from || ir_stands_in(from, var->block)) &&
            !ir_stands_in(to, var->block))
            cfg_event(cfg, IR_EVENT_DEATH, var);
    }
}

static void prepare_labels(struct cfg *cfg)
{
    const struct ir_func *func = cfg->func;
    cfg->labels = arena_array(cfg->unit->arena, func->labels.count, sizeof *cfg->labels);
    cfg->label_count = func->labels.count;
    for (uint32_t i = 0; i < cfg->label_count; i++)
        cfg->labels[i] = (struct cfg_label){.node = func->labels.items[i], .block = cfg_block(cfg)};
}

static const struct cfg_label *find_label(const struct cfg *cfg, const struct ir_node *jump)
{
    const struct ir_node *label = ir_label_of(cfg->func, jump);
    for (uint32_t i = 0; i < cfg->label_count; i++)
        if (cfg->labels[i].node == label)
            return &cfg->labels[i];
    return NULL;
}

/* The statement that a break or continue is about. */
static const struct cfg_target *find_target(const struct cfg *cfg, const struct ir_node *jump)
{
    const struct cfg_target *target = cfg->targets;
    while (target) {
        bool fits = jump->kind == IR_BREAK || target->on_continue != 0;
        if (jump->target ? target->node == jump->target : fits)
            return target;
        target = target->outer;
    }
    return NULL;
}

uint32_t cfg_destination(struct cfg *cfg, const struct ir_node *jump)
{
    if (jump->kind == IR_GOTO) {
        const struct cfg_label *label = find_label(cfg, jump);
        return label ? label->block : 1;
    }
    if (jump->kind != IR_BREAK && jump->kind != IR_CONTINUE)
        return 1;
    const struct cfg_target *target = find_target(cfg, jump);
    if (!target)
        return 1;
    return jump->kind == IR_BREAK ? target->on_break : target->on_continue;
}

const struct ir_node *cfg_stays_in(struct cfg *cfg, const struct ir_node *jump)
{
    if (jump->kind == IR_GOTO) {
        const struct cfg_label *label = find_label(cfg, jump);
        return label ? label->node : NULL;
    }
    if (jump->kind != IR_BREAK && jump->kind != IR_CONTINUE)
        return NULL;
    const struct cfg_target *target = find_target(cfg, jump);
    if (!target)
        return NULL;
    bool leaves = jump->kind == IR_BREAK || target->node->kind == IR_SCOPE;
    return leaves ? target->node->parent : target->node;
}

void cfg_build(struct ir_unit *unit, struct ir_func *func)
{
    struct ir_cfg *graph = arena_new(unit->arena, struct ir_cfg);
    struct cfg cfg = {.unit = unit, .func = func, .graph = graph};

    graph->block_of_point = arena_array(unit->arena, func->point_count + 1, sizeof(uint32_t));
    cfg.doors = arena_array(unit->arena, func->region_count + 1, sizeof(struct cfg_door));
    cfg.now = cfg_block(&cfg);
    cfg_block(&cfg);
    prepare_labels(&cfg);
    for (uint32_t i = 0; i < func->var_count; i++)
        if (func->vars[i]->kind == IR_VAR_PARAM)
            cfg_event(&cfg, IR_EVENT_DEF, func->vars[i]);
    cfg_enter(&cfg, cfg_block(&cfg)); /* no point stands in block 0 */
    cfg_statement(&cfg, func->body);
    cfg_edge(&cfg, cfg.now, 1);
    func->cfg = graph;
}
