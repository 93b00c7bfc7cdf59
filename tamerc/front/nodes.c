/* SPDX-License-Identifier: BSD-3-Clause */
#include <string.h>

#include "base/arena.h"
#include "front/parser.h"
#include "text/diag.h"
#include "text/source.h"

static const struct ir_type int_type = {
    .kind = IR_TYPE_INTEGER, .size = 4, .align = 4, .spelling = "int"};
static const struct ir_type unsigned_type = {
    .kind = IR_TYPE_INTEGER, .size = 4, .align = 4, .spelling = "unsigned int"};

struct ir_node *parser_node(struct parser *parser, enum ir_kind kind, uint32_t start, uint32_t end)
{
    return ir_node_new(parser->arena, kind, start, end);
}

void parser_kids(struct parser *parser, struct ir_node *node, struct ir_node *const *kids,
                 size_t count)
{
    node->kids = arena_array(parser->arena, count, sizeof(struct ir_node *));
    node->kid_count = (uint32_t)count;
    for (size_t i = 0; i < count; i++) {
        node->kids[i] = kids[i];
        if (kids[i])
            kids[i]->parent = node;
    }
}

struct ir_node *parser_strip(struct ir_node *node)
{
    while (node->kind == IR_PAREN)
        node = node->kids[0];
    return node;
}

const struct fact *parser_fact(const struct parser *parser, const struct ir_node *node)
{
    return facts_expression(parser->facts, node->start, node->end);
}

/* ---- what follows from the kids ---- */

static const struct ir_node *last_kid(const struct ir_node *node)
{
    return node->kid_count > 0 ? node->kids[node->kid_count - 1] : NULL;
}

static bool kids_constant(const struct ir_node *node)
{
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (node->kids[i] && !node->kids[i]->is_constant)
            return false;
    return true;
}

static bool is_constant(const struct ir_node *node)
{
    switch (node->kind) {
    case IR_LITERAL:
        return true;
    case IR_UNEVALUATED:
        return true;
    case IR_PAREN:
    case IR_UNARY:
    case IR_BINARY:
    case IR_AND:
    case IR_OR:
    case IR_COND:
    case IR_CAST:
        return kids_constant(node);
    default:
        return false;
    }
}

/* The first operand that may be chosen; kid_count: va_arg and the like make a value of their own.
 */
static uint32_t first_choice(const struct parser *parser, const struct ir_node *node)
{
    uint32_t token = source_token_at(parser->source, node->start);
    if (source_token_is(parser->source, token, "__builtin_choose_expr"))
        return 1;
    return source_token_is(parser->source, token, "_Generic") ? 0 : node->kid_count;
}

/* Whatever is chosen. */
static bool choices_are_lvalues(const struct parser *parser, const struct ir_node *node)
{
    uint32_t first = first_choice(parser, node);
    for (uint32_t i = first; i < node->kid_count; i++)
        if (node->kids[i]->kind != IR_UNEVALUATED && !node->kids[i]->is_lvalue)
            return false;
    return node->kid_count > first;
}

static bool is_lvalue(const struct parser *parser, const struct ir_node *node)
{
    switch (node->kind) {
    case IR_REF:
        return !node->type || node->type->kind != IR_TYPE_FUNCTION;
    case IR_LITERAL:
        return parser->source->tokens[source_token_at(parser->source, node->start)].kind ==
               TOKEN_STRING;
    case IR_DEREF:
    case IR_ARROW:
    case IR_COMPOUND_LITERAL:
        return !node->type || node->type->kind != IR_TYPE_FUNCTION;
    case IR_INDEX:
        return true;
    case IR_MEMBER:
    case IR_PAREN:
        return node->kids[0]->is_lvalue;
    case IR_GENERIC: /* _Generic and __builtin_choose_expr are the operand they choose */
        return choices_are_lvalues(parser, node);
    case IR_UNARY: /* __real__ and __extension__; of the others the operand says nothing */
        return node->kids[0]->is_lvalue &&
               parser_word(parser, source_token_at(parser->source, node->start)) != WORD_NONE;
    default:
        return false;
    }
}

/* ---- types ---- */

/* Operators whose operands of array or function type become pointers. */
static bool decays(enum ir_kind kind)
{
    switch (kind) {
    case IR_COMMA:
    case IR_COND:
    case IR_ASSIGN:
    case IR_ASSIGN_OP:
    case IR_INCDEC:
    case IR_BINARY:
    case IR_CALL:
    case IR_CAST:
    case IR_STMT_EXPR:
        return true;
    default:
        return false;
    }
}

/* Nodes whose type is that of a kid, because libclang has no expression there, or not always. */
static const struct ir_type *type_of_kid(const struct parser *parser, const struct ir_node *node)
{
    switch (node->kind) {
    case IR_AWAIT:
    case IR_PAREN:
    case IR_CHECK:
    case IR_BLOCKING:
        return last_kid(node)->type;
    case IR_UNARY:
        if (parser_word(parser, source_token_at(parser->source, node->start)) == WORD_EXTENSION)
            return node->kids[0]->type;
        return NULL;
    default:
        return NULL;
    }
}

static const struct ir_type *type_of(struct parser *parser, const struct ir_node *node)
{
    if (node->kind == IR_REF && node->var)
        return node->var->type;
    const struct ir_type *type = type_of_kid(parser, node);
    if (type)
        return type;
    const struct fact *fact = parser_fact(parser, node);
    return fact ? facts_type(parser->facts, fact, decays(node->kind)) : NULL;
}

static bool needs_type(const struct parser *parser, const struct ir_node *node)
{
    return parser->lenient == 0 && node->kind != IR_INIT_LIST && node->kind != IR_UNEVALUATED;
}

/* A value from a bit-field no wider than int is promoted, whatever the bit-field is declared as. */
static void describe_bitfield(const struct parser *parser, struct ir_node *node)
{
    const struct fact *fact = parser_fact(parser, node);
    int width = fact ? facts_bitfield_width(fact) : 0;
    node->is_bitfield = width != 0;
    if (width > 0 && width <= 32)
        node->type = width == 32 && facts_bitfield_is_unsigned(fact) ? &unsigned_type : &int_type;
}

static bool may_be_type_of(const struct ir_node *node, const struct ir_node *chosen)
{
    const char *type = node->type->spelling, *other = chosen->type->spelling;
    return !type || !other || strcmp(type, other) == 0;
}

/* NULL: something else may be chosen as well. */
static const struct ir_node *chosen_bitfield(const struct parser *parser,
                                             const struct ir_node *node)
{
    const struct ir_node *chosen = NULL;
    for (uint32_t i = first_choice(parser, node); i < node->kid_count; i++) {
        if (node->kids[i]->kind == IR_UNEVALUATED)
            continue;
        if (node->kids[i]->is_bitfield)
            chosen = node->kids[i];
        else if (may_be_type_of(node, node->kids[i]))
            return NULL;
    }
    return chosen;
}

/* The operand whose value the node has, also as a bit-field. gcc and clang do not agree on all. */
static const struct ir_node *same_value(const struct parser *parser, const struct ir_node *node)
{
    const struct ir_node *last;
    switch (node->kind) {
    case IR_PAREN:
    case IR_ASSIGN:
    case IR_ASSIGN_OP:
        return node->kids[0];
    case IR_UNARY:
        return type_of_kid(parser, node) ? node->kids[0] : NULL;
    case IR_INCDEC:
        return node->start < node->kids[0]->start || parser->unit->gnu ? node->kids[0] : NULL;
    case IR_COMMA:
        return last_kid(node);
    case IR_GENERIC:
        return chosen_bitfield(parser, node);
    case IR_STMT_EXPR:
        last = parser->unit->gnu ? last_kid(node->kids[0]) : NULL;
        return last && last->kind == IR_EXPR ? last_kid(last) : NULL;
    default:
        return NULL;
    }
}

static void take_bitfield(const struct parser *parser, struct ir_node *node)
{
    const struct ir_node *same = same_value(parser, node);
    if (!same || !same->is_bitfield)
        return;
    node->is_bitfield = true;
    if (same->type == &int_type || same->type == &unsigned_type)
        node->type = same->type;
}

struct ir_node *parser_finish(struct parser *parser, struct ir_node *node)
{
    if (parser->failed) {
        node->type = &int_type;
        return node;
    }
    node->type = type_of(parser, node);
    if (!node->type && needs_type(parser, node))
        parser_fail(parser, node->start, node->end, "tamerc does not understand this construct");
    if (!node->type && node->kind != IR_INIT_LIST)
        node->type = &int_type;
    node->is_constant = is_constant(node);
    node->is_lvalue = is_lvalue(parser, node);
    if (node->kind == IR_MEMBER || node->kind == IR_ARROW)
        describe_bitfield(parser, node);
    else
        take_bitfield(parser, node);
    return node;
}
