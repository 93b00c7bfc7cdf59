/* SPDX-License-Identifier: BSD-3-Clause */
#include "pass/check.h"

#include <string.h>

#include "pass/check_parts.h"
#include "text/diag.h"
#include "text/source.h"

struct ir_var *check_storage(const struct ir_node *node)
{
    switch (node->kind) {
    case IR_REF:
        return node->var;
    case IR_PAREN:
    case IR_MEMBER:
        return check_storage(node->kids[0]);
    case IR_INDEX:
        if (!node->kids[0]->type || node->kids[0]->type->kind != IR_TYPE_ARRAY)
            return NULL;
        return check_storage(node->kids[0]);
    default:
        return NULL;
    }
}

const struct ir_node *check_without_casts(const struct ir_node *node)
{
    while (node->kind == IR_PAREN || node->kind == IR_CAST)
        node = node->kids[node->kid_count - 1];
    return node;
}

const char *check_callee_name(const struct ir_node *call)
{
    const struct ir_node *callee = call->kids[0];
    return callee->kind == IR_REF && !callee->var && callee->name ? callee->name : "";
}

const struct ir_signature *check_wrapped(const struct check *check, const char *name,
                                         const char *ending)
{
    size_t size = strlen(name), tail = strlen(ending);
    if (size <= tail || strcmp(name + size - tail, ending) != 0)
        return NULL;
    return ir_signature_of_stem(check->unit, name, size - tail);
}

bool check_is_among(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

static void collect_waits(struct check *check, struct ir_node *node)
{
    if (!node || node->kind == IR_UNEVALUATED)
        return;
    if (node->kind == IR_AWAIT || node->kind == IR_SCOPE)
        ir_list_add(check->unit->arena, &check->waits, node);
    for (uint32_t i = 0; i < node->kid_count; i++)
        collect_waits(check, node->kids[i]);
}

bool check_function(struct ir_unit *unit, struct ir_func *func, struct diag *diag)
{
    size_t errors = diag_errors(diag);
    struct check check = {.unit = unit, .func = func, .diag = diag, .source = unit->source};

    collect_waits(&check, func->body);
    check_awaits(&check);
    check_frame(&check);
    check_jumps(&check);
    check_lent(&check);
    check_options(&check);
    check_gone(&check);
    check_generators(&check);
    check_pointers(&check);
    return diag_errors(diag) == errors;
}

void check_plain_function(struct ir_unit *unit, struct ir_func *func, struct diag *diag)
{
    struct check check = {
        .unit = unit, .func = func, .diag = diag, .source = unit->source, .is_plain = true};

    check_jumps(&check);
    check_lent(&check);
    check_options(&check);
    check_gone(&check);
    check_generators(&check);
}
