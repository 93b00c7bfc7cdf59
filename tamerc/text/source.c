/* SPDX-License-Identifier: BSD-3-Clause */
#include "text/source.h"

#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "text/lexer.h"
#include "text/original.h"
#include "text/prefix_map.h"

struct source *source_new(struct arena *arena, const char *name, const char *text, size_t size)
{
    struct source *source = arena_new(arena, struct source);
    struct token_list tokens = {0};
    struct name_list files = {0};
    vec_push(arena, &files, name);
    lexer_run(arena, LEXER_PREPROCESSED, text, size, &tokens, &files);
    *source = (struct source){.name = name,
                              .text = text,
                              .size = size,
                              .tokens = tokens.at,
                              .token_count = (uint32_t)tokens.count,
                              .files = files.at,
                              .shown = files.at,
                              .file_count = (uint16_t)files.count,
                              .arena = arena,
                              .originals = originals_new(arena)};
    return source;
}

void source_show(struct source *source, const char *const *flags, size_t flag_count)
{
    source->shown = arena_alloc(source->arena, source->file_count * sizeof *source->shown);
    for (uint16_t i = 0; i < source->file_count; i++)
        source->shown[i] = prefix_map_apply(source->arena, flags, flag_count, source->files[i]);
}

uint32_t source_token_at(const struct source *source, uint32_t offset)
{
    uint32_t low = 0, high = source->token_count - 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (source->tokens[middle].end > offset)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

bool source_text_is(const struct source *source, uint32_t start, uint32_t end, const char *spelling)
{
    size_t size = strlen(spelling);
    return end >= start && end - start == size && end <= source->size &&
           memcmp(source->text + start, spelling, size) == 0;
}

/* The place where the preprocessed text has it: right in file and line, approximate in the column.
 */
static struct place made_place(const struct source *source, const struct token *token,
                               uint32_t offset)
{
    uint32_t start = offset < source->size ? offset : (uint32_t)source->size;
    while (start > 0 && source->text[start - 1] != '\n')
        start--;
    return (struct place){source->files[token->file], token->line ? token->line : 1,
                          offset - start + 1};
}

static struct place written_place(const struct alignment *alignment, uint32_t offset)
{
    const struct original *original = alignment->original;
    const struct token *token = &original->tokens[alignment->token];
    return (struct place){original->name, token->line,
                          original_column(original, token->line, token->start + offset)};
}

struct place source_place(const struct source *source, uint32_t offset)
{
    uint32_t index = source_token_at(source, offset);
    const struct token *token = &source->tokens[index];
    uint32_t inside = offset > token->start ? offset - token->start : 0;
    struct alignment alignment;
    if (!original_align(source->originals, source, index, &alignment))
        return made_place(source, token, token->start + inside);
    const struct token *written = &alignment.original->tokens[alignment.token];
    bool same = alignment.exact && written->end - written->start == token->end - token->start;
    return written_place(&alignment, same ? inside : 0);
}

/* The last token of the original that [first, last] reaches on the line where `start` stands. */
static struct alignment last_on_line(const struct source *source, struct alignment start,
                                     uint32_t first, uint32_t last)
{
    struct alignment found = start, next;
    for (uint32_t i = first + 1; i <= last; i++) {
        if (!original_align(source->originals, source, i, &next) || next.original != start.original)
            break;
        uint32_t line = next.original->tokens[next.token].line;
        if (line != start.original->tokens[start.token].line)
            break;
        if (next.token > found.token)
            found = next;
    }
    return found;
}

bool source_range(const struct source *source, uint32_t start, uint32_t end,
                  struct place *ret_start, struct place *ret_end)
{
    uint32_t first = source_token_at(source, start);
    uint32_t last = end > start ? source_token_at(source, end - 1) : first;
    struct alignment from, to, final;
    *ret_start = source_place(source, start);
    *ret_end = *ret_start;
    if (!original_align(source->originals, source, first, &from)) {
        const struct token *token = &source->tokens[first];
        ret_end->column += token->end - (start > token->start ? start : token->start);
        return false;
    }
    to = last_on_line(source, from, first, last > first ? last : first);
    const struct token *behind = &to.original->tokens[to.token];
    *ret_end = written_place(&to, behind->end - behind->start);
    return from.exact && original_align(source->originals, source, last, &final) && final.exact &&
           final.original == from.original && final.token == to.token;
}

const char *source_line(const struct source *source, const char *file, unsigned line)
{
    const struct original *original = originals_find(source->originals, file);
    if (!original->text || line < 1 || line > original->line_count)
        return NULL;
    const char *start = original->text + original->lines[line - 1];
    size_t size = original->lines[line] - original->lines[line - 1];
    while (size && (start[size - 1] == '\n' || start[size - 1] == '\r'))
        size--;
    return arena_strndup(source->arena, start, size);
}

uint16_t source_file_ending(const struct source *source, const char *end)
{
    size_t end_size = strlen(end);
    for (uint16_t i = 1; i < source->file_count; i++) {
        size_t size = strlen(source->files[i]);
        if (size >= end_size && strcmp(source->files[i] + size - end_size, end) == 0)
            return i;
    }
    return 0;
}

void source_mark(struct strbuf *out, const struct source *source, const struct token *token,
                 uint32_t offset)
{
    uint32_t start = offset;
    if (out->size && out->text[out->size - 1] != '\n')
        strbuf_putc(out, '\n');
    strbuf_addf(out, "# %u \"", (unsigned)token->line);
    for (const char *c = source->files[token->file]; *c; c++) {
        if (*c == '"' || *c == '\\')
            strbuf_putc(out, '\\');
        strbuf_putc(out, *c);
    }
    strbuf_puts(out, token->flags & TOKEN_SYSTEM ? "\" 3\n" : "\"\n");
    while (start > 0 && source->text[start - 1] != '\n')
        start--;
    for (; start < offset; start++)
        strbuf_putc(out, source->text[start] == '\t' ? '\t' : ' ');
}
