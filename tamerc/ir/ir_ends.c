/* SPDX-License-Identifier: BSD-3-Clause */
#include "ir/ir_ends.h"

#include <stddef.h>

#include "ir/ir.h"
#include "text/source.h"

static bool is_loop(const struct ir_node *node)
{
    return node->kind == IR_WHILE || node->kind == IR_DO || node->kind == IR_FOR ||
           node->kind == IR_SCOPE;
}

/* A jump of the kind that leaves what the node is the body of. */
static bool leaves(const struct ir_node *node, enum ir_kind kind)
{
    if (!node || is_loop(node) || (node->kind == IR_SWITCH && kind == IR_BREAK))
        return false;
    bool found = node->kind == kind;
    for (uint32_t i = 0; i < node->kid_count && !found; i++)
        found = leaves(node->kids[i], kind);
    return found;
}

static const struct ir_node *last_kid(const struct ir_node *node)
{
    return node->kid_count > 0 ? node->kids[node->kid_count - 1] : NULL;
}

static bool is_true(const struct source *source, const struct ir_node *node)
{
    return node->kind == IR_LITERAL && (source_text_is(source, node->start, node->end, "1") ||
                                        source_text_is(source, node->start, node->end, "true"));
}

bool ir_never_ends(const struct source *source, const struct ir_node *node, bool scopes)
{
    if (!node)
        return false;
    switch (node->kind) {
    case IR_RETURN:
    case IR_GOTO:
        return true;
    case IR_BLOCK:
    case IR_LABEL:
        return ir_never_ends(source, last_kid(node), scopes);
    case IR_IF:
        return ir_never_ends(source, node->kids[1], scopes) &&
               ir_never_ends(source, node->kids[2], scopes);
    case IR_FOR:
        return !node->kids[1] && !leaves(node->kids[3], IR_BREAK);
    case IR_WHILE:
        return is_true(source, node->kids[0]) && !leaves(node->kids[1], IR_BREAK);
    case IR_SCOPE:
        return scopes && node->opener->has_options &&
               ir_never_ends(source, node->kids[1], scopes) && !leaves(node->kids[1], IR_BREAK) &&
               !leaves(node->kids[1], IR_CONTINUE);
    default:
        return false;
    }
}

bool ir_only_scopes_end(const struct source *source, const struct ir_node *body)
{
    return ir_never_ends(source, body, true) && !ir_never_ends(source, body, false);
}
