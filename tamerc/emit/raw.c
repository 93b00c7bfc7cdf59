/* SPDX-License-Identifier: BSD-3-Clause */
/* Temporaries whose type has no name where they are declared: bytes, read as what they are. */
#include "emit/body_parts.h"

#include "base/arena.h"
#include "base/strbuf.h"
#include "emit/ctype.h"
#include "text/source.h"

bool body_is_raw_temp(const struct ir_var *var)
{
    return var->kind == IR_VAR_TEMP && var->type->spelling == NULL;
}

/* Variables of its own are declared again, under their own names; types, too, which no longer are
 * those of the block. */
static void print_declaration(struct body *body, const struct ir_node *statement)
{
    const struct ir_list *pre = &statement->pre;

    for (uint32_t i = 0; i < pre->count; i++)
        if (pre->items[i]->kind == IR_NULL)
            body_null(body, pre->items[i]);
    if (statement->kind == IR_DECL)
        body_gaps(body, statement);
    else if (statement->kind == IR_NULL &&
             !source_token_is(body->unit->source,
                              source_token_at(body->unit->source, statement->start), "__label__"))
        body_null(body, statement);
}

void body_sample_block(struct body *body, const struct ir_node *node)
{
    const struct ir_node *block = node->kids[0], *outer = body->sample_block;
    const struct ir_node *value = ir_block_value(block);

    if (outer == NULL)
        body->sample_block = block;
    cwriter_printf(body->out, "({ ");
    for (uint32_t i = 0; i < block->kid_count; i++)
        if (block->kids[i] != NULL)
            print_declaration(body, block->kids[i]);
    if (value != NULL)
        body_expr(body, value->kids[0]);
    cwriter_printf(body->out, "; })");
    body->sample_block = outer;
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
    other.is_sample = true;
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

/* Printed a second time it is another type: the value's own must do. */
static bool is_of_block(const struct ir_type *type)
{
    return type->sample != NULL && ir_contains(type->sample, IR_STMT_EXPR);
}

/* By bytes: the type may be a constant one. */
void body_set_raw(struct body *body, const struct ir_var *var, const struct ir_node *value)
{
    const char *place = body_raw_place(body, var);
    const char *type;

    if (is_of_block(var->type)) {
        cwriter_printf(body->out, "{ __auto_type tamer_value = ");
        body_operand(body, value);
        cwriter_printf(body->out, "; __builtin_memcpy(%s, &tamer_value, sizeof tamer_value); }\n",
                       place);
        return;
    }
    type = body_type(body, var->type);
    cwriter_printf(body->out, "__builtin_memcpy(%s, &(__typeof__(%s)[1]){", place, type);
    body_operand(body, value);
    cwriter_printf(body->out, "}, sizeof(%s));\n", type);
}
