/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Nesting without brackets counts as well: an operator of a row of operators, a label before a
 * label and an else if are one level of libclang's tree each. What libclang says of the place of an
 * expression, or of an if, it finds by walking down to the expression's first operand, or to the
 * last else; asked about each of them, as tamed functions are, that is quadratic.
 */
#include "front/nesting.h"

#include <string.h>

#include "base/vec.h"
#include "front/words.h"
#include "ir/ir.h"
#include "text/diag.h"
#include "text/source.h"

/* Of operators: each takes one level of libclang's stack, or several. */
#define PREFIX_MAX 5000

struct limits {
    uint32_t brackets, links, elses;
    const char *where;
};

/* What 512 MiB of stack hold, everywhere; what takes a few seconds, in tamed functions. */
static const struct limits outside = {20000, 30000, 20000, ""};
static const struct limits inside = {20000, 20000, 10000, " in a tamed function"};

/* An open bracket. */
struct level {
    char bracket;
    uint32_t links;  /* since the expression or the labels before it began */
    uint32_t commas; /* since the statement, or the list in parentheses, began */
    uint32_t elses;  /* of the chain of ifs that ends here, or may go on */
};

struct scan {
    const struct source *source;
    struct diag *diag;
    struct arena *arena;
    const struct limits *limits;
    struct level_list VEC(struct level) levels; /* the first one is no bracket */
    uint32_t row;                               /* of prefix operators */
};

static bool refuse(const struct scan *scan, uint32_t i, const char *advice)
{
    const struct token *token = &scan->source->tokens[i];
    diag_error(scan->diag, token->start, token->end, "tamer-nesting", "nested too deeply%s: %s",
               scan->limits->where, advice);
    return true;
}

static bool is_word(const struct source *source, uint32_t i)
{
    return source->tokens[i].kind == TOKEN_IDENT;
}

/* if, while and the like. */
static bool is_keyword(const struct source *source, uint32_t i)
{
    const struct token *token = &source->tokens[i];
    return word_find(source->text + token->start, token->end - token->start) == WORD_STATEMENT;
}

/* Of a punctuator of one character. */
static char punct(const struct source *source, uint32_t i)
{
    const struct token *token = &source->tokens[i];
    return token->kind == TOKEN_PUNCT && token->end - token->start == 1 ? source->text[token->start]
                                                                        : '\0';
}

/* Does the token go one level deeper without a bracket that stays open? The '(' and '[' behind a
 * name are a call and an element, which lie beside each other in a sum. */
static bool is_link(const struct source *source, uint32_t i)
{
    char c = punct(source, i);
    if (c == '(' || c == '[')
        return i == 0 || !is_word(source, i - 1) || is_keyword(source, i - 1);
    if (source->tokens[i].kind == TOKEN_PUNCT)
        return c != '?';
    return i > 0 && is_word(source, i) && is_word(source, i - 1);
}

static bool is_prefix(const struct source *source, uint32_t i)
{
    const struct token *token = &source->tokens[i];
    return token->kind == TOKEN_PUNCT && strchr("-+~!*&", source->text[token->start]);
}

/* ---- what the tokens do to the levels ---- */

static bool open_bracket(struct scan *scan, uint32_t i, char bracket)
{
    struct level level = {.bracket = bracket};
    vec_push(scan->arena, &scan->levels, level);
    return scan->levels.count > scan->limits->brackets &&
           refuse(scan, i, "evaluate parts of this in statements of their own");
}

/* A statement ends; one that is followed by an else goes on in a way. */
static void end_statement(struct scan *scan, uint32_t i)
{
    struct level *level = &vec_last(&scan->levels);
    level->links = level->commas = 0;
    if (!source_token_is(scan->source, i + 1, "else"))
        level->elses = 0;
}

static void close_bracket(struct scan *scan, uint32_t i, char bracket)
{
    if (scan->levels.count > 1)
        (void)vec_pop(&scan->levels);
    if (bracket == '}')
        end_statement(scan, i);
}

/* Commas are a row if they stand in parentheses, or in a statement: the list of an initialiser has
 * no ';'. Arguments, which are no row, are as many nowhere. */
static bool comma(struct scan *scan, uint32_t i)
{
    struct level *level = &vec_last(&scan->levels);
    level->links = 0;
    return ++level->commas > scan->limits->links && level->bracket == '(' &&
           refuse(scan, i, "split the list");
}

static bool semicolon(struct scan *scan, uint32_t i)
{
    uint32_t commas = vec_last(&scan->levels).commas;
    end_statement(scan, i);
    return commas > scan->limits->links && refuse(scan, i, "split the statement");
}

static bool link_one(struct scan *scan, uint32_t i)
{
    struct level *level = &vec_last(&scan->levels);
    scan->row = is_prefix(scan->source, i) ? scan->row + 1 : 0;
    if (source_token_is(scan->source, i, "else"))
        return ++level->elses > scan->limits->elses &&
               refuse(scan, i, "use a switch or a table, or split the chain of ifs");
    if (is_link(scan->source, i))
        level->links++;
    return (level->links > scan->limits->links || scan->row > PREFIX_MAX) &&
           refuse(scan, i, "evaluate parts of this in statements of their own");
}

/* True: too deep. */
static bool take(struct scan *scan, uint32_t i)
{
    char c = punct(scan->source, i);
    switch (c) {
    case '(':
    case '[':
    case '{':
        return link_one(scan, i) || open_bracket(scan, i, c);
    case ')':
    case ']':
    case '}':
        close_bracket(scan, i, c);
        return false;
    case ',':
        return comma(scan, i);
    case ';':
        return semicolon(scan, i);
    default:
        return link_one(scan, i);
    }
}

/* ---- the texts ---- */

/* From the token on: to the bracket that closes it, or, with none, to the end. */
static bool scan_from(const struct ir_unit *unit, struct diag *diag, const struct limits *limits,
                      uint32_t first, bool is_bracket)
{
    const struct source *source = unit->source;
    struct scan scan = {.source = source, .diag = diag, .arena = unit->arena, .limits = limits};
    struct level outermost = {0};
    vec_push(scan.arena, &scan.levels, outermost);
    for (uint32_t i = first; source->tokens[i].kind != TOKEN_END; i++) {
        if (take(&scan, i))
            return true;
        if (is_bracket && scan.levels.count == 1)
            return false;
    }
    return false;
}

bool nesting_too_deep(const struct ir_unit *unit, struct diag *diag)
{
    const struct source *source = unit->source;
    for (const struct ir_signature *each = unit->signatures; each; each = each->next)
        if (each->body_start > 0 &&
            scan_from(unit, diag, &inside, source_token_at(source, each->body_start), true))
            return true;
    return scan_from(unit, diag, &outside, 0, false);
}
