/* SPDX-License-Identifier: BSD-3-Clause */
/* Operators that evaluate an operand or not. */
#include "pass/lower_parts.h"

static struct ir_node *put_when(struct lower *lower, struct ir_var *var, bool negated,
                                uint32_t place)
{
    struct ir_node *when = lower_put(lower, IR_WHEN, place, NULL);

    when->var = var;
    when->negated = negated;
    return when;
}

/* t = !!(a); if (t) { …; t = !!(b); } */
void lower_logical(struct lower *lower, struct ir_node *node, bool wanted)
{
    struct ir_list *out = lower->out;
    struct ir_node *when;
    struct ir_var *temp;

    lower_expr(lower, node->kids[0]);
    if (!node->kids[1]->has_await)
        return;
    temp = lower_temp(lower, &lower_int_type);
    lower_set(lower, temp, node->kids[0], true);
    when = put_when(lower, temp, node->kind == IR_OR, node->kids[1]->start);
    lower->out = &when->list;
    if (wanted) {
        lower_expr(lower, node->kids[1]);
        lower_set(lower, temp, node->kids[1], true);
    } else {
        lower_discard(lower, node->kids[1]);
    }
    lower->out = out;
    node->temp = temp;
}

/* type: of the whole */
static void lower_arm(struct lower *lower, struct ir_list *list, struct ir_node *arm,
                      struct ir_var *result, const struct ir_type *type)
{
    struct ir_list *out = lower->out;

    lower->out = list;
    if (result == NULL) {
        lower_discard(lower, arm);
    } else {
        lower_expr(lower, arm);
        shapes_take(lower, result, arm, type);
        lower_set(lower, result, arm, false);
    }
    lower->out = out;
}

/* Bounds that one arm alone evaluates are read behind the other one, too: any number will do there.
 */
static void set_bounds(struct lower *lower, struct ir_node *when, const struct ir_var *result)
{
    const struct ir_shape *shape = result != NULL ? result->type->shape : NULL;

    lower->out->count--; /* in front of it */
    for (uint32_t i = 0; shape != NULL && i < shape->bound_count; i++)
        if (shape->bounds[i]->kind == IR_VAR_TEMP && shape->bounds[i]->index > result->index) {
            struct ir_node *set = lower_put(lower, IR_SET, when->start, NULL);

            set->var = shape->bounds[i];
            set->number = 1;
        }
    ir_list_add(lower->unit->arena, lower->out, when);
}

static void lower_elvis(struct lower *lower, struct ir_node *node, bool wanted)
{
    struct ir_node *when;
    struct ir_var *result = wanted ? shapes_result(lower, node) : NULL;

    lower_spill(lower, node->kids[0]);
    when = put_when(lower, node->kids[0]->temp, false, node->start);
    if (result != NULL)
        lower_arm(lower, &when->list, node->kids[0], result, node->type);
    lower_arm(lower, &when->other, node->kids[2], result, node->type);
    set_bounds(lower, when, result);
    node->temp = result;
}

void lower_conditional(struct lower *lower, struct ir_node *node, bool wanted)
{
    struct ir_node *when;
    struct ir_var *test, *result;
    bool arms = (node->kids[1] != NULL && node->kids[1]->has_await) || node->kids[2]->has_await;

    lower_expr(lower, node->kids[0]);
    if (!arms)
        return;
    if (node->type->kind == IR_TYPE_VOID)
        wanted = false;
    if (node->kids[1] == NULL) {
        lower_elvis(lower, node, wanted);
        return;
    }
    test = lower_temp(lower, &lower_int_type);
    lower_set(lower, test, node->kids[0], true);
    result = wanted ? shapes_result(lower, node) : NULL;
    when = put_when(lower, test, false, node->start);
    lower_arm(lower, &when->list, node->kids[1], result, node->type);
    lower_arm(lower, &when->other, node->kids[2], result, node->type);
    set_bounds(lower, when, result);
    node->temp = result;
}
