/* SPDX-License-Identifier: BSD-3-Clause */
/* for, and what TAMER_SCOPE, its kin and tamer_defer make of it. */
#include "base/arena.h"
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

/* for (TYPE *NAME __attribute__((cleanup(CLOSE))) = OPEN(…. NULL: none of them. */
static const struct ir_opener *opener_of(const struct parser *parser)
{
    uint32_t at = parser->at;
    if (!parser_is_at(parser, at + 3, "*") || parser_word(parser, at + 5) != WORD_ATTRIBUTE)
        return NULL;
    uint32_t behind = parser_attributes(parser, at + 5);
    for (uint32_t i = 0; i < IR_OPENER_COUNT; i++)
        if (parser_is_at(parser, at + 2, ir_openers[i].type) &&
            parser_mentions(parser, at + 5, behind, ir_openers[i].close) &&
            parser_is_at(parser, behind + 1, ir_openers[i].open))
            return &ir_openers[i];
    return NULL;
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

/* What it is opened with: the last argument of that call, or the options to which that points. */
static struct ir_node *opened_with(const struct ir_opener *opener,
                                   const struct ir_node *declaration)
{
    const struct ir_node *first = declaration->kid_count > 0 ? declaration->kids[0] : NULL;
    if (!first || first->kind != IR_DECLARATOR || !first->has_init)
        return NULL;
    const struct ir_node *call = first->kids[first->kid_count - 1];
    if (call->kind != IR_CALL || call->kid_count < 2)
        return NULL;
    struct ir_node *last = call->kids[call->kid_count - 1];
    if (!opener->has_options)
        return last;
    const struct ir_node *literal = last->kind == IR_ADDRESS ? last->kids[0] : NULL;
    if (!literal || literal->kind != IR_COMPOUND_LITERAL)
        return NULL;
    return literal->kids[literal->kid_count - 1];
}

static struct ir_node *parse_scope(struct parser *parser, const struct ir_opener *opener)
{
    struct ir_node *node = parser_node(parser, IR_SCOPE, parser_here(parser), 0);
    struct ir_node *block = parser->block, *kids[2];
    struct name *names = parser->names;
    uint32_t behind = parser_balanced(parser, parser->at + 1);
    parser->at += 2;
    node->opener = opener;
    parser->block = node;
    parser->opens_scope = true;
    struct ir_node *declaration = parse_declaration(parser);
    parser->opens_scope = false;
    kids[0] = parser->failed ? NULL : opened_with(opener, declaration);
    if (!kids[0]) {
        parser_fail(
            parser, node->start, node->start,
            arena_printf(parser->arena, "tamerc does not understand this %s", opener->macro));
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
    const struct ir_opener *opener = opener_of(parser);
    if (opener)
        return parse_scope(parser, opener);
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
