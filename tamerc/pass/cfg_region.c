/* SPDX-License-Identifier: BSD-3-Clause */
/* The ways through the doors of scopes, deferred blocks and handlers. */
#include "pass/cfg_parts.h"

struct ir_node *cfg_alive_at_door(const struct ir_region *region)
{
    switch (region->kind) {
    case IR_REGION_SCOPE:
        return region->node->kids[1];
    case IR_REGION_DEFER:
        return region->node->parent;
    default:
        return NULL;
    }
}

static void set_ways(struct cfg *cfg, const struct ir_region *region)
{
    cfg_event(cfg, IR_EVENT_DEF, region->exit_var);
    cfg_event(cfg, IR_EVENT_DEF, region->error_var);
}

uint32_t cfg_error_way(struct cfg *cfg, struct ir_region *region, bool in_door)
{
    if (!region)
        return 1;
    struct cfg_door *door = &cfg->doors[region->index];
    if (!in_door) {
        door->has_error = true;
        return door->failed;
    }
    /* The deferred block itself failed, perhaps while another error waits for its end: one error
     * goes up. */
    uint32_t before = cfg->now, join = cfg_block(cfg);
    cfg->now = join;
    cfg_event(cfg, IR_EVENT_USE, region->exit_var);
    cfg_event(cfg, IR_EVENT_USE, region->error_var);
    cfg_event(cfg, IR_EVENT_DEF, region->error_var);
    cfg_edge(cfg, join, door->rethrow);
    cfg->now = before;
    return join;
}

static void open_door(struct cfg *cfg, struct ir_region *region)
{
    struct cfg_door *door = &cfg->doors[region->index];
    uint32_t before = cfg->now;
    door->door = cfg_block(cfg);
    door->failed = cfg_block(cfg);
    door->rethrow = cfg_block(cfg);
    cfg->now = door->failed;
    if (cfg_alive_at_door(region))
        cfg_deaths_inside(cfg, cfg_alive_at_door(region));
    set_ways(cfg, region);
    cfg_jump(cfg, door->door);
    cfg->now = before;
}

/* The error goes on up from the door. */
static void close_rethrow(struct cfg *cfg, struct ir_region *region)
{
    uint32_t before = cfg->now;
    cfg->now = cfg->doors[region->index].rethrow;
    cfg_event(cfg, IR_EVENT_USE, region->error_var);
    cfg_jump(cfg, cfg_error_way(cfg, region->parent, region->in_door));
    cfg->now = before;
}

void cfg_take_exit(struct cfg *cfg, const struct ir_exit *exit)
{
    const struct ir_node *here = cfg_alive_at_door(exit->region);
    if (exit->outer) {
        struct ir_region *outer = exit->outer->region;
        cfg_deaths(cfg, here, cfg_alive_at_door(outer));
        set_ways(cfg, outer);
        cfg_jump(cfg, cfg->doors[outer->index].door);
        return;
    }
    if (exit->node->kind == IR_RETURN)
        cfg_event(cfg, IR_EVENT_USE, cfg->func->result_var);
    cfg_go(cfg, here, exit->node);
}

void cfg_leave(struct cfg *cfg, const struct ir_node *jump)
{
    struct ir_region *region = jump->exit->region;
    cfg_deaths(cfg, jump, cfg_alive_at_door(region));
    set_ways(cfg, region);
    cfg_jump(cfg, cfg->doors[region->index].door);
}

/* From behind the door to wherever the region was being left to; goes on where the block is simply
 * over. */
static void dispatch(struct cfg *cfg, struct ir_region *region)
{
    cfg_event(cfg, IR_EVENT_USE, region->exit_var);
    uint32_t selects = cfg->now;
    for (struct ir_exit *exit = region->exits; exit; exit = exit->next) {
        uint32_t way = cfg_block(cfg);
        cfg_edge(cfg, selects, way);
        cfg->now = way;
        cfg_take_exit(cfg, exit);
    }
    cfg->now = selects;
    if (cfg->doors[region->index].has_error && region->kind != IR_REGION_SCOPE)
        cfg_edge(cfg, selects, cfg->doors[region->index].rethrow);
    uint32_t behind = cfg_block(cfg);
    cfg_jump(cfg, behind);
    cfg->now = behind;
}

static void fall_through_door(struct cfg *cfg, struct ir_region *region)
{
    set_ways(cfg, region);
    cfg_enter(cfg, cfg->doors[region->index].door);
}

/* The wait takes the error of the block with it: it comes back from there, or is gone. */
static void wait_at_end(struct cfg *cfg, struct ir_node *node)
{
    struct ir_region *region = node->region;
    cfg_event(cfg, IR_EVENT_USE, node->var);
    cfg_event(cfg, IR_EVENT_USE, region->exit_var);
    cfg_event(cfg, IR_EVENT_USE, region->error_var);
    cfg_point(cfg, region->leave);
}

void cfg_scope(struct cfg *cfg, struct ir_node *node)
{
    cfg_read(cfg, node->kids[0]);
    cfg_point(cfg, node->region->enter);
    cfg_event(cfg, IR_EVENT_BIRTH, node->var);
    cfg_event(cfg, IR_EVENT_DEF, node->var);
    uint32_t after = cfg_block(cfg);
    struct cfg_target target = {cfg->targets, node, after, after};
    cfg->targets = &target;
    open_door(cfg, node->region);
    cfg_statement(cfg, node->kids[1]);
    fall_through_door(cfg, node->region);
    wait_at_end(cfg, node);
    dispatch(cfg, node->region);
    cfg->targets = target.outer;
    cfg_deaths(cfg, node->kids[1], node->parent);
    cfg_enter(cfg, after);
}

void cfg_defer(struct cfg *cfg, struct ir_node *block, uint32_t index)
{
    struct ir_node *node = block->kids[index];
    open_door(cfg, node->region);
    close_rethrow(cfg, node->region);
    cfg_block_from(cfg, block, index + 1);
    fall_through_door(cfg, node->region);
    cfg_statement(cfg, node->kids[0]);
    dispatch(cfg, node->region);
}

/* `&x` as the place for the error: the handler frees what stands there, then stores. Nobody keeps
 * the address. */
static struct ir_var *place_of_error(struct ir_node *node)
{
    while (!node->temp && (node->kind == IR_PAREN || node->kind == IR_CAST))
        node = node->kids[node->kid_count - 1];
    if (node->temp || node->kind != IR_ADDRESS)
        return NULL;
    struct ir_node *place = node->kids[0];
    while (place->kind == IR_PAREN)
        place = place->kids[0];
    return place->kind == IR_REF ? place->var : NULL;
}

void cfg_catch(struct cfg *cfg, struct ir_node *node)
{
    struct ir_region *region = node->region;
    struct ir_var *place = place_of_error(node->kids[0]);
    uint32_t after = cfg_block(cfg);
    open_door(cfg, region);
    cfg_statements(cfg, &node->list);
    cfg_event(cfg, IR_EVENT_DEF, node->var);
    cfg_jump(cfg, after);
    cfg->now = cfg->doors[region->index].door;
    cfg_event(cfg, IR_EVENT_USE, region->error_var);
    if (place)
        cfg_event(cfg, IR_EVENT_USE, place);
    else
        cfg_read(cfg, node->kids[0]);
    cfg_point(cfg, node->point);
    cfg_event(cfg, IR_EVENT_DEF, place);
    cfg_event(cfg, IR_EVENT_DEF, node->var);
    cfg_enter(cfg, after);
}
