/* SPDX-License-Identifier: BSD-3-Clause */
#include "pass/ends.h"

#include "base/arena.h"
#include "base/vec.h"
#include "ir/ir.h"
#include "ir/ir_ends.h"

static void add(struct ir_unit *unit, const struct ir_func *func)
{
    struct ir_edit edit = {func->body->end - 1, func->body->end - 1, "__builtin_trap(); "};
    vec_push(unit->arena, &unit->insertions, edit);
}

void ends_mark(struct ir_unit *unit)
{
    for (const struct ir_func *func = unit->plain; func != NULL; func = func->next)
        if (func->signature->result != IR_RESULT_VOID &&
            ir_only_scopes_end(unit->source, func->body))
            add(unit, func);
}
