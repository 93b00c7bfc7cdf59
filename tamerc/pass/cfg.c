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

void cfg_new_edge(struct cfg *cfg, uint32_t from, uint32_t to)
{
    struct ir_basic_block *block = &cfg->graph->blocks[from];
    block->next = room(cfg->unit->arena, block->next, block->next_count, &block->next_capacity,
                       sizeof *block->next);
    block->next[block->next_count++] = to;
}

void cfg_edge(struct cfg *cfg, uint32_t from, uint32_t to)
{
    const struct ir_basic_block *block = &cfg->graph->blocks[from];
    for (uint32_t i = 0; i < block->next_count; i++)
        if (block->next[i] == to)
            return;
    cfg_new_edge(cfg, from, to);
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

void cfg_shape(struct cfg *cfg, const struct ir_var *var)
{
    const struct ir_shape *shape = var->type->shape;
    for (uint32_t i = 0; shape && i < shape->bound_count; i++)
        if (shape->bounds[i]->kind == IR_VAR_TEMP)
            add_event(cfg, (struct ir_event){.kind = IR_EVENT_USE, .var = shape->bounds[i]});
}

void cfg_event_at(struct cfg *cfg, enum ir_event_kind kind, struct ir_var *var, uint32_t place)
{
    if (!var)
        return;
    if (kind != IR_EVENT_BIRTH && kind != IR_EVENT_DEATH) {
        cfg_shape(cfg, var);
        if (var->storage)
            add_event(cfg, (struct ir_event){.kind = IR_EVENT_USE, .var = var->storage});
    }
    if (var->kind != IR_VAR_STATIC && var->kind != IR_VAR_TYPE && !var->storage)
        add_event(cfg, (struct ir_event){.kind = kind, .var = var, .place = place});
}

void cfg_event(struct cfg *cfg, enum ir_event_kind kind, struct ir_var *var)
{
    cfg_event_at(cfg, kind, var, 0);
}

void cfg_memory(struct cfg *cfg, const struct ir_node *call)
{
    add_event(cfg,
              (struct ir_event){.kind = IR_EVENT_ALLOCA, .place = call->start, .end = call->end});
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
    for (; from && !ir_stands_in(to, from); from = from->parent)
        for (struct ir_var *var = from->declared; var; var = var->next_in_block)
            cfg_event(cfg, IR_EVENT_DEATH, var);
}

void cfg_deaths_inside(struct cfg *cfg, const struct ir_node *block)
{
    const struct cfg_inside *inside = &cfg->inside[block->doors];
    for (uint32_t i = 0; i < inside->count; i++)
        cfg_event(cfg, IR_EVENT_DEATH, inside->vars[i]);
}

static void add_inside(struct cfg *cfg, struct cfg_inside *inside, struct ir_var *var)
{
    inside->vars = room(cfg->unit->arena, inside->vars, inside->count, &inside->capacity,
                        sizeof(struct ir_var *));
    inside->vars[inside->count++] = var;
}

/* For all doors at once: each variable is put to the doors around it. */
static void find_inside(struct cfg *cfg)
{
    const struct ir_func *func = cfg->func;
    uint32_t count = 0;
    cfg->inside = arena_array(cfg->unit->arena, func->region_count + 1, sizeof *cfg->inside);
    for (uint32_t i = 0; i < func->region_count; i++) {
        struct ir_node *block = cfg_alive_at_door(func->regions[i]);
        if (block && block->doors == 0)
            block->doors = ++count;
    }
    for (uint32_t i = 0; i < func->var_count && count > 0; i++) {
        struct ir_var *var = func->vars[i];
        const struct ir_node *around = var->block ? var->block->parent : NULL;
        for (; around; around = around->parent)
            if (around->doors > 0)
                add_inside(cfg, &cfg->inside[around->doors], var);
    }
}

static void find_variables(struct cfg *cfg)
{
    for (uint32_t i = 0; i < cfg->func->var_count; i++) {
        struct ir_var *var = cfg->func->vars[i];
        if (!var->block)
            continue;
        var->next_in_block = var->block->declared;
        var->block->declared = var;
    }
}

/* An error of a deferred block goes on to the region around it. */
static void mark_raised(struct ir_region *region, bool in_door)
{
    bool *raised;
    while (region) {
        raised = in_door ? &region->raises_in_door : &region->raises_inside;
        if (*raised)
            return;
        *raised = true;
        in_door = region->in_door;
        region = region->kind == IR_REGION_DEFER ? region->parent : NULL;
    }
}

/* Opening a scope raises nothing. */
static void find_raised(const struct ir_func *func)
{
    for (uint32_t i = 0; i < func->point_count; i++) {
        const struct ir_point *point = func->points[i];
        if (point->node->kind != IR_SCOPE || point->node->region->enter != point)
            mark_raised(point->region, point->in_door);
    }
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

/* Where a jump goes that leaves no region, or no further one. */
static uint32_t destination(const struct cfg *cfg, const struct ir_node *jump)
{
    if (jump->kind == IR_GOTO) {
        const struct ir_node *label = ir_label_of(cfg->func, jump);
        return label ? cfg->label_blocks[label->number] : 1;
    }
    if (jump->kind != IR_BREAK && jump->kind != IR_CONTINUE)
        return 1;
    const struct cfg_target *target = find_target(cfg, jump);
    if (!target)
        return 1;
    return jump->kind == IR_BREAK ? target->on_break : target->on_continue;
}

/* What a jump leaves is dead then: the outermost node it stays inside of. */
static const struct ir_node *stays_in(const struct cfg *cfg, const struct ir_node *jump)
{
    if (jump->kind == IR_GOTO)
        return ir_label_of(cfg->func, jump);
    if (jump->kind != IR_BREAK && jump->kind != IR_CONTINUE)
        return NULL;
    const struct cfg_target *target = find_target(cfg, jump);
    if (!target)
        return NULL;
    bool leaves = jump->kind == IR_BREAK || target->node->kind == IR_SCOPE;
    return leaves ? target->node->parent : target->node;
}

void cfg_go(struct cfg *cfg, const struct ir_node *from, const struct ir_node *jump)
{
    uint32_t to = destination(cfg, jump);
    if (to != 1)
        cfg_deaths(cfg, from, stays_in(cfg, jump));
    cfg_jump(cfg, to);
}

void cfg_build(struct ir_unit *unit, struct ir_func *func)
{
    struct ir_cfg *graph = arena_new(unit->arena, struct ir_cfg);
    struct cfg cfg = {.unit = unit, .func = func, .graph = graph};

    graph->block_of_point = arena_array(unit->arena, func->point_count + 1, sizeof(uint32_t));
    cfg.doors = arena_array(unit->arena, func->region_count + 1, sizeof(struct cfg_door));
    cfg.now = cfg_block(&cfg);
    cfg_block(&cfg);
    find_variables(&cfg);
    find_inside(&cfg);
    find_raised(func);
    cfg.label_blocks = arena_array(unit->arena, func->labels.count, sizeof *cfg.label_blocks);
    for (uint32_t i = 0; i < func->labels.count; i++)
        cfg.label_blocks[i] = cfg_block(&cfg);
    for (uint32_t i = 0; i < func->var_count; i++)
        if (func->vars[i]->kind == IR_VAR_PARAM)
            cfg_event(&cfg, IR_EVENT_DEF, func->vars[i]);
    cfg_enter(&cfg, cfg_block(&cfg)); /* no point stands in block 0 */
    cfg_statements(&cfg, &func->entry);
    cfg_statement(&cfg, func->body);
    cfg_edge(&cfg, cfg.now, 1);
    func->cfg = graph;
}
