/* SPDX-License-Identifier: BSD-3-Clause */
/* The events of expressions. */
#include "pass/cfg_parts.h"

#include <string.h>

#include "text/source.h"

static bool is_array(const struct ir_node *node)
{
    return node->type && node->type->kind == IR_TYPE_ARRAY;
}

static void read_kids(struct cfg *cfg, struct ir_node *node)
{
    for (uint32_t i = 0; i < node->kid_count; i++)
        cfg_read(cfg, node->kids[i]);
}

/*
 * What becomes of the variable that an lvalue is, or is part of. A walk goes down to that variable;
 * everything it meets on the way that is computed, subscripts and pointers, is read.
 */
enum access { ACCESS_USE, ACCESS_DEF, ACCESS_PARTIAL, ACCESS_ESCAPE };

static void access_place(struct cfg *cfg, struct ir_node *node, enum access access);

static enum access part_of(enum access access)
{
    return access == ACCESS_DEF ? ACCESS_PARTIAL : access;
}

static void access_var(struct cfg *cfg, struct ir_node *node, enum access access)
{
    static const enum ir_event_kind kinds[] = {
        [ACCESS_USE] = IR_EVENT_USE,
        [ACCESS_DEF] = IR_EVENT_DEF,
        [ACCESS_PARTIAL] = IR_EVENT_PARTIAL,
        [ACCESS_ESCAPE] = IR_EVENT_ESCAPE,
    };
    cfg_event_at(cfg, kinds[access], node->var, node->start);
}

/* What is subscripted or dereferenced: an element of an array, or of a vector, is a part of it. */
static void access_element(struct cfg *cfg, struct ir_node *base, enum access access)
{
    if (base && base->type &&
        (base->type->kind == IR_TYPE_ARRAY || base->type->kind == IR_TYPE_OTHER))
        access_place(cfg, base, part_of(access));
    else
        cfg_read(cfg, base);
}

static void access_place(struct cfg *cfg, struct ir_node *node, enum access access)
{
    if (node->temp) {
        cfg_event(cfg, IR_EVENT_USE, node->temp);
        return;
    }
    switch (node->kind) {
    case IR_REF:
        access_var(cfg, node, access);
        break;
    case IR_PAREN:
        access_place(cfg, node->kids[0], access);
        break;
    case IR_MEMBER:
        access_place(cfg, node->kids[0], part_of(access));
        break;
    case IR_INDEX:
    case IR_DEREF:
    case IR_ARROW:
        for (uint32_t i = 0; i < node->kid_count; i++)
            access_element(cfg, node->kids[i], access);
        break;
    case IR_UNARY: /* __extension__ x, __real__ z */
        access_place(cfg, node->kids[0], part_of(access));
        break;
    case IR_GENERIC:
        for (uint32_t i = 0; i < node->kid_count; i++)
            if (node->kids[i])
                access_place(cfg, node->kids[i], part_of(access));
        break;
    default:
        cfg_read(cfg, node);
        break;
    }
}

/* The value of an lvalue; of an array, a pointer that anything may be done with. */
static void read_place(struct cfg *cfg, struct ir_node *node)
{
    access_place(cfg, node, is_array(node) ? ACCESS_ESCAPE : ACCESS_USE);
}

static void read_either(struct cfg *cfg, struct ir_node *node)
{
    cfg_read(cfg, node->kids[0]);
    uint32_t join = cfg_block(cfg);
    cfg_edge(cfg, cfg->now, join);
    uint32_t right = cfg_block(cfg);
    cfg_jump(cfg, right);
    cfg->now = right;
    cfg_read(cfg, node->kids[1]);
    cfg_enter(cfg, join);
}

static void read_conditional(struct cfg *cfg, struct ir_node *node)
{
    cfg_read(cfg, node->kids[0]);
    uint32_t yes = cfg_block(cfg), no = cfg_block(cfg), join = cfg_block(cfg);
    cfg_edge(cfg, cfg->now, no);
    cfg_jump(cfg, yes);
    cfg->now = yes;
    cfg_read(cfg, node->kids[1]);
    cfg_jump(cfg, join);
    cfg->now = no;
    cfg_read(cfg, node->kids[2]);
    cfg_enter(cfg, join);
}

/* Operands of which one is evaluated, or none: nobody has said which. */
static void read_choices(struct cfg *cfg, struct ir_node *node)
{
    for (uint32_t i = 0; i < node->kid_count; i++) {
        uint32_t chosen = cfg_block(cfg), join = cfg_block(cfg);
        cfg_edge(cfg, cfg->now, join);
        cfg_jump(cfg, chosen);
        cfg->now = chosen;
        cfg_read(cfg, node->kids[i]);
        cfg_enter(cfg, join);
    }
}

/* What a branch evaluates instead of the node: all of it stands in some `pre` already. */
static bool is_moved(const struct ir_node *node)
{
    switch (node->kind) {
    case IR_AWAIT:
    case IR_CHECK:
    case IR_RAISE:
    case IR_CATCH:
        return true;
    case IR_COND:
        return (node->kids[1] && node->kids[1]->has_await) || node->kids[2]->has_await;
    case IR_STMT_EXPR:
        return node->has_await;
    default:
        return false;
    }
}

static void read_assignment(struct cfg *cfg, struct ir_node *node)
{
    if (node->kind == IR_ASSIGN_OP)
        access_place(cfg, node->kids[0], ACCESS_USE);
    cfg_read(cfg, node->kids[1]);
    access_place(cfg, node->kids[0], ACCESS_DEF);
}

/* The bounds of variably modified types are spelled even where nothing is evaluated. */
static void read_names(struct cfg *cfg, const struct ir_node *node)
{
    for (uint32_t i = 0; i < node->kid_count; i++) {
        struct ir_var *var = node->kids[i]->var;
        if (!var)
            continue;
        if (node->is_evaluated)
            cfg_event(cfg, IR_EVENT_USE, var);
        else
            cfg_shape(cfg, var);
    }
}

static bool is_alloca(const struct ir_node *call)
{
    static const char *const names[] = {"alloca", "__builtin_alloca", "__builtin_alloca_with_align",
                                        "__builtin_alloca_with_align_and_max"};
    const struct ir_node *callee = call->kids[0];
    if (!callee || callee->kind != IR_REF || !callee->name || callee->var)
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(callee->name, names[i]) == 0)
            return true;
    return false;
}

static void read_whole(struct cfg *cfg, struct ir_node *node)
{
    switch (node->kind) {
    case IR_LITERAL:
        break;
    case IR_UNEVALUATED:
        read_names(cfg, node);
        break;
    case IR_REF:
    case IR_MEMBER:
    case IR_INDEX:
    case IR_DEREF:
    case IR_ARROW:
        read_place(cfg, node);
        break;
    case IR_ADDRESS:
        access_place(cfg, node->kids[0], ACCESS_ESCAPE);
        break;
    case IR_ASSIGN:
    case IR_ASSIGN_OP:
        read_assignment(cfg, node);
        break;
    case IR_INCDEC:
        access_place(cfg, node->kids[0], ACCESS_USE);
        access_place(cfg, node->kids[0], ACCESS_DEF);
        break;
    case IR_AND:
    case IR_OR:
        read_either(cfg, node);
        break;
    case IR_COND:
        read_conditional(cfg, node);
        break;
    case IR_GENERIC:
        read_choices(cfg, node);
        break;
    case IR_STMT_EXPR:
        cfg_statement(cfg, node->kids[0]);
        break;
    case IR_CALL:
        read_kids(cfg, node);
        if (is_alloca(node))
            cfg_memory(cfg, node);
        break;
    default:
        read_kids(cfg, node);
        break;
    }
}

void cfg_read_moved(struct cfg *cfg, struct ir_node *node, const struct ir_var *self)
{
    if (node->temp && node->temp != self)
        cfg_event(cfg, IR_EVENT_USE, node->temp);
    else if (!is_moved(node))
        read_whole(cfg, node);
}

void cfg_read(struct cfg *cfg, struct ir_node *node)
{
    if (node)
        cfg_read_moved(cfg, node, NULL);
}

/* The operand's constraint is the string before its parenthesis. Does it let the instruction have
 * an address? */
static bool may_be_memory(const struct source *source, const struct ir_node *operand)
{
    if (!source)
        return true;
    uint32_t index = source_token_at(source, operand->start);
    if (index < 2)
        return true;
    const struct token *constraint = &source->tokens[index - 2];
    if (constraint->kind != TOKEN_STRING)
        return true;
    for (uint32_t at = constraint->start; at < constraint->end; at++)
        if (strchr("mogpVX<>", source->text[at]) && source->text[at] != '\0')
            return true;
    return false;
}

void cfg_operand_of_asm(struct cfg *cfg, struct ir_node *node)
{
    cfg_read(cfg, node);
    if (!node->is_lvalue)
        return;
    access_place(cfg, node, ACCESS_PARTIAL);
    if (may_be_memory(cfg->unit->source, node))
        access_place(cfg, node, ACCESS_ESCAPE);
}
