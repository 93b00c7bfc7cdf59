/* SPDX-License-Identifier: BSD-3-Clause */
#include "ir/marks.h"

#include <string.h>

#include "ir/ir.h"
#include "text/source.h"

/* __attribute__((__annotate__("tamed"))); TAMED_AS has two strings, "tamed_as:" and the stem. */
static const char *const head[] = {"__attribute__", "(", "(", "__annotate__", "("};
enum { HEAD = sizeof head / sizeof *head, TAIL = 3 };

static enum mark mark_of_text(const struct source *source, uint32_t index)
{
    if (source_token_is(source, index, "\"tamed\""))
        return MARK_TAMED;
    if (source_token_is(source, index, "\"async\""))
        return MARK_ASYNC;
    if (source_token_is(source, index, "\"tamed_as:\"") &&
        source->tokens[index + 1].kind == TOKEN_STRING)
        return MARK_TAMED_AS;
    return MARK_NONE;
}

uint32_t mark_find(const struct source *source, uint32_t index, enum mark *ret_mark)
{
    if (index >= source->token_count || source->token_count - index <= HEAD + 2 + TAIL)
        return 0;
    for (uint32_t i = 0; i < HEAD; i++)
        if (!source_token_is(source, index + i, head[i]))
            return 0;
    enum mark mark = mark_of_text(source, index + HEAD);
    uint32_t count = HEAD + (mark == MARK_TAMED_AS ? 2 : 1);
    if (mark == MARK_NONE)
        return 0;
    for (uint32_t i = 0; i < TAIL; i++)
        if (!source_token_is(source, index + count + i, ")"))
            return 0;
    if (ret_mark)
        *ret_mark = mark;
    return count + TAIL;
}

void mark_stem(const struct source *source, uint32_t index, uint32_t *ret_start, uint32_t *ret_end)
{
    const struct token *token = &source->tokens[index + HEAD + 1];
    *ret_start = token->start + 1;
    *ret_end = token->end > token->start + 1 ? token->end - 1 : token->end;
}

bool mark_is_opened(const struct source *source, uint32_t index)
{
    if (index > 0 && source_token_is(source, index, "tamer_catch_open_"))
        return source_token_is(source, index - 1, "(");
    for (uint32_t i = 0; index > 0 && i < IR_OPENER_COUNT; i++)
        if (source_token_is(source, index, ir_openers[i].open))
            return source_token_is(source, index - 1, "=");
    return false;
}

bool mark_is_inserted(const struct source *source, uint32_t index)
{
    return strcmp(source->files[source->tokens[index].file], MARKS_INSERTED) == 0;
}

/* The next token from `index` on that is inserted, or that is not. */
static uint32_t next_token(const struct source *source, uint32_t index, bool inserted)
{
    while (source->tokens[index].kind != TOKEN_END && mark_is_inserted(source, index) != inserted)
        index++;
    return index;
}

static bool same_text(const struct source *source, uint32_t left, uint32_t right)
{
    const struct token *a = &source->tokens[left], *b = &source->tokens[right];
    return a->end - a->start == b->end - b->start &&
           memcmp(source->text + a->start, source->text + b->start, a->end - a->start) == 0;
}

bool mark_find_split(const struct source *source, uint32_t index, struct mark_split *ret_split)
{
    if (!mark_is_inserted(source, index) || !source_token_is(source, index, "typedef") ||
        mark_is_inserted(source, index + 1))
        return false;
    struct mark_split split = {.first = index, .type = index + 1};
    split.type_end = next_token(source, split.type, true);
    split.front = next_token(source, split.type_end, false);
    if (same_text(source, split.front - 1, split.type_end))
        split.front--;
    split.front_end = next_token(source, split.front, true);
    if (source->tokens[split.front_end].kind == TOKEN_END)
        return false; /* a line marker of the user's own says so */
    split.behind = split.front_end + 1;
    *ret_split = split;
    return true;
}
