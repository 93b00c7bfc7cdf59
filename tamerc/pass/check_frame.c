/* SPDX-License-Identifier: BSD-3-Clause */
/* What cannot survive a suspension. */
#include <string.h>

#include "pass/check_parts.h"
#include "text/diag.h"
#include "text/source.h"

/* ---- calls and jumps that belong to one activation of the C function ---- */

static bool is_named(const struct ir_node *node, const char *const *names)
{
    if (node->kind != IR_CALL || !node->kids[0] || node->kids[0]->kind != IR_REF ||
        !node->kids[0]->name || node->kids[0]->var)
        return false;
    for (; *names; names++)
        if (strcmp(node->kids[0]->name, *names) == 0)
            return true;
    return false;
}

static void check_call(struct check *check, const struct ir_node *node)
{
    static const char *const jumps[] = {
        "setjmp",           "_setjmp",           "__setjmp",    "sigsetjmp",     "__sigsetjmp",
        "longjmp",          "_longjmp",          "siglongjmp",  "__longjmp_chk", "getcontext",
        "__builtin_setjmp", "__builtin_longjmp", "swapcontext", "setcontext",    NULL};
    if (is_named(node, jumps))
        diag_error(check->diag, node->start, node->end, "tamer-setjmp",
                   "'%s' cannot be called in a tamed function: its C stack is gone when it is "
                   "suspended; raise and catch an error instead",
                   node->kids[0]->name);
}

/* The body runs in functions of other shapes, which others call, and behind a suspension in
 * another one. */
static void check_stack_address(struct check *check, const struct ir_node *node)
{
    static const char *const asks[] = {"__builtin_return_address", "__builtin_frame_address", NULL};
    static const char *const arguments[] = {"__builtin_apply_args", "__builtin_return", NULL};
    if (is_named(node, asks))
        diag_warning(check->diag, node->start, node->end, "tamer-frame-address",
                     "'%s' does not lead to the caller of a tamed function, and means another "
                     "place after each suspension; call it in a plain function",
                     node->kids[0]->name);
    if (is_named(node, arguments))
        diag_error(check->diag, node->start, node->end, "tamer-frame-address",
                   "'%s' cannot be called in a tamed function, which gets its arguments and gives "
                   "its result in a way of its own; call it in a plain function",
                   node->kids[0]->name);
}

static void check_activation(struct check *check, const struct ir_node *node)
{
    if (!node || node->kind == IR_UNEVALUATED)
        return;
    check_call(check, node);
    check_stack_address(check, node);
    for (uint32_t i = 0; i < node->kid_count; i++)
        check_activation(check, node->kids[i]);
}

/* ---- slots ---- */

static const struct ir_node *without_casts(const struct ir_node *node)
{
    while (node->kind == IR_PAREN || node->kind == IR_CAST)
        node = node->kids[node->kid_count - 1];
    return node;
}

/* Is the second argument something that must exist until the scope, the first one, has been left?
 */
static bool takes_slot(const struct check *check, const struct ir_node *call)
{
    static const char ending[] = "_scoped_into";
    const char *name = call->kids[0]->name;
    size_t size = name ? strlen(name) : 0;
    if (name && strcmp(name, "tamer_manager_in") == 0)
        return true;
    if (size < sizeof ending || strcmp(name + size - (sizeof ending - 1), ending) != 0)
        return false;
    return ir_signature_of_stem(check->unit, name, size - (sizeof ending - 1)) != NULL;
}

static const struct ir_var *slot_of(const struct ir_node *argument)
{
    const struct ir_node *slot = without_casts(argument);
    if (slot->kind == IR_ADDRESS)
        return check_storage(slot->kids[0]);
    bool is_array = slot->type && slot->type->kind == IR_TYPE_ARRAY;
    return is_array ? check_storage(slot) : NULL;
}

static void check_slot(struct check *check, const struct ir_node *call)
{
    if (call->kid_count < 3 || call->kids[0]->kind != IR_REF || !takes_slot(check, call))
        return;
    const struct ir_node *scope = without_casts(call->kids[1]);
    const struct ir_var *slot = slot_of(call->kids[2]);
    if (!slot || !slot->block || slot->kind == IR_VAR_STATIC || scope->kind != IR_REF ||
        !scope->var || !scope->var->block || scope->var->block->kind != IR_SCOPE ||
        !ir_stands_in(slot->block, scope->var->block))
        return;
    diag_warning(check->diag, call->kids[2]->start, call->kids[2]->end, "tamer-slot",
                 "'%s' ends with its block, but the scope '%s' may write to it until it has been "
                 "left; declare it before the scope",
                 slot->name, scope->var->name);
    if (slot->declarator)
        diag_note(check->diag, slot->declarator->name_start, slot->declarator->name_start,
                  "'%s' is declared here", slot->name);
}

static void check_slots(struct check *check, const struct ir_node *node)
{
    if (!node || node->kind == IR_UNEVALUATED)
        return;
    if (node->kind == IR_CALL)
        check_slot(check, node);
    for (uint32_t i = 0; i < node->kid_count; i++)
        check_slots(check, node->kids[i]);
}

void check_frame(struct check *check)
{
    check_activation(check, check->func->body);
    check_slots(check, check->func->body);
}
