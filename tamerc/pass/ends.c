/* SPDX-License-Identifier: BSD-3-Clause */
#include "pass/ends.h"

#include <string.h>

#include "base/arena.h"
#include "ir/ir.h"
#include "ir/ir_ends.h"

static void add(struct ir_unit *unit, const struct ir_func *func)
{
    struct ir_edit *edits = arena_array(unit->arena, unit->jump_count + 1, sizeof *edits);

    if (unit->jump_count > 0)
        memcpy(edits, unit->jumps, unit->jump_count * sizeof *edits);
    edits[unit->jump_count] =
        (struct ir_edit){func->body->end - 1, func->body->end - 1, "__builtin_trap(); "};
    unit->jumps = edits;
    unit->jump_count++;
}

void ends_mark(struct ir_unit *unit)
{
    for (const struct ir_func *func = unit->plain; func != NULL; func = func->next)
        if (func->signature->result != IR_RESULT_VOID &&
            ir_only_scopes_end(unit->source, func->body))
            add(unit, func);
}
