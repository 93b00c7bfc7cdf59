/* SPDX-License-Identifier: BSD-3-Clause */
/* Initialisers and compound literals. */
#include "front/parser.h"
#include "text/source.h"

/* [E], [E ... E]: constants, of which only the names matter. */
static void subscript(struct parser *parser, struct node_list *kids)
{
    parser_advance(parser);
    parser->lenient++;
    vec_push(parser->arena, kids, parse_conditional(parser));
    if (parser_accept(parser, "..."))
        vec_push(parser->arena, kids, parse_conditional(parser));
    parser->lenient--;
    parser_expect(parser, "]");
}

/* .a[1].b = and the old a: of GNU C. */
static void designators(struct parser *parser, struct node_list *kids)
{
    if (parser_token(parser, parser->at)->kind == TOKEN_IDENT &&
        parser_is_at(parser, parser->at + 1, ":")) {
        parser_advance(parser);
        parser_advance(parser);
        return;
    }
    bool any = false;
    while (!parser->failed && (parser_is(parser, "[") || parser_is(parser, "."))) {
        any = true;
        if (parser_is(parser, "[")) {
            subscript(parser, kids);
            continue;
        }
        parser_advance(parser);
        parser_advance(parser);
    }
    if (any)
        parser_accept(parser, "="); /* GNU C lets it be left out */
}

struct ir_node *parse_literal_list(struct parser *parser)
{
    uint32_t start = parser_here(parser);
    struct node_list kids = {0};
    parser_expect(parser, "{");
    while (!parser->failed && !parser_is(parser, "}")) {
        designators(parser, &kids);
        vec_push(parser->arena, &kids, parse_initialiser(parser));
        if (!parser_accept(parser, ","))
            break;
    }
    parser_expect(parser, "}");
    struct ir_node *node = parser_node(parser, IR_INIT_LIST, start, parser_behind(parser));
    parser_kids(parser, node, kids.at, kids.count);
    return parser_finish(parser, node);
}

struct ir_node *parse_initialiser(struct parser *parser)
{
    if (!parser_is(parser, "{"))
        return parse_assignment(parser);
    if (!parser_enter(parser))
        return parser_node(parser, IR_INIT_LIST, 0, 0);
    struct ir_node *node = parse_literal_list(parser);
    parser_leave(parser);
    return node;
}

struct ir_node *parse_compound_literal(struct parser *parser)
{
    uint32_t start = parser_here(parser), open = parser->at;
    uint32_t close = parser_balanced(parser, open);
    struct ir_node *kids[2];
    size_t count = 0;
    known_enumerators(parser, open, close);
    kids[0] = known_unevaluated(parser, open + 1, close - 1);
    count += kids[0] != NULL;
    parser_go(parser, close);
    kids[count] = parse_literal_list(parser);
    struct ir_node *node = parser_node(parser, IR_COMPOUND_LITERAL, start, parser_behind(parser));
    parser_kids(parser, node, kids, count + 1);
    return parse_variable_type(parser, parser_finish(parser, node), open);
}
