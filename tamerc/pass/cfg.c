/* SPDX-License-Identifier: BSD-3-Clause */
/* The graph, and the events of statements. */
#include "pass/cfg.h"

#include <string.h>

#include "base/arena.h"
#include "pass/cfg_parts.h"
#include "text/source.h"

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

static bool holds(const struct ir_node *block, const struct ir_node *node)
{
    while (node && node != block)
        node = node->parent;
    return node != NULL;
}

void cfg_deaths(struct cfg *cfg, const struct ir_node *from, const struct ir_node *to)
{
    for (uint32_t i = 0; i < cfg->func->var_count; i++) {
        struct ir_var *var = cfg->func->vars[i];
        if (var->block && (!from || holds(var->block, from)) && !holds(var->block, to))
            cfg_event(cfg, IR_EVENT_DEATH, var);
    }
}

static void find_labels(struct cfg *cfg, const struct ir_node *node)
{
    if (!node)
        return;
    if (node->kind == IR_LABEL) {
        cfg->labels = room(cfg->unit->arena, cfg->labels, cfg->label_count, &cfg->label_capacity,
                           sizeof *cfg->labels);
        uint32_t block = cfg_block(cfg);
        cfg->labels[cfg->label_count++] = (struct cfg_label){.node = node, .block = block};
    }
    for (uint32_t i = 0; i < node->kid_count; i++)
        find_labels(cfg, node->kids[i]);
}

/* Local labels (__label__) may share a name: the one that stands closest around the jump is meant.
 */
static const struct cfg_label *find_label(const struct cfg *cfg, const struct ir_node *jump)
{
    for (const struct ir_node *around = jump; around; around = around->parent)
        for (uint32_t i = 0; i < cfg->label_count; i++)
            if (strcmp(cfg->labels[i].node->name, jump->name) == 0 &&
                holds(around, cfg->labels[i].node))
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

/* ---- conditions ---- */

enum truth { TRUTH_UNKNOWN, TRUTH_FALSE, TRUTH_TRUE };

/* Only what is written in loops that never end, or run once: a number without any suffix, true,
 * false. */
static enum truth truth_of(const struct cfg *cfg, const struct ir_node *node)
{
    const struct source *source = cfg->unit->source;
    if (!node)
        return TRUTH_TRUE;
    while (node->kind == IR_PAREN && !node->temp)
        node = node->kids[0];
    if (!source || node->kind != IR_LITERAL || node->end > source->size || node->start >= node->end)
        return TRUTH_UNKNOWN;
    bool is_number = true;
    for (uint32_t at = node->start; at < node->end; at++)
        is_number &= source->text[at] >= '0' && source->text[at] <= '9';
    if (source_text_is(source, node->start, node->end, "0") ||
        source_text_is(source, node->start, node->end, "false"))
        return TRUTH_FALSE;
    if ((is_number && source->text[node->start] != '0') ||
        source_text_is(source, node->start, node->end, "true"))
        return TRUTH_TRUE;
    return TRUTH_UNKNOWN;
}

/* Evaluates the condition of a loop and goes to one of two blocks. */
static void branch(struct cfg *cfg, struct ir_node *condition, uint32_t yes, uint32_t no)
{
    enum truth truth = truth_of(cfg, condition);
    cfg_read(cfg, condition);
    if (truth != TRUTH_FALSE)
        cfg_edge(cfg, cfg->now, yes);
    if (truth != TRUTH_TRUE)
        cfg_edge(cfg, cfg->now, no);
    cfg->now = cfg_block(cfg);
}

/* ---- loops ---- */

static void loop_body(struct cfg *cfg, struct ir_node *loop, struct ir_node *body,
                      uint32_t on_break, uint32_t on_continue)
{
    struct cfg_target target = {cfg->targets, loop, on_break, on_continue};
    cfg->targets = &target;
    cfg_statement(cfg, body);
    cfg->targets = target.outer;
}

static void while_loop(struct cfg *cfg, struct ir_node *node)
{
    uint32_t head = cfg_block(cfg), body = cfg_block(cfg), after = cfg_block(cfg);
    cfg_enter(cfg, head);
    cfg_statements(cfg, &node->pre_cond);
    branch(cfg, node->kids[0], body, after);
    cfg->now = body;
    loop_body(cfg, node, node->kids[1], after, head);
    cfg_jump(cfg, head);
    cfg->now = after;
}

static void do_loop(struct cfg *cfg, struct ir_node *node)
{
    uint32_t body = cfg_block(cfg), test = cfg_block(cfg), after = cfg_block(cfg);
    cfg_enter(cfg, body);
    loop_body(cfg, node, node->kids[0], after, test);
    cfg_enter(cfg, test);
    cfg_statements(cfg, &node->pre_cond);
    branch(cfg, node->kids[1], body, after);
    cfg->now = after;
}

static void for_loop(struct cfg *cfg, struct ir_node *node)
{
    uint32_t head = cfg_block(cfg), body = cfg_block(cfg);
    uint32_t step = cfg_block(cfg), after = cfg_block(cfg);
    cfg_statement(cfg, node->kids[0]);
    cfg_enter(cfg, head);
    cfg_statements(cfg, &node->pre_cond);
    branch(cfg, node->kids[1], body, after);
    cfg->now = body;
    loop_body(cfg, node, node->kids[3], after, step);
    cfg_enter(cfg, step);
    cfg_statements(cfg, &node->pre_step);
    cfg_read(cfg, node->kids[2]);
    cfg_jump(cfg, head);
    cfg->now = after;
    cfg_deaths(cfg, node, node->parent);
}

/* ---- selection ---- */

static void if_statement(struct cfg *cfg, struct ir_node *node)
{
    uint32_t yes = cfg_block(cfg), no = cfg_block(cfg), after = cfg_block(cfg);
    branch(cfg, node->kids[0], yes, no);
    cfg->now = yes;
    cfg_statement(cfg, node->kids[1]);
    cfg_edge(cfg, cfg->now, after);
    cfg->now = no;
    if (node->kid_count > 2)
        cfg_statement(cfg, node->kids[2]);
    cfg_enter(cfg, after);
}

static void switch_statement(struct cfg *cfg, struct ir_node *node)
{
    uint32_t outer_head = cfg->switch_head;
    bool *outer_default = cfg->has_default;
    bool has_default = false;
    uint32_t after = cfg_block(cfg);

    cfg_read(cfg, node->kids[0]);
    cfg->switch_head = cfg->now;
    cfg->has_default = &has_default;
    cfg->now = cfg_block(cfg);
    loop_body(cfg, node, node->kids[1], after, 0);
    if (!has_default)
        cfg_edge(cfg, cfg->switch_head, after);
    cfg->switch_head = outer_head;
    cfg->has_default = outer_default;
    cfg_enter(cfg, after);
}

static void case_label(struct cfg *cfg, struct ir_node *node)
{
    uint32_t block = cfg_block(cfg);
    if (cfg->has_default) {
        cfg_edge(cfg, cfg->switch_head, block);
        *cfg->has_default |= node->kind == IR_DEFAULT;
    }
    cfg_enter(cfg, block);
    uint32_t at = node->kind == IR_CASE ? 2 : 0;
    cfg_statement(cfg, node->kid_count > at ? node->kids[at] : NULL);
}

static void label(struct cfg *cfg, struct ir_node *node)
{
    for (uint32_t i = 0; i < cfg->label_count; i++)
        if (cfg->labels[i].node == node)
            cfg_enter(cfg, cfg->labels[i].block);
    cfg_statement(cfg, node->kid_count > 0 ? node->kids[0] : NULL);
}

/* ---- jumps ---- */

static void jump(struct cfg *cfg, struct ir_node *node)
{
    if (node->kind == IR_RETURN && node->kid_count > 0)
        cfg_read(cfg, node->kids[0]);
    if (node->exit) {
        cfg_leave(cfg, node);
        return;
    }
    cfg_deaths(cfg, node, cfg_stays_in(cfg, node));
    cfg_jump(cfg, cfg_destination(cfg, node));
}

static void to_every_label(struct cfg *cfg)
{
    for (uint32_t i = 0; i < cfg->label_count; i++)
        cfg_edge(cfg, cfg->now, cfg->labels[i].block);
}

static void computed_goto(struct cfg *cfg, struct ir_node *node)
{
    cfg_read(cfg, node->kids[0]);
    to_every_label(cfg);
    cfg->now = cfg_block(cfg);
}

static void asm_statement(struct cfg *cfg, struct ir_node *node)
{
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (node->kids[i])
            cfg_operand_of_asm(cfg, node->kids[i]);
    if (!node->is_asm_goto)
        return;
    to_every_label(cfg);
    cfg_enter(cfg, cfg_block(cfg));
}

/* ---- blocks and declarations ---- */

void cfg_block_from(struct cfg *cfg, struct ir_node *block, uint32_t index)
{
    for (; index < block->kid_count; index++) {
        struct ir_node *kid = block->kids[index];
        if (kid && kid->kind == IR_DEFER) {
            cfg_defer(cfg, block, index);
            return;
        }
        cfg_statement(cfg, kid);
    }
}

static void block_statement(struct cfg *cfg, struct ir_node *node)
{
    cfg_block_from(cfg, node, 0);
    if (!node->parent || node->parent->kind != IR_SCOPE)
        cfg_deaths(cfg, node, node->parent);
}

/* The new object exists before its own initialiser runs, whatever of that stands in `pre`. */
static void declarator(struct cfg *cfg, struct ir_node *node, const struct ir_list *pre)
{
    cfg_event(cfg, IR_EVENT_BIRTH, node->var);
    cfg_statements(cfg, pre);
    cfg_statements(cfg, &node->pre);
    for (uint32_t i = 0; i < node->kid_count; i++)
        cfg_read(cfg, node->kids[i]);
    if (node->has_init)
        cfg_event(cfg, IR_EVENT_DEF, node->var);
}

static void declaration(struct cfg *cfg, struct ir_node *node)
{
    static const struct ir_list none;
    const struct ir_list *pre = &node->pre;
    for (uint32_t i = 0; i < node->kid_count; i++) {
        struct ir_node *kid = node->kids[i];
        if (kid && kid->kind == IR_DECLARATOR) {
            declarator(cfg, kid, pre);
            pre = &none;
        } else {
            cfg_read(cfg, kid);
        }
    }
    cfg_statements(cfg, pre);
}

/* ---- what lowering made ---- */

static void await_point(struct cfg *cfg, struct ir_node *node)
{
    cfg_read_moved(cfg, node->kids[0], node->kids[0]->temp);
    cfg_point(cfg, node->point);
    cfg_event(cfg, IR_EVENT_DEF, node->var);
}

static void when(struct cfg *cfg, struct ir_node *node)
{
    cfg_event(cfg, IR_EVENT_USE, node->var);
    uint32_t yes = cfg_block(cfg), no = cfg_block(cfg), after = cfg_block(cfg);
    cfg_edge(cfg, cfg->now, no);
    cfg_jump(cfg, yes);
    cfg->now = yes;
    cfg_statements(cfg, &node->list);
    cfg_edge(cfg, cfg->now, after);
    cfg->now = no;
    cfg_statements(cfg, &node->other);
    cfg_enter(cfg, after);
}

/* Control does not come back from a throw. */
static void throw(struct cfg * cfg, struct ir_node *node)
{
    for (uint32_t i = 0; i < node->kid_count; i++)
        cfg_read(cfg, node->kids[i]);
    cfg_point(cfg, node->point);
    cfg->now = cfg_block(cfg);
}

static void made_statement(struct cfg *cfg, struct ir_node *node)
{
    switch (node->kind) {
    case IR_AWAIT_POINT:
        await_point(cfg, node);
        break;
    case IR_SET:
        if (node->kid_count > 0)
            cfg_read_moved(cfg, node->kids[0], node->var);
        cfg_event(cfg, IR_EVENT_DEF, node->var);
        break;
    case IR_EVAL:
        cfg_read(cfg, node->kids[0]);
        break;
    case IR_WHEN:
        when(cfg, node);
        break;
    case IR_CATCH_REGION:
        cfg_catch(cfg, node);
        break;
    case IR_THROW:
        throw(cfg, node);
        break;
    case IR_CHECK_TEST:
        cfg_event(cfg, IR_EVENT_USE, node->var);
        cfg_point(cfg, node->point);
        break;
    default:
        break;
    }
}

/* ---- all statements ---- */

static void plain_statement(struct cfg *cfg, struct ir_node *node)
{
    switch (node->kind) {
    case IR_BLOCK:
        block_statement(cfg, node);
        break;
    case IR_DECL:
        declaration(cfg, node);
        break;
    case IR_EXPR:
        cfg_read(cfg, node->kid_count > 0 ? node->kids[0] : NULL);
        break;
    case IR_IF:
        if_statement(cfg, node);
        break;
    case IR_WHILE:
        while_loop(cfg, node);
        break;
    case IR_DO:
        do_loop(cfg, node);
        break;
    case IR_FOR:
        for_loop(cfg, node);
        break;
    case IR_SWITCH:
        switch_statement(cfg, node);
        break;
    case IR_CASE:
    case IR_DEFAULT:
        case_label(cfg, node);
        break;
    case IR_LABEL:
        label(cfg, node);
        break;
    case IR_GOTO:
    case IR_BREAK:
    case IR_CONTINUE:
    case IR_RETURN:
        jump(cfg, node);
        break;
    case IR_GOTO_COMPUTED:
        computed_goto(cfg, node);
        break;
    case IR_ASM:
        asm_statement(cfg, node);
        break;
    case IR_SCOPE:
        cfg_scope(cfg, node);
        break;
    default:
        made_statement(cfg, node);
        break;
    }
}

void cfg_statement(struct cfg *cfg, struct ir_node *node)
{
    if (!node)
        return;
    if (node->kind != IR_DECL)
        cfg_statements(cfg, &node->pre);
    plain_statement(cfg, node);
}

void cfg_statements(struct cfg *cfg, const struct ir_list *list)
{
    for (uint32_t i = 0; i < list->count; i++)
        cfg_statement(cfg, list->items[i]);
}

void cfg_build(struct ir_unit *unit, struct ir_func *func)
{
    struct ir_cfg *graph = arena_new(unit->arena, struct ir_cfg);
    struct cfg cfg = {.unit = unit, .func = func, .graph = graph};

    graph->block_of_point = arena_array(unit->arena, func->point_count + 1, sizeof(uint32_t));
    cfg.doors = arena_array(unit->arena, func->region_count + 1, sizeof(struct cfg_door));
    cfg.now = cfg_block(&cfg);
    cfg_block(&cfg);
    find_labels(&cfg, func->body);
    for (uint32_t i = 0; i < func->var_count; i++)
        if (func->vars[i]->kind == IR_VAR_PARAM)
            cfg_event(&cfg, IR_EVENT_DEF, func->vars[i]);
    cfg_enter(&cfg, cfg_block(&cfg)); /* no point stands in block 0 */
    cfg_statement(&cfg, func->body);
    cfg_edge(&cfg, cfg.now, 1);
    func->cfg = graph;
}
