/* SPDX-License-Identifier: BSD-3-Clause */
#include "text/definition.h"

#include "text/source.h"

/* The last token of an attribute behind token i; i: there is none. */
static uint32_t attribute_behind(const struct source *source, uint32_t i)
{
    bool is_gnu = source_token_is(source, i + 1, "__attribute__") ||
                  source_token_is(source, i + 1, "__attribute");
    uint32_t depth = 0;

    if (!is_gnu && !(source_token_is(source, i + 1, "[") && source_token_is(source, i + 2, "[")))
        return i;
    for (i += is_gnu ? 2 : 1; source->tokens[i].kind != TOKEN_END; i++) {
        if (source_token_is(source, i, is_gnu ? "(" : "["))
            depth++;
        if (source_token_is(source, i, is_gnu ? ")" : "]") && --depth == 0)
            break;
    }
    return i;
}

/* The last token of the attributes behind token i, or that. */
static uint32_t attributes_behind(const struct source *source, uint32_t i)
{
    for (uint32_t next; (next = attribute_behind(source, i)) != i;)
        i = next;
    return i;
}

static uint32_t closing_brace(const struct source *source, uint32_t open)
{
    uint32_t depth = 0, i = open;

    for (; source->tokens[i].kind != TOKEN_END; i++) {
        if (source_token_is(source, i, "{"))
            depth++;
        if (source_token_is(source, i, "}") && --depth == 0)
            break;
    }
    return i;
}

bool definition_at(const struct source *source, uint32_t i, struct definition *ret)
{
    *ret = (struct definition){.word = i};
    if (!source_token_is(source, i, "struct") && !source_token_is(source, i, "union") &&
        !source_token_is(source, i, "enum"))
        return false;
    ret->tag = attributes_behind(source, i);
    i = ret->tag + 1;
    ret->is_tagged = source->tokens[i].kind == TOKEN_IDENT;
    if (ret->is_tagged)
        i++;
    if (source_token_is(source, i, ":")) /* enum e : type { */
        while (source->tokens[++i].kind == TOKEN_IDENT)
            ;
    if (!source_token_is(source, i, "{"))
        return false;
    ret->open = i;
    ret->last = attributes_behind(source, closing_brace(source, i));
    return true;
}

bool definition_find(const struct source *source, uint32_t i, uint32_t end, struct definition *ret)
{
    for (; source->tokens[i].kind != TOKEN_END && source->tokens[i].start < end; i++) {
        if (definition_at(source, i, ret))
            return true;
        if (source_token_is(source, i, "(") && source_token_is(source, i + 1, "{"))
            i = closing_brace(source, i + 1);
    }
    return false;
}
