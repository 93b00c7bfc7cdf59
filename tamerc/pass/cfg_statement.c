/* SPDX-License-Identifier: BSD-3-Clause */
/* The events of statements. */
#include "pass/cfg_parts.h"

#include <string.h>

#include "text/source.h"

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
        cfg_new_edge(cfg, cfg->switch_head, block);
        *cfg->has_default |= node->kind == IR_DEFAULT;
    }
    cfg_enter(cfg, block);
    uint32_t at = node->kind == IR_CASE ? 2 : 0;
    cfg_statement(cfg, node->kid_count > at ? node->kids[at] : NULL);
}

static void label(struct cfg *cfg, struct ir_node *node)
{
    cfg_enter(cfg, cfg->label_blocks[node->number]);
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
    cfg_go(cfg, node, node);
}

static void to_label(struct cfg *cfg, const struct ir_node *literal)
{
    const struct ir_node *label = literal->name ? ir_label_of(cfg->func, literal) : NULL;
    if (label)
        cfg_edge(cfg, cfg->now, cfg->label_blocks[label->number]);
}

static void computed_goto(struct cfg *cfg, struct ir_node *node)
{
    cfg_read(cfg, node->kids[0]);
    for (uint32_t i = 0; i < cfg->func->labels_taken.count; i++)
        to_label(cfg, cfg->func->labels_taken.items[i]);
    cfg->now = cfg_block(cfg);
}

static void asm_statement(struct cfg *cfg, struct ir_node *node)
{
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (node->kids[i])
            cfg_operand_of_asm(cfg, node->kids[i]);
    if (!node->is_asm_goto)
        return;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (node->kids[i] && node->kids[i]->kind == IR_LITERAL)
            to_label(cfg, node->kids[i]);
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
        if (node->point)
            cfg_point(cfg, node->point);
        cfg_event(cfg, IR_EVENT_DEF, node->var);
        break;
    case IR_EVAL:
        cfg_read(cfg, node->kids[0]);
        if (node->point)
            cfg_point(cfg, node->point);
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
    case IR_CLEANUP:
        cfg_event(cfg, IR_EVENT_ESCAPE, node->var);
        break;
    case IR_ALLOC:
        cfg_shape(cfg, node->var);
        cfg_event(cfg, IR_EVENT_DEF, node->var->storage);
        break;
    case IR_FREE:
        cfg_event(cfg, IR_EVENT_USE, node->var);
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
