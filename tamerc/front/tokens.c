/* SPDX-License-Identifier: BSD-3-Clause */
#include <string.h>

#include "base/arena.h"
#include "front/parser.h"
#include "ir/marks.h"
#include "text/diag.h"
#include "text/source.h"

/* Deeper trees than this are refused: every pass walks them by recursion. */
#define DEPTH_MAX 20000

static const struct token end_token = {.kind = TOKEN_END};

const struct token *parser_token(const struct parser *parser, uint32_t index)
{
    return index < parser->limit ? &parser->source->tokens[index] : &end_token;
}

static const char *digraph_of(const char *spelling)
{
    switch (spelling[1] ? '\0' : spelling[0]) {
    case '[':
        return "<:";
    case ']':
        return ":>";
    case '{':
        return "<%";
    case '}':
        return "%>";
    default:
        return NULL;
    }
}

bool parser_is_at(const struct parser *parser, uint32_t index, const char *spelling)
{
    if (index >= parser->limit)
        return false;
    const char *digraph = digraph_of(spelling);
    return source_token_is(parser->source, index, spelling) ||
           (digraph && source_token_is(parser->source, index, digraph));
}

bool parser_is(const struct parser *parser, const char *spelling)
{
    return parser_is_at(parser, parser->at, spelling);
}

bool parser_is_ident(const struct parser *parser, uint32_t index)
{
    return parser_token(parser, index)->kind == TOKEN_IDENT &&
           parser_word(parser, index) == WORD_NONE;
}

enum word parser_word(const struct parser *parser, uint32_t index)
{
    const struct token *token = parser_token(parser, index);
    if (token->kind != TOKEN_IDENT)
        return WORD_NONE;
    return dialect_word(parser->dialect, token->start, token->end);
}

void parser_go(struct parser *parser, uint32_t index)
{
    while (index < parser->limit && parser->source->tokens[index].kind == TOKEN_PRAGMA)
        index++;
    parser->at = index;
}

void parser_advance(struct parser *parser)
{
    if (parser->at < parser->limit)
        parser_go(parser, parser->at + 1);
}

bool parser_accept(struct parser *parser, const char *spelling)
{
    if (!parser_is(parser, spelling))
        return false;
    parser_advance(parser);
    return true;
}

void parser_fail(struct parser *parser, uint32_t start, uint32_t end, const char *message)
{
    if (!parser->failed)
        diag_error(parser->diag, start, end, "tamer-unknown", "%s", message);
    parser->failed = true;
    parser->at = parser->limit;
}

void parser_expect(struct parser *parser, const char *spelling)
{
    if (parser_accept(parser, spelling) || parser->failed)
        return;
    uint32_t here = parser_here(parser);
    diag_error(parser->diag, here, here, "tamer-unknown",
               "tamerc does not understand this construct: '%s' was expected here", spelling);
    parser->failed = true;
    parser->at = parser->limit;
}

uint32_t parser_here(const struct parser *parser)
{
    return parser->source->tokens[parser->at].start;
}

uint32_t parser_behind(const struct parser *parser)
{
    uint32_t at = parser->at;
    while (at > 0 && parser->source->tokens[at - 1].kind == TOKEN_PRAGMA)
        at--;
    return at > 0 ? parser->source->tokens[at - 1].end : 0;
}

static int bracket(const struct parser *parser, uint32_t index)
{
    if (parser_token(parser, index)->kind != TOKEN_PUNCT)
        return 0;
    if (parser_is_at(parser, index, "(") || parser_is_at(parser, index, "[") ||
        parser_is_at(parser, index, "{"))
        return 1;
    return parser_is_at(parser, index, ")") || parser_is_at(parser, index, "]") ||
                   parser_is_at(parser, index, "}")
               ? -1
               : 0;
}

uint32_t parser_balanced(const struct parser *parser, uint32_t index)
{
    int depth = 0;
    for (; index < parser->limit; index++) {
        depth += bracket(parser, index);
        if (depth <= 0)
            return index + 1;
    }
    return parser->limit;
}

uint32_t parser_attributes(const struct parser *parser, uint32_t index)
{
    for (;;) {
        enum word word = parser_word(parser, index);
        if (word == WORD_ATTRIBUTE && parser_is_at(parser, index + 1, "("))
            index = parser_balanced(parser, index + 1);
        else if (parser_is_at(parser, index, "[") && parser_is_at(parser, index + 1, "["))
            index = parser_balanced(parser, index);
        else
            return index;
    }
}

bool parser_mentions(const struct parser *parser, uint32_t first, uint32_t end,
                     const char *spelling)
{
    for (; first < end; first++)
        if (parser_is_at(parser, first, spelling))
            return true;
    return false;
}

char *parser_text(const struct parser *parser, uint32_t index)
{
    const struct token *token = parser_token(parser, index);
    return arena_strndup(parser->arena, parser->source->text + token->start,
                         token->end - token->start);
}

void parser_refuse_await(struct parser *parser, uint32_t first, uint32_t end)
{
    for (; first + 1 < end; first++)
        if (parser_word(parser, first) == WORD_EXTENSION &&
            parser_word(parser, first + 1) == WORD_EXTENSION)
            parser_fail(parser, parser_token(parser, first)->start,
                        parser_token(parser, first)->end,
                        "'await' cannot stand in a type that depends on a value here; await the "
                        "value before");
}

bool parser_enter(struct parser *parser)
{
    if (++parser->depth <= DEPTH_MAX)
        return true;
    parser_fail(parser, parser_here(parser), parser_here(parser),
                "nested too deeply in a tamed function");
    return false;
}

void parser_leave(struct parser *parser)
{
    parser->depth--;
}
