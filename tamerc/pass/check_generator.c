/* SPDX-License-Identifier: BSD-3-Clause */
/* Generators and managers that are called, or scheduled, like other functions: nobody is there who
 * would take what they give. */
#include "pass/check_parts.h"
#include "pass/check_words.h"
#include "text/diag.h"

/* One of the function's own, which it has not got from whoever asks for values. */
static bool is_own(const struct ir_node *argument)
{
    const struct ir_node *address = check_without_casts(argument);
    const struct ir_var *var = address->kind == IR_ADDRESS ? check_storage(address->kids[0]) : NULL;
    return var && (var->kind == IR_VAR_LOCAL || var->kind == IR_VAR_STATIC);
}

static void check_called(struct check *check, const struct ir_node *call)
{
    const struct check_kind *kind = check_kind_of(call->callee);
    bool is_said =
        check->is_plain &&
        kind == &check_kinds[CHECK_GENERATOR]; /* of all plain functions, by the tokens */
    if (!kind || is_said || call->kid_count < 2 || !is_own(call->kids[1]))
        return;
    diag_warning(check->diag, call->start, call->end, "tamer-generator",
                 "'%s' is a %s, and what it gets here has not been opened; write %s(value, %s, "
                 "...), or hand on what this function got itself",
                 call->callee->name, kind->what, kind->macro, call->callee->stem);
}

/* NAME_scoped(SCOPE, …) of a TAMER_SCOPE's own variable. */
static void check_scheduled(struct check *check, const struct ir_node *call)
{
    const struct ir_signature *called = check_wrapped(check, check_callee_name(call), "_scoped");
    const struct check_kind *kind = check_kind_of(called);
    if (!kind || call->kid_count < 2)
        return;
    const struct ir_node *scope = check_without_casts(call->kids[1]);
    if (scope->kind != IR_REF || !scope->var || !scope->var->block ||
        scope->var->block->kind != IR_SCOPE || !scope->var->block->opener->has_options)
        return;
    diag_warning(check->diag, call->start, call->end, "tamer-generator",
                 "a %s is no task; write %s(value, %s, ...), or schedule it with %s in place of "
                 "the scope",
                 kind->what, kind->macro, called->stem, kind->opened);
}

static void check_node(struct check *check, const struct ir_node *node)
{
    if (!node || node->kind == IR_UNEVALUATED)
        return;
    if (node->kind == IR_CALL) {
        check_called(check, node);
        check_scheduled(check, node);
    }
    for (uint32_t i = 0; i < node->kid_count; i++)
        check_node(check, node->kids[i]);
}

void check_generators(struct check *check)
{
    check_node(check, check->func->body);
}
