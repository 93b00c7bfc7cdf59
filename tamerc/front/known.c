/* SPDX-License-Identifier: BSD-3-Clause */
#include <string.h>

#include "base/arena.h"
#include "front/parser.h"
#include "front/type_names.h"
#include "text/source.h"

/* The innermost of the token's spelling; NULL: none. */
static struct name *innermost(const struct parser *parser, uint32_t index)
{
    const struct token *token = parser_token(parser, index);
    struct name **home = names_find(&parser->spellings, parser->source->text + token->start,
                                    token->end - token->start);
    return home ? *home : NULL;
}

struct name *known_find(const struct parser *parser, uint32_t index)
{
    if (parser_token(parser, index)->kind != TOKEN_IDENT)
        return NULL;
    for (struct name *name = innermost(parser, index); name; name = name->hidden)
        if (name->kind != NAME_LABEL)
            return name;
    return NULL;
}

struct ir_node *known_label(const struct parser *parser, uint32_t index)
{
    for (const struct name *name = innermost(parser, index); name; name = name->hidden)
        if (name->kind == NAME_LABEL)
            return name->block;
    return NULL;
}

static struct name **home_of(struct parser *parser, const struct token *token)
{
    const char *text = parser->source->text + token->start;
    uint32_t size = token->end - token->start;
    struct name **home = names_find(&parser->spellings, text, size);
    if (!home) {
        home = arena_new(parser->arena, struct name *);
        names_add(&parser->spellings, text, size, home);
    }
    return home;
}

void known_add(struct parser *parser, enum name_kind kind, uint32_t index, struct ir_var *var)
{
    const struct token *token = parser_token(parser, index);
    struct name *name = arena_new(parser->arena, struct name);
    struct name **home = home_of(parser, token);
    *name = (struct name){.outer = parser->names,
                          .hidden = *home,
                          .home = home,
                          .kind = kind,
                          .start = token->start,
                          .end = token->end,
                          .var = var};
    parser->names = *home = name;
}

void known_forget(struct parser *parser, struct name *outermost)
{
    for (; parser->names != outermost; parser->names = parser->names->outer)
        *parser->names->home = parser->names->hidden;
}

void known_add_label(struct parser *parser, uint32_t index)
{
    known_add(parser, NAME_LABEL, index, NULL);
    parser->names->block = parser->block;
}

static bool is_typedef_name(const struct parser *parser, uint32_t index)
{
    const struct name *name = known_find(parser, index);
    if (name)
        return name->kind == NAME_TYPE;
    const struct token *token = parser_token(parser, index);
    return type_names_has(parser->types, parser->source->text + token->start,
                          token->end - token->start);
}

bool known_type_begins(const struct parser *parser, uint32_t index)
{
    if (parser_token(parser, index)->kind != TOKEN_IDENT)
        return false;
    switch (parser_word(parser, index)) {
    case WORD_TYPE:
    case WORD_TAG:
    case WORD_TYPEOF:
    case WORD_QUALIFIER:
    case WORD_ALIGNAS:
    case WORD_STORAGE:
    case WORD_REGISTER:
    case WORD_TYPEDEF:
        return true;
    case WORD_EXTENSION:
        return known_type_begins(parser, index + 1);
    case WORD_ATTRIBUTE:
        return known_type_begins(parser, parser_attributes(parser, index));
    case WORD_NONE:
        return is_typedef_name(parser, index);
    default:
        return false;
    }
}

/* At the '{' of an enum. */
static void add_enumerators(struct parser *parser, uint32_t open)
{
    uint32_t close = parser_balanced(parser, open) - 1;
    for (uint32_t at = open + 1; at < close;) {
        if (parser_is_ident(parser, at))
            known_add(parser, NAME_CONSTANT, at, NULL);
        while (at < close && !parser_is_at(parser, at, ",")) {
            bool nested = parser_is_at(parser, at, "(") || parser_is_at(parser, at, "[");
            at = nested ? parser_balanced(parser, at) : at + 1;
        }
        at++;
    }
}

void known_enumerators(struct parser *parser, uint32_t first, uint32_t end)
{
    for (uint32_t at = first; at < end; at++) {
        if (parser_is_at(parser, at, "(") && parser_is_at(parser, at + 1, "{"))
            at = parser_balanced(parser, at) - 1; /* a scope of its own */
        if (!parser_is_at(parser, at, "enum"))
            continue;
        uint32_t open = parser_attributes(parser, at + 1);
        if (parser_is_ident(parser, open))
            open++;
        if (parser_is_at(parser, open, ":"))
            while (open < end && !parser_is_at(parser, open, "{") &&
                   !parser_is_at(parser, open, ";"))
                open++;
        if (open < end && parser_is_at(parser, open, "{"))
            add_enumerators(parser, open);
    }
}

/* A member, a tag and a designator name no variable. */
static bool is_other_name(const struct parser *parser, uint32_t index, uint32_t first)
{
    if (index == first)
        return false;
    return parser_is_at(parser, index - 1, ".") || parser_is_at(parser, index - 1, "->") ||
           parser_word(parser, index - 1) == WORD_TAG;
}

/* Not a variable of the same name that is declared inside of what is not evaluated. */
static bool is_expression(const struct parser *parser, uint32_t index, const struct name *name)
{
    const struct token *token = parser_token(parser, index);
    const struct fact *fact = facts_expression(parser->facts, token->start, token->end);
    return fact && (name->var->kind == IR_VAR_STATIC ||
                    facts_declared_at(parser->facts, fact) == name->start);
}

static struct ir_node *reference(struct parser *parser, uint32_t index, struct ir_var *var)
{
    const struct token *token = parser_token(parser, index);
    struct ir_node *node = parser_node(parser, IR_REF, token->start, token->end);
    node->var = var;
    node->name = var->name;
    node->name_start = token->start;
    node->type = var->type;
    node->is_lvalue = true;
    return node;
}

static struct ir_node *variables_in(struct parser *parser, uint32_t first, uint32_t end,
                                    bool declares)
{
    struct node_list kids = {0};
    for (uint32_t at = first; at < end && at < parser->limit; at++) {
        const struct name *name = known_find(parser, at);
        if (!name || !name->var)
            continue;
        if (declares && name->kind == NAME_VARIABLE ? is_expression(parser, at, name)
                                                    : !is_other_name(parser, at, first))
            vec_push(parser->arena, &kids, reference(parser, at, name->var));
    }
    if (kids.count == 0)
        return NULL;
    struct ir_node *node = parser_node(parser, IR_UNEVALUATED, parser_token(parser, first)->start,
                                       parser_token(parser, end - 1)->end);
    parser_kids(parser, node, kids.at, kids.count);
    node->is_constant = true;
    return node;
}

struct ir_node *known_unevaluated(struct parser *parser, uint32_t first, uint32_t end)
{
    return variables_in(parser, first, end, true);
}

struct ir_node *known_constant(struct parser *parser, uint32_t first, uint32_t end)
{
    return variables_in(parser, first, end, false);
}
