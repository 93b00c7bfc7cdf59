/* SPDX-License-Identifier: BSD-3-Clause */
#include "ir/marks.h"

#include <string.h>

#include "text/source.h"

#define TEXT_INDEX 5 /* of the mark's tokens, the string */
#define AS_PREFIX "\"tamed_as:"

static const char *const spelling[] = {
    "__attribute__", "(", "(", "__annotate__", "(", NULL, ")", ")", ")"};
enum { MARK_TOKENS = sizeof spelling / sizeof *spelling };

static enum mark mark_of_text(const struct source *source, uint32_t index)
{
    const struct token *token = &source->tokens[index];
    if (source_token_is(source, index, "\"tamed\""))
        return MARK_TAMED;
    if (source_token_is(source, index, "\"async\""))
        return MARK_ASYNC;
    if (token->kind == TOKEN_STRING && token->end - token->start > sizeof AS_PREFIX &&
        memcmp(source->text + token->start, AS_PREFIX, sizeof AS_PREFIX - 1) == 0)
        return MARK_TAMED_AS;
    return MARK_NONE;
}

uint32_t mark_find(const struct source *source, uint32_t index, enum mark *ret_mark)
{
    if (index >= source->token_count || source->token_count - index <= MARK_TOKENS)
        return 0;
    for (uint32_t i = 0; i < MARK_TOKENS; i++)
        if (spelling[i] && !source_token_is(source, index + i, spelling[i]))
            return 0;
    enum mark mark = mark_of_text(source, index + TEXT_INDEX);
    if (mark == MARK_NONE)
        return 0;
    if (ret_mark)
        *ret_mark = mark;
    return MARK_TOKENS;
}

void mark_stem(const struct source *source, uint32_t index, uint32_t *ret_start, uint32_t *ret_end)
{
    const struct token *token = &source->tokens[index + TEXT_INDEX];
    *ret_start = token->start + (uint32_t)sizeof AS_PREFIX - 1;
    *ret_end = token->end - 1;
}

bool mark_is_inserted(const struct source *source, uint32_t index)
{
    return strcmp(source->files[source->tokens[index].file], MARKS_INSERTED) == 0;
}
