/* SPDX-License-Identifier: BSD-3-Clause */
/* for, and what TAMER_SCOPE and tamer_defer make of it. */
#include "front/parser.h"
#include "text/source.h"

static bool is_defer(const struct parser *parser)
{
    static const char *const tokens[] = {"for", "(", ";", "tamer_defer_mark_", "(", ")", ";", ")"};
    for (uint32_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        if (!parser_is_at(parser, parser->at + i, tokens[i]))
            return false;
    return true;
}

/* for (tamer_scope *NAME __attribute__((cleanup(tamer_scope_close_))) = tamer_scope_open_(… */
static bool is_scope(const struct parser *parser)
{
    uint32_t at = parser->at;
    if (!parser_is_at(parser, at + 2, "tamer_scope") || !parser_is_at(parser, at + 3, "*") ||
        parser_word(parser, at + 5) != WORD_ATTRIBUTE)
        return false;
    uint32_t behind = parser_attributes(parser, at + 5);
    return parser_mentions(parser, at + 5, behind, "tamer_scope_close_") &&
           parser_is_at(parser, behind + 1, "tamer_scope_open_");
}

static struct ir_node *parse_defer(struct parser *parser)
{
    uint32_t start = parser_here(parser);
    parser_go(parser, parser_balanced(parser, parser->at + 1));
    struct ir_node *body = parse_statement(parser);
    struct ir_node *node = parser_node(parser, IR_DEFER, start, parser_behind(parser));
    parser_kids(parser, node, &body, 1);
    return node;
}

/* The options: the last argument of the call that opens the scope is their address. */
static struct ir_node *scope_options(const struct ir_node *declaration)
{
    const struct ir_node *first = declaration->kid_count > 0 ? declaration->kids[0] : NULL;
    if (!first || first->kind != IR_DECLARATOR || !first->has_init)
        return NULL;
    const struct ir_node *call = first->kids[first->kid_count - 1];
    if (call->kind != IR_CALL || call->kid_count != 6 || call->kids[5]->kind != IR_ADDRESS)
        return NULL;
    const struct ir_node *literal = call->kids[5]->kids[0];
    return literal->kind == IR_COMPOUND_LITERAL ? literal->kids[literal->kid_count - 1] : NULL;
}

static struct ir_node *parse_scope(struct parser *parser)
{
    struct ir_node *node = parser_node(parser, IR_SCOPE, parser_here(parser), 0);
    struct ir_node *block = parser->block, *kids[2];
    struct name *names = parser->names;
    uint32_t behind = parser_balanced(parser, parser->at + 1);
    parser->at += 2;
    parser->block = node;
    parser->opens_scope = true;
    struct ir_node *declaration = parse_declaration(parser);
    parser->opens_scope = false;
    kids[0] = parser->failed ? NULL : scope_options(declaration);
    if (!kids[0]) {
        parser_fail(parser, node->start, node->start, "tamerc does not understand this scope");
        return node;
    }
    node->var = declaration->kids[0]->var;
    node->var->declarator = NULL;
    node->name = node->var->name;
    parser_go(parser, behind);
    kids[1] = parse_statement(parser);
    parser->block = block;
    known_forget(parser, names);
    node->end = parser_behind(parser);
    parser_kids(parser, node, kids, 2);
    return node;
}

static struct ir_node *parse_initial(struct parser *parser)
{
    if (parser_accept(parser, ";"))
        return NULL;
    if (parse_declaration_begins(parser))
        return parse_declaration(parser);
    return parse_expression_statement(parser);
}

static void parse_head(struct parser *parser, struct ir_node **kids)
{
    parser_advance(parser);
    parser_expect(parser, "(");
    kids[0] = parse_initial(parser);
    if (!parser_is(parser, ";"))
        kids[1] = parse_expression(parser);
    parser_expect(parser, ";");
    if (!parser_is(parser, ")"))
        kids[2] = parse_expression(parser);
    parser_expect(parser, ")");
}

struct ir_node *parse_for(struct parser *parser)
{
    if (is_defer(parser))
        return parse_defer(parser);
    if (is_scope(parser))
        return parse_scope(parser);
    struct ir_node *node = parser_node(parser, IR_FOR, parser_here(parser), 0);
    struct ir_node *block = parser->block, *kids[4] = {NULL, NULL, NULL, NULL};
    struct name *names = parser->names;
    parser->block = node;
    parse_head(parser, kids);
    while (parser_token(parser, parser->at)->kind == TOKEN_PRAGMA)
        parser_advance(parser);
    kids[3] = parse_statement(parser);
    parser->block = block;
    known_forget(parser, names);
    node->end = parser_behind(parser);
    parser_kids(parser, node, kids, 4);
    return node;
}
