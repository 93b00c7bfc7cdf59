/* SPDX-License-Identifier: BSD-3-Clause */
#include "pass/frame_size.h"

#include <stdbool.h>

#include "ir/ir.h"
#include "text/diag.h"
#include "text/source.h"

/* Two pages: a buffer of one, and whatever stands beside it. */
enum { DEFAULT_LIMIT = 8192, NAMED_MAX = 3 };

static bool waits(const struct ir_func *func)
{
    for (uint32_t i = 0; i < func->point_count; i++)
        if (func->points[i]->suspends)
            return true;
    return false;
}

/* Where the definition names the function. */
static uint32_t name_of(const struct ir_unit *unit, const struct ir_func *func)
{
    const struct source *source = unit->source;
    for (uint32_t i = source_token_at(source, func->start);
         source->tokens[i].start < func->body_start; i++)
        if (source_token_is(source, i, func->signature->name))
            return source->tokens[i].start;
    return func->start;
}

/* The largest field that is smaller than `than`, or as large and behind it. */
static const struct ir_field *next_largest(const struct ir_func *func, const struct ir_field *than)
{
    const struct ir_field *found = NULL;
    for (uint32_t i = 0; i < func->field_count; i++) {
        const struct ir_field *field = &func->fields[i];
        bool is_behind = !than || field->size < than->size ||
                         (field->size == than->size && field->var->index > than->var->index);
        if (is_behind && (!found || field->size > found->size))
            found = field;
    }
    return found;
}

static const char *why(const struct ir_var *var)
{
    if (var->kind == IR_VAR_PARAM)
        return "an argument";
    if (!var->pinned)
        return "needed behind an await";
    return var->pin == IR_PIN_ADDRESS || var->pin == IR_PIN_LITERAL
               ? "its address may be in use while the function waits"
               : "needed behind an await, where it cannot be copied to";
}

/* The names of temporaries are not the user's. */
static void note_field(const struct ir_field *field, struct diag *diag, uint32_t place)
{
    const struct ir_var *var = field->var;
    uint32_t at = var->declarator              ? var->declarator->name_start
                  : var->pin == IR_PIN_LITERAL ? var->pin_place
                                               : place;
    unsigned size = (unsigned)field->size;
    if (var->kind != IR_VAR_TEMP)
        diag_note(diag, at, at, "'%s' takes %u bytes of it: %s", var->name, size, why(var));
    else if (var->pin == IR_PIN_LITERAL)
        diag_note(diag, at, at, "what stands here takes %u bytes of it: %s", size, why(var));
    else
        diag_note(diag, at, at, "the value of an expression takes %u bytes of it: %s", size,
                  why(var));
}

static void note_largest(const struct ir_func *func, struct diag *diag, uint32_t place)
{
    const struct ir_field *field = NULL;
    for (uint32_t i = 0; i < NAMED_MAX && (field = next_largest(func, field)) != NULL; i++) {
        if (field->size * 8 < func->frame_size)
            return;
        note_field(field, diag, place);
    }
}

void frame_size_check(const struct ir_unit *unit, const struct ir_func *func, struct diag *diag)
{
    unsigned long limit = diag_number(diag, "frame-size", DEFAULT_LIMIT);
    uint32_t place;
    if (func->frame_size <= limit || !waits(func))
        return;
    place = name_of(unit, func);
    diag_warning(
        diag, place, place, "frame-size",
        "while it waits, '%s' takes %u bytes, more than %lu; keep large buffers elsewhere, "
        "or end their blocks before",
        func->signature->name, (unsigned)func->frame_size, limit);
    note_largest(func, diag, place);
}
