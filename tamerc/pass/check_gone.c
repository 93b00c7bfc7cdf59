/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Results that are asked for behind their scope, which owned them. Only what happens on every way
 * through is spoken of: the scope is left, and the next thing that the same block does with the
 * variable is to look into the result.
 */
#include "pass/check_parts.h"
#include "text/diag.h"

struct walk {
    struct check *check;
    const struct ir_node *scope; /* IR_SCOPE */
};

/* The variable that the lvalue is, or is an element of. */
static const struct ir_var *variable_of(const struct ir_node *node)
{
    node = check_without_casts(node);
    while (node->kind == IR_INDEX && node->kids[0]->type &&
           node->kids[0]->type->kind == IR_TYPE_ARRAY)
        node = check_without_casts(node->kids[0]);
    return node->kind == IR_REF ? node->var : NULL;
}

/* ---- what the scope owns ---- */

static bool is_wrapper(const struct check *check, const struct ir_node *call, const char *ending)
{
    return check_wrapped(check, check_callee_name(call), ending) != NULL;
}

/* NAME_scoped(SCOPE, …) */
static bool is_result(const struct walk *walk, const struct ir_node *value)
{
    const struct ir_node *call = check_without_casts(value);
    if (call->kind != IR_CALL || call->kid_count < 2 || !is_wrapper(walk->check, call, "_scoped"))
        return false;
    const struct ir_var *scope = variable_of(call->kids[1]);
    return scope && scope->block == walk->scope;
}

/* Something else happens to the variable in the node: it gets other values, or lends its address.
 */
static bool is_used_otherwise(const struct walk *walk, const struct ir_node *node,
                              const struct ir_var *var)
{
    if (!node || node->kind == IR_UNEVALUATED)
        return false;
    bool found = (node->kind == IR_ADDRESS && variable_of(node->kids[0]) == var) ||
                 (node->kind == IR_ASSIGN && variable_of(node->kids[0]) == var &&
                  !is_result(walk, node->kids[1])) ||
                 (node->kind == IR_INCDEC && variable_of(node->kids[0]) == var);
    for (uint32_t i = 0; i < node->kid_count && !found; i++)
        found = is_used_otherwise(walk, node->kids[i], var);
    return found;
}

/* ---- what is done behind it ---- */

enum mention { MENTION_NONE, MENTION_SET, MENTION_ASKED };

/* Does the expression around the variable's value look into the result? */
static bool asks(const struct check *check, const struct ir_node *ref)
{
    const struct ir_node *node = ref, *around = ref->parent;
    while (around && (around->kind == IR_PAREN || around->kind == IR_CAST ||
                      (around->kind == IR_INDEX && around->kids[0] == node))) {
        node = around;
        around = around->parent;
    }
    if (!around || around->kind == IR_ARROW || around->kind == IR_DEREF)
        return around != NULL;
    return around->kind == IR_CALL && around->kids[0] != node &&
           (is_wrapper(check, around, "_get") || is_wrapper(check, around, "_value"));
}

/* The first thing that the node does with the variable; *ret_ref: where it asks. */
static enum mention mention_in(const struct check *check, const struct ir_node *node,
                               const struct ir_var *var, const struct ir_node **ret_ref)
{
    enum mention found = MENTION_NONE;
    if (!node || node->kind == IR_UNEVALUATED)
        return found;
    if (node->kind == IR_REF && node->var == var && asks(check, node)) {
        *ret_ref = node;
        return MENTION_ASKED;
    }
    if (node->kind == IR_ASSIGN && variable_of(node->kids[0]) == var) {
        found = mention_in(check, node->kids[1], var, ret_ref);
        return found ? found : MENTION_SET;
    }
    if (node->kind == IR_ADDRESS && variable_of(node->kids[0]) == var)
        return MENTION_SET;
    for (uint32_t i = 0; i < node->kid_count && !found; i++)
        found = mention_in(check, node->kids[i], var, ret_ref);
    return found;
}

static bool ends_way(const struct ir_node *node)
{
    return node->kind == IR_RETURN || node->kind == IR_GOTO || node->kind == IR_BREAK ||
           node->kind == IR_CONTINUE || node->kind == IR_GOTO_COMPUTED;
}

static bool begins_way(const struct ir_node *node)
{
    return node->kind == IR_CASE || node->kind == IR_DEFAULT || node->kind == IR_LABEL;
}

/* In the statements behind the scope, in its block and the blocks around that; NULL: nowhere. */
static const struct ir_node *asked_behind(const struct walk *walk, const struct ir_var *var)
{
    const struct ir_node *inner = walk->scope, *ref = NULL;
    for (const struct ir_node *block = inner->parent; block && block->kind == IR_BLOCK;
         inner = block, block = block->parent) {
        uint32_t i = 0;
        while (block->kids[i] != inner)
            i++;
        for (i++; i < block->kid_count; i++) {
            if (begins_way(block->kids[i]) ||
                mention_in(walk->check, block->kids[i], var, &ref) != MENTION_NONE ||
                ends_way(block->kids[i]))
                return ref;
        }
    }
    return NULL;
}

/* It gets another value behind the scope: which one is asked depends on the way. */
static bool is_set_behind(const struct ir_node *node, const struct ir_var *var, uint32_t from)
{
    if (!node || node->kind == IR_UNEVALUATED)
        return false;
    bool found =
        node->kind == IR_ASSIGN && node->start >= from && variable_of(node->kids[0]) == var;
    for (uint32_t i = 0; i < node->kid_count && !found; i++)
        found = is_set_behind(node->kids[i], var, from);
    return found;
}

static bool leaves(const struct ir_node *node)
{
    static const enum ir_kind ways[] = {IR_RETURN, IR_GOTO, IR_GOTO_COMPUTED, IR_BREAK,
                                        IR_CONTINUE};
    bool found = false;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        found |= ir_contains(node, ways[i]);
    return found;
}

/* Whether the scope's end may be reached without the assignment, or the assignment without it. */
static bool is_on_some_way(const struct walk *walk, const struct ir_node *assign)
{
    const struct ir_node *around = assign->parent;
    for (; around && around != walk->scope; around = around->parent)
        if (around->kind == IR_IF || around->kind == IR_SWITCH || around->kind == IR_COND)
            return true;
    return leaves(walk->scope->kids[1]);
}

/* ---- the walk ---- */

static void check_result(struct walk *walk, const struct ir_node *assign)
{
    const struct ir_var *var = variable_of(assign->kids[0]);
    if (!var || (var->kind != IR_VAR_LOCAL && var->kind != IR_VAR_PARAM) ||
        (var->block && ir_stands_in(var->block, walk->scope)) ||
        is_used_otherwise(walk, walk->scope->kids[1], var))
        return;
    const struct ir_node *ref = asked_behind(walk, var);
    if (!ref || is_on_some_way(walk, assign) ||
        is_set_behind(walk->check->func->body, var, walk->scope->end))
        return;
    diag_warning(walk->check->diag, ref->start, ref->end, "tamer-gone",
                 "'%s' holds a result of the scope '%s', and results are gone when their scope has "
                 "been left; ask for the value inside, or give the task a slot of your own by "
                 "NAME_scoped_into",
                 var->name, walk->scope->name);
    diag_note(walk->check->diag, assign->start, assign->end, "scheduled here");
}

static void find_results(struct walk *walk, const struct ir_node *node)
{
    if (!node || node->kind == IR_UNEVALUATED)
        return;
    if (node->kind == IR_ASSIGN && is_result(walk, node->kids[1]))
        check_result(walk, node);
    for (uint32_t i = 0; i < node->kid_count; i++)
        find_results(walk, node->kids[i]);
}

static void find_scopes(struct check *check, const struct ir_node *node)
{
    if (!node || node->kind == IR_UNEVALUATED)
        return;
    if (node->kind == IR_SCOPE && node->opener->has_options) {
        struct walk walk = {check, node};
        find_results(&walk, node->kids[1]);
    }
    for (uint32_t i = 0; i < node->kid_count; i++)
        find_scopes(check, node->kids[i]);
}

void check_gone(struct check *check)
{
    find_scopes(check, check->func->body);
}
