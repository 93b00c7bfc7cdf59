/* SPDX-License-Identifier: BSD-3-Clause */
/* Forms with a grammar of their own, and the marks of <tamer/syntax.h>. */
#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "front/parser.h"
#include "text/source.h"

#define CHECK_MARK "\"tamer_check:"
#define BLOCKING_MARK "\"tamer_blocking\""

/* ---- arguments ---- */

static bool at_end_of_type(const struct parser *parser, uint32_t index)
{
    return parser_is_at(parser, index, ",") || parser_is_at(parser, index, ")") ||
           parser_is_at(parser, index, ":");
}

static void skip_type(struct parser *parser, struct node_list *kids)
{
    uint32_t first = parser->at;
    while (!parser->failed && parser->at < parser->limit && !at_end_of_type(parser, parser->at)) {
        bool opens = parser_is(parser, "(") || parser_is(parser, "[") || parser_is(parser, "{");
        parser_go(parser, opens ? parser_balanced(parser, parser->at) : parser->at + 1);
    }
    known_enumerators(parser, first, parser->at);
    struct ir_node *names = known_unevaluated(parser, first, parser->at);
    if (names)
        vec_push(parser->arena, kids, names);
}

static void argument(struct parser *parser, struct node_list *kids)
{
    if (known_type_begins(parser, parser->at))
        skip_type(parser, kids);
    else
        vec_push(parser->arena, kids, parse_assignment(parser));
}

static void arguments(struct parser *parser, struct node_list *kids)
{
    if (parser_is(parser, ")"))
        return;
    do
        argument(parser, kids);
    while (!parser->failed && parser_accept(parser, ","));
}

/* offsetof: a type, then members and subscripts. */
static void member_path(struct parser *parser, struct node_list *kids)
{
    skip_type(parser, kids);
    parser_expect(parser, ",");
    while (!parser->failed && !parser_is(parser, ")")) {
        if (parser_accept(parser, "[")) {
            parser->lenient++;
            vec_push(parser->arena, kids, parse_expression(parser));
            parser->lenient--;
            parser_expect(parser, "]");
        } else {
            parser_advance(parser);
        }
    }
}

/* Operands that are not evaluated, and words. */
static void unevaluated_arguments(struct parser *parser, struct node_list *kids)
{
    uint32_t first = parser->at;
    while (!parser->failed && parser->at < parser->limit && !parser_is(parser, ")")) {
        bool opens = parser_is(parser, "(") || parser_is(parser, "[") || parser_is(parser, "{");
        parser_go(parser, opens ? parser_balanced(parser, parser->at) : parser->at + 1);
    }
    struct ir_node *names = known_unevaluated(parser, first, parser->at);
    if (names)
        vec_push(parser->arena, kids, names);
}

/* What the compiler knows of the operands' values is asked for: they must be there. */
static void examined_arguments(struct parser *parser, struct node_list *kids)
{
    size_t before = kids->count;
    unevaluated_arguments(parser, kids);
    if (kids->count > before)
        kids->at[before]->is_evaluated = true;
}

/* _Generic: what is chosen by is not evaluated; types or `default` stand before each choice. */
static void associations(struct parser *parser, struct node_list *kids)
{
    uint32_t first = parser->at;
    parser->lenient++;
    if (known_type_begins(parser, parser->at))
        skip_type(parser, kids);
    else
        parse_assignment(parser);
    parser->lenient--;
    struct ir_node *names = known_unevaluated(parser, first, parser->at);
    if (names)
        vec_push(parser->arena, kids, names);
    while (!parser->failed && parser_accept(parser, ",")) {
        skip_type(parser, kids);
        parser_expect(parser, ":");
        vec_push(parser->arena, kids, parse_assignment(parser));
    }
}

/* ---- tamer_check, tamer_blocking ---- */

static bool is_string_at(const struct parser *parser, const struct ir_node *node, const char *text)
{
    return node->kind == IR_LITERAL && node->end - node->start >= strlen(text) &&
           memcmp(parser->source->text + node->start, text, strlen(text)) == 0;
}

static void append_check_text(const struct parser *parser, struct strbuf *text, uint32_t token)
{
    const struct token *string = parser_token(parser, token);
    uint32_t start = string->start + 1;
    if (text->size == 0)
        start = string->start + (uint32_t)strlen(CHECK_MARK);
    if (text->size == 0)
        strbuf_putc(text, '"');
    if (string->end > start)
        strbuf_add(text, parser->source->text + start, string->end - 1 - start);
}

/* As a string of C: the strings behind the mark joined. */
static char *check_text(const struct parser *parser, const struct ir_node *mark)
{
    struct strbuf text = {0};
    uint32_t token = source_token_at(parser->source, mark->start);
    for (; parser_token(parser, token)->kind == TOKEN_STRING &&
           parser_token(parser, token)->end <= mark->end;
         token++)
        append_check_text(parser, &text, token);
    strbuf_putc(&text, '"');
    char *copy = arena_strdup(parser->arena, text.text);
    strbuf_free(&text);
    return copy;
}

static struct ir_node *marked_choice(struct parser *parser, struct ir_node *node)
{
    if (parser->failed || node->kid_count != 3)
        return node;
    struct ir_node *mark = node->kids[2], *operand = parser_strip(node->kids[1]);
    if (is_string_at(parser, mark, CHECK_MARK)) {
        node->kind = IR_CHECK;
        node->name = check_text(parser, mark);
    } else if (is_string_at(parser, mark, BLOCKING_MARK)) {
        node->kind = IR_BLOCKING;
    } else {
        return node;
    }
    parser_kids(parser, node, &operand, 1);
    return parser_finish(parser, node);
}

/* ---- all of them ---- */

static const struct form {
    const char *name;
    void (*parse)(struct parser *parser, struct node_list *kids);
} forms[] = {
    {"_Generic", associations},
    {"__builtin_choose_expr", arguments},
    {"__builtin_va_arg", arguments},
    {"__builtin_types_compatible_p", unevaluated_arguments},
    {"__builtin_constant_p", examined_arguments},
    {"__builtin_classify_type", unevaluated_arguments},
    {"__builtin_object_size", examined_arguments},
    {"__builtin_dynamic_object_size", examined_arguments},
    {"__builtin_has_attribute", unevaluated_arguments},
    {"__builtin_offsetof", member_path},
};

/* Clang makes an operator of a call of some of its functions: their names stand for nothing. */
static bool is_operator(const struct parser *parser)
{
    const struct token *token = parser_token(parser, parser->at);
    if (parser_is(parser, "__builtin_convertvector"))
        return true;
    return parser->lenient == 0 && token->end - token->start > 2 &&
           memcmp(parser->source->text + token->start, "__", 2) == 0 &&
           parser_word(parser, parser->at) == WORD_NONE &&
           parser_is_at(parser, parser->at + 1, "(") &&
           !facts_expression(parser->facts, token->start, token->end);
}

/* They evaluate all of their operands, as calls do. */
static struct ir_node *operator_call(struct parser *parser)
{
    static const struct ir_type function_type = {.kind = IR_TYPE_FUNCTION};
    struct node_list kids = {0};
    struct ir_node *name = parser_node(parser, IR_REF, parser_here(parser), 0);
    name->name = parser_text(parser, parser->at);
    name->name_start = name->start;
    name->is_global = true;
    name->type = &function_type;
    vec_push(parser->arena, &kids, name);
    parser_advance(parser);
    name->end = parser_behind(parser);
    parser_expect(parser, "(");
    arguments(parser, &kids);
    parser_expect(parser, ")");
    struct ir_node *call = parser_node(parser, IR_CALL, name->start, parser_behind(parser));
    parser_kids(parser, call, kids.at, kids.count);
    return parser_finish(parser, call);
}

static void (*find_form(const struct parser *parser))(struct parser *, struct node_list *)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (parser_is(parser, forms[i].name))
            return forms[i].parse;
    return NULL;
}

struct ir_node *parse_builtin(struct parser *parser)
{
    uint32_t start = parser_here(parser);
    void (*parse)(struct parser *, struct node_list *) = find_form(parser);
    if (!parse)
        return is_operator(parser) ? operator_call(parser) : NULL;
    struct node_list kids = {0};
    parser_advance(parser);
    parser_expect(parser, "(");
    parse(parser, &kids);
    parser_expect(parser, ")");
    struct ir_node *node = parser_node(parser, IR_GENERIC, start, parser_behind(parser));
    parser_kids(parser, node, kids.at, kids.count);
    parser_finish(parser, node);
    node->is_constant = parse == member_path || parse == unevaluated_arguments;
    for (size_t i = 0; i < kids.count; i++)
        node->is_constant &= kids.at[i]->is_constant;
    return marked_choice(parser, node);
}

/* ---- tamer_raise, tamer_catch ---- */

static bool calls(const struct ir_node *node, const char *name)
{
    return node->kind == IR_CALL && node->kids[0]->kind == IR_REF && node->kids[0]->is_global &&
           strcmp(node->kids[0]->name, name) == 0;
}

struct ir_node *parse_marked_call(struct parser *parser, struct ir_node *call)
{
    if (!parser->failed && calls(call, "tamer_raise")) {
        call->kind = IR_RAISE;
        parser_kids(parser, call, call->kids + 1, call->kid_count - 1);
    }
    return call;
}

/* (tamer_catch_open_(…), (void)(E), tamer_catch_close_(P)) */
struct ir_node *parse_marked_paren(struct parser *parser, struct ir_node *paren)
{
    struct ir_node *outer = paren->kids[0];
    if (parser->failed || outer->kind != IR_COMMA || outer->kids[0]->kind != IR_COMMA)
        return paren;
    struct ir_node *open = outer->kids[0]->kids[0], *cast = outer->kids[0]->kids[1];
    struct ir_node *close = outer->kids[1];
    if (!calls(open, "tamer_catch_open_") || !calls(close, "tamer_catch_close_") ||
        cast->kind != IR_CAST || close->kid_count != 2)
        return paren;
    struct ir_node *operand = cast->kids[cast->kid_count - 1];
    if (operand->kind == IR_PAREN)
        operand = operand->kids[0];
    struct ir_node *kids[] = {close->kids[1], operand};
    const struct ir_type *type = close->type;
    paren->kind = IR_CATCH;
    parser_kids(parser, paren, kids, 2);
    paren->type = type;
    paren->is_constant = paren->is_lvalue = false;
    return paren;
}
