/* SPDX-License-Identifier: BSD-3-Clause */
#include "pass/frame.h"

#include "base/arena.h"
#include "ir/ir.h"
#include "pass/layout.h"
#include "pass/rename.h"

static bool is_in_frame(const struct ir_var *var)
{
    return var->pinned || var->saved;
}

static bool needs_field(const struct ir_func *func, const struct ir_var *var)
{
    return is_in_frame(var) || (var->kind == IR_VAR_PARAM && func->signature->has_tasks);
}

static void add_field(struct ir_func *func, struct ir_var *var)
{
    func->fields[func->field_count++] =
        (struct ir_field){.var = var, .is_raw = var->type->spelling == NULL};
    func->needs_frame_at_start |= var->pinned;
}

void frame_lay_out(struct ir_unit *unit, struct ir_func *func)
{
    rename_variables(unit, func);
    func->fields = arena_array(unit->arena, func->var_count, sizeof *func->fields);
    for (uint32_t i = 0; i < func->var_count; i++) {
        struct ir_var *var = func->vars[i];
        if (needs_field(func, var))
            add_field(func, var);
    }
    layout_fields(unit, func);
}
