/* SPDX-License-Identifier: BSD-3-Clause */
/* Statement expressions with awaits: a block in front of the statement they stand in. */
#include "pass/lower_parts.h"

void lower_value(struct lower *lower, struct ir_node *statement)
{
    struct ir_node *value = statement->kids[0];

    lower->out = &statement->pre;
    if (lower->value_to != NULL) {
        lower_expr(lower, value);
        shapes_take(lower, lower->value_to, value, lower->value_type);
        lower_set(lower, lower->value_to, value, false);
    } else {
        lower_discard(lower, value);
    }
    statement->kid_count = 0;
}

void lower_block_value(struct lower *lower, struct ir_node *node, bool wanted)
{
    struct ir_node *block = node->kids[0], *outer = lower->value;
    struct ir_var *outer_to = lower->value_to;
    const struct ir_type *outer_type = lower->value_type;

    lower->value = ir_block_value(block);
    lower->value_to = NULL;
    if (wanted && lower->value != NULL && node->type->kind != IR_TYPE_VOID) {
        node->temp = shapes_result(lower, node);
        node->temp->half_set = true; /* where the block cleans up, compilers cannot follow how it
                                        was left */
    }
    lower->value_to = node->temp;
    lower->value_type = node->type;
    ir_list_add(lower->unit->arena, lower->out, block);
    lower_stmt(lower, block);
    lower->value = outer;
    lower->value_to = outer_to;
    lower->value_type = outer_type;
}
