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

void check_frame(struct check *check)
{
    check_activation(check, check->func->body);
}
