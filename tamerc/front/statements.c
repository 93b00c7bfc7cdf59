/* SPDX-License-Identifier: BSD-3-Clause */
/* Statements. Their extents include the final ';'. */
#include <string.h>

#include "base/arena.h"
#include "front/parser.h"
#include "text/source.h"

static struct ir_node *finish(struct parser *parser, enum ir_kind kind, uint32_t start,
                              struct ir_node *const *kids, size_t count)
{
    struct ir_node *node = parser_node(parser, kind, start, parser_behind(parser));
    parser_kids(parser, node, kids, count);
    return node;
}

/* ---- blocks ---- */

/* Is the position at `name :`? */
static bool at_label(const struct parser *parser)
{
    return parser_is_ident(parser, parser->at) && parser_is_at(parser, parser->at + 1, ":");
}

static struct ir_node *parse_item(struct parser *parser)
{
    if (!at_label(parser) && parse_declaration_begins(parser))
        return parse_declaration(parser);
    return parse_statement(parser);
}

struct ir_node *parse_block(struct parser *parser)
{
    struct ir_node *node = parser_node(parser, IR_BLOCK, parser_here(parser), 0);
    struct node_list kids = {0};
    struct name *names = parser->names;
    struct ir_node *block = parser->block;
    parser->block = node;
    parser_expect(parser, "{");
    while (!parser->failed && !parser_is(parser, "}") && parser->at < parser->limit)
        vec_push(parser->arena, &kids, parse_item(parser));
    parser_expect(parser, "}");
    parser->block = block;
    known_forget(parser, names);
    node->end = parser_behind(parser);
    parser_kids(parser, node, kids.at, kids.count);
    return node;
}

/* ---- labels ---- */

static bool ends_block(const struct parser *parser)
{
    return parser_is(parser, "}") || parse_declaration_begins(parser);
}

/* What a label stands before; NULL: a declaration, or the block's end, which are no part of it. */
static struct ir_node *labelled(struct parser *parser)
{
    if (!at_label(parser) && ends_block(parser))
        return NULL;
    return parse_statement(parser);
}

static struct ir_node *parse_label(struct parser *parser)
{
    uint32_t start = parser_here(parser);
    struct ir_node *node = parser_node(parser, IR_LABEL, start, 0);
    node->name = parser_text(parser, parser->at);
    node->target = known_label(parser, parser->at);
    if (parser->lenient == 0)
        ir_label_add(parser->arena, parser->func, node);
    parser_advance(parser);
    parser_advance(parser);
    struct ir_node *kid = labelled(parser);
    parser_kids(parser, node, &kid, 1);
    node->end = parser_behind(parser);
    return node;
}

static struct ir_node *parse_case(struct parser *parser)
{
    uint32_t start = parser_here(parser);
    struct ir_node *kids[3] = {NULL, NULL, NULL};
    parser_advance(parser);
    parser->lenient++;
    kids[0] = parse_conditional(parser);
    if (parser_accept(parser, "..."))
        kids[1] = parse_conditional(parser);
    parser->lenient--;
    parser_expect(parser, ":");
    kids[2] = labelled(parser);
    return finish(parser, IR_CASE, start, kids, 3);
}

static struct ir_node *parse_default(struct parser *parser)
{
    uint32_t start = parser_here(parser);
    parser_advance(parser);
    parser_expect(parser, ":");
    struct ir_node *kid = labelled(parser);
    return finish(parser, IR_DEFAULT, start, &kid, 1);
}

/* ---- control ---- */

static struct ir_node *parse_condition(struct parser *parser)
{
    parser_expect(parser, "(");
    struct ir_node *node = parse_expression(parser);
    parser_expect(parser, ")");
    return node;
}

/* A scope of its own, as is the statement around it: an enumeration may be defined in either. */
static struct ir_node *parse_substatement(struct parser *parser)
{
    struct name *names = parser->names;
    struct ir_node *node = parse_statement(parser);
    known_forget(parser, names);
    return node;
}

static struct ir_node *parse_if(struct parser *parser)
{
    uint32_t start = parser_here(parser);
    struct ir_node *kids[3] = {NULL, NULL, NULL};
    struct name *names = parser->names;
    parser_advance(parser);
    kids[0] = parse_condition(parser);
    kids[1] = parse_substatement(parser);
    if (parser_accept(parser, "else"))
        kids[2] = parse_substatement(parser);
    known_forget(parser, names);
    return finish(parser, IR_IF, start, kids, 3);
}

static struct ir_node *parse_while(struct parser *parser)
{
    uint32_t start = parser_here(parser);
    enum ir_kind kind = parser_is(parser, "while") ? IR_WHILE : IR_SWITCH;
    struct ir_node *kids[2];
    struct name *names = parser->names;
    parser_advance(parser);
    kids[0] = parse_condition(parser);
    kids[1] = parse_substatement(parser);
    known_forget(parser, names);
    return finish(parser, kind, start, kids, 2);
}

static struct ir_node *parse_do(struct parser *parser)
{
    uint32_t start = parser_here(parser);
    struct ir_node *kids[2];
    struct name *names = parser->names;
    parser_advance(parser);
    kids[0] = parse_substatement(parser);
    parser_expect(parser, "while");
    kids[1] = parse_condition(parser);
    parser_expect(parser, ";");
    known_forget(parser, names);
    return finish(parser, IR_DO, start, kids, 2);
}

/* ---- jumps ---- */

static struct ir_node *parse_goto(struct parser *parser)
{
    uint32_t start = parser_here(parser);
    struct ir_node *node;
    parser_advance(parser);
    if (parser_accept(parser, "*")) {
        struct ir_node *target = parse_expression(parser);
        parser_expect(parser, ";");
        parser->func->has_computed_goto = true;
        return finish(parser, IR_GOTO_COMPUTED, start, &target, 1);
    }
    const char *name = parser_text(parser, parser->at);
    parser_advance(parser);
    parser_expect(parser, ";");
    node = finish(parser, IR_GOTO, start, NULL, 0);
    node->name = name;
    return node;
}

static struct ir_node *parse_jump(struct parser *parser)
{
    uint32_t start = parser_here(parser);
    enum ir_kind kind = parser_is(parser, "break") ? IR_BREAK : IR_CONTINUE;
    parser_advance(parser);
    parser_expect(parser, ";");
    return finish(parser, kind, start, NULL, 0);
}

static struct ir_node *parse_return(struct parser *parser)
{
    uint32_t start = parser_here(parser);
    struct ir_node *value = NULL;
    parser_advance(parser);
    if (!parser_is(parser, ";"))
        value = parse_expression(parser);
    parser_expect(parser, ";");
    return finish(parser, IR_RETURN, start, &value, 1);
}

/* ---- asm ---- */

static bool is_asm_word(const struct parser *parser)
{
    return parser_word(parser, parser->at) == WORD_QUALIFIER || parser_is(parser, "goto") ||
           parser_is(parser, "inline") || parser_is(parser, "__inline") ||
           parser_is(parser, "__inline__");
}

static struct ir_node *asm_label(struct parser *parser)
{
    const struct token *token = parser_token(parser, parser->at);
    struct ir_node *node = parser_node(parser, IR_LITERAL, token->start, token->end);
    node->name = parser_text(parser, parser->at);
    parser->lenient++;
    parser_finish(parser, node);
    parser->lenient--;
    return node;
}

/* Operands: [name] "constraint" (E); strings alone; names of labels. */
static void asm_operands(struct parser *parser, struct node_list *kids)
{
    while (!parser->failed && parser->at < parser->limit && !parser_is(parser, ")")) {
        if (parser_is(parser, "[")) {
            parser_go(parser, parser_balanced(parser, parser->at));
        } else if (parser_accept(parser, "(")) {
            vec_push(parser->arena, kids, parse_expression(parser));
            parser_expect(parser, ")");
        } else {
            if (parser_is_ident(parser, parser->at))
                vec_push(parser->arena, kids, asm_label(parser));
            parser_advance(parser);
        }
    }
}

static struct ir_node *parse_asm(struct parser *parser)
{
    uint32_t start = parser_here(parser);
    struct node_list kids = {0};
    bool is_goto = false;
    parser_advance(parser);
    for (; is_asm_word(parser); parser_advance(parser))
        is_goto |= parser_is(parser, "goto");
    parser_expect(parser, "(");
    asm_operands(parser, &kids);
    parser_expect(parser, ")");
    parser_expect(parser, ";");
    struct ir_node *node = finish(parser, IR_ASM, start, kids.at, kids.count);
    node->is_asm_goto = is_goto;
    return node;
}

/* ---- all statements ---- */

struct ir_node *parse_expression_statement(struct parser *parser)
{
    uint32_t start = parser_here(parser);
    struct ir_node *expression = parse_expression(parser);
    parser_expect(parser, ";");
    return finish(parser, IR_EXPR, start, &expression, 1);
}

static struct ir_node *parse_null(struct parser *parser)
{
    uint32_t start = parser_here(parser);
    parser_go(parser, parser_attributes(parser, parser->at));
    parser_expect(parser, ";");
    return parser_node(parser, IR_NULL, start, parser_behind(parser));
}

static const struct keyword {
    const char *text;
    struct ir_node *(*parse)(struct parser *parser);
} keywords[] = {
    {"if", parse_if},      {"while", parse_while},     {"switch", parse_while},
    {"do", parse_do},      {"for", parse_for},         {"goto", parse_goto},
    {"break", parse_jump}, {"continue", parse_jump},   {"return", parse_return},
    {"case", parse_case},  {"default", parse_default},
};

static struct ir_node *parse_keyword(struct parser *parser)
{
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (parser_is(parser, keywords[i].text))
            return keywords[i].parse(parser);
    parser_fail(parser, parser_here(parser), parser_here(parser),
                "tamerc does not understand this statement");
    return parser_node(parser, IR_NULL, 0, 0);
}

static struct ir_node *parse_any(struct parser *parser)
{
    enum word word = parser_word(parser, parser->at);
    if (parser_is(parser, "{"))
        return parse_block(parser);
    if (word == WORD_STATEMENT)
        return parse_keyword(parser);
    if (word == WORD_ASM)
        return parse_asm(parser);
    if (at_label(parser))
        return parse_label(parser);
    return parse_expression_statement(parser);
}

/* Attributes before a statement are text in front of it; before a ';' they are the statement. */
struct ir_node *parse_statement(struct parser *parser)
{
    if (!parser_enter(parser))
        return parser_node(parser, IR_NULL, 0, 0);
    uint32_t behind = parser_attributes(parser, parser->at);
    struct ir_node *node;
    if (parser_is_at(parser, behind, ";")) {
        node = parse_null(parser);
    } else {
        parser_go(parser, behind);
        node = parse_any(parser);
    }
    parser_leave(parser);
    return node;
}
