/* SPDX-License-Identifier: BSD-3-Clause */
/* Temporaries whose type has no name where they are declared: bytes, read as what they are. */
#include "emit/body_parts.h"

#include "base/arena.h"
#include "base/strbuf.h"
#include "emit/ctype.h"

bool body_is_raw_temp(const struct ir_var *var)
{
    return var->kind == IR_VAR_TEMP && var->type->spelling == NULL;
}

/* The expression itself, in one line. */
static const char *text_of(const struct body *body, const struct ir_node *node)
{
    struct strbuf text = {0};
    struct cwriter writer;
    struct body other = *body;
    struct ir_node copy = *node;
    const char *made;

    cwriter_init(&writer, &text, body->unit->source, false);
    writer.bare = true;
    other.out = &writer;
    copy.temp = copy.literal = NULL;
    body_expr(&other, &copy);
    made = arena_strndup(body->unit->arena, text.text, text.size);
    strbuf_free(&text);
    return made;
}

const char *body_type(const struct body *body, const struct ir_type *type)
{
    struct arena *arena = body->unit->arena;
    const struct ir_node *sample = type->sample;

    if (type->spelling != NULL)
        return ctype_name(arena, type);
    if (sample == NULL)
        return arena_printf(arena, "__typeof__(%s)", type->local);
    if (type->kind == IR_TYPE_POINTER && sample->type->kind == IR_TYPE_ARRAY)
        return arena_printf(arena, "__typeof__(&(%s)[0])", text_of(body, sample));
    if (type->kind == IR_TYPE_POINTER && sample->type->kind == IR_TYPE_FUNCTION)
        return arena_printf(arena, "__typeof__(&(%s))", text_of(body, sample));
    return arena_printf(arena, "__typeof__(%s)", text_of(body, sample));
}

void body_declare_raw(struct body *body, const struct ir_var *var)
{
    cwriter_printf(body->out, "__attribute__((__aligned__(%u), __unused__)) unsigned char %s[%u]",
                   var->type->align, ctype_var(var), var->type->size);
}

const char *body_raw_place(const struct body *body, const struct ir_var *var)
{
    struct arena *arena = body->unit->arena;

    return var->pinned ? arena_printf(arena, "tamer_self->%s", var->field->name) : ctype_var(var);
}

/* By bytes: the type may be a constant one. */
void body_set_raw(struct body *body, const struct ir_var *var, const struct ir_node *value)
{
    const char *type = body_type(body, var->type);

    cwriter_printf(body->out, "__builtin_memcpy(%s, &(__typeof__(%s)[1]){",
                   body_raw_place(body, var), type);
    body_operand(body, value);
    cwriter_printf(body->out, "}, sizeof(%s));\n", type);
}
