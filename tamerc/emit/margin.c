/* SPDX-License-Identifier: BSD-3-Clause */
#include "emit/margin.h"

#include <string.h>

#include "base/strbuf.h"
#include "emit/cwriter.h"
#include "emit/gap.h"
#include "emit/pieces.h"
#include "ir/marks.h"
#include "text/source.h"
#include "text/written.h"

/* Further to the right stands only what is there for its column. */
#define MARGIN_MAX 64

/* In front of the user's line that the token stands on; inserted text stands at the left. */
static uint32_t find_margin(const struct cwriter *writer, uint32_t index, const char **ret_text)
{
    const struct source *source = writer->source;
    const struct pieces *pieces = writer->pieces;
    const char *text = source->text;
    uint32_t at = source->tokens[index].start;
    if (pieces && pieces->of_token[index] != PIECE_NONE) {
        text = pieces->written->text;
        at = pieces->list.at[pieces->of_token[index]].start;
    }
    uint32_t start = at;
    while (start > 0 && text[start - 1] != '\n')
        start--;
    *ret_text = text + start;
    uint32_t size = mark_is_inserted(source, index) ? 0 : gap_blanks(text, start, at);
    return size > MARGIN_MAX ? 0 : size;
}

/* Whether a statement may begin with the token; else it is in the middle of one. */
static bool may_begin(const struct source *source, uint32_t index)
{
    static const char *const before[] = {";", "{", "}", ")", ":", "else", "do"};
    if (index == 0 || mark_is_inserted(source, index) || mark_is_inserted(source, index - 1))
        return true;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (source_token_is(source, index - 1, before[i]))
            return true;
    return false;
}

void margin_take(struct cwriter *writer, uint32_t index)
{
    writer->margin_indent = writer->indent;
    writer->margin_size = find_margin(writer, index, &writer->margin);
}

void margin_begin(struct cwriter *writer, uint32_t index)
{
    if (may_begin(writer->source, index))
        margin_take(writer, index);
}

void margin_put_user(struct cwriter *writer, uint32_t index)
{
    const char *margin;
    uint32_t size = find_margin(writer, index, &margin);
    strbuf_add(writer->out, margin, size);
    margin_begin(writer, index);
}

void margin_put(struct cwriter *writer)
{
    int steps = writer->indent - writer->margin_indent;
    uint32_t size = writer->margin_size;
    bool has_tabs = size > 0 && *writer->margin == '\t';
    const char *step = has_tabs ? "\t" : writer->step;
    uint32_t step_size = has_tabs ? 1 : writer->step_size;
    for (; steps < 0; steps++)
        size -= size < step_size ? size : step_size;
    strbuf_add(writer->out, writer->margin, size);
    for (; steps > 0; steps--)
        strbuf_add(writer->out, step, step_size);
}

/* The first line of the first function is indented by one step. */
void margin_find_step(struct cwriter *writer)
{
    const struct written *written = writer->pieces->written;
    const char *text = written->text;
    for (uint32_t at = 0; at + 2 < written->size; at++) {
        bool opens = text[at] == '\n' && text[at + 1] == '{';
        uint32_t start = at + 2 + (text[at + 2] == '\r') + 1;
        if (!opens || start >= written->size || text[start - 1] != '\n')
            continue;
        uint32_t size = gap_blanks(text, start, written->size);
        if (size == 0 || size > 8)
            continue;
        writer->step = text + start;
        writer->step_size = size;
        return;
    }
}

bool margin_behind(const struct cwriter *writer, const char *text)
{
    const struct strbuf *out = writer->out;
    size_t size = strlen(text);
    return out->size >= size && memcmp(out->text + out->size - size, text, size) == 0;
}

bool margin_is_seam(const struct cwriter *writer, uint32_t index)
{
    return index > 0 &&
           mark_is_inserted(writer->source, index) != mark_is_inserted(writer->source, index - 1) &&
           !margin_behind(writer, ";") && !margin_behind(writer, "}") &&
           !margin_behind(writer, "\n");
}
