/* SPDX-License-Identifier: BSD-3-Clause */
/* The #include of Tamer's header, where a file needs it. */
#include "adopt/parts.h"
#include "base/arena.h"
#include "text/lexer.h"

#include <string.h>

static bool mentions_header(const struct outline_file *file)
{
    return memmem(file->text, file->size, "tamer/tamer.h", strlen("tamer/tamer.h")) != NULL;
}

static bool is_crlf(const struct outline_file *file)
{
    const char *newline = memchr(file->text, '\n', file->size);
    return newline && newline > file->text && newline[-1] == '\r';
}

/* Where the line of the token begins, a byte order mark left alone. */
static uint32_t line_start(const struct outline_file *file, uint32_t offset)
{
    uint32_t first = lexer_byte_order_mark(file->text, file->size);
    while (offset > first && file->text[offset - 1] != '\n')
        offset--;
    return offset;
}

static uint32_t line_end(const struct outline_file *file, uint32_t offset)
{
    const char *newline = memchr(file->text + offset, '\n', file->size - offset);
    return newline ? (uint32_t)(newline - file->text) + 1 : (uint32_t)file->size;
}

/* The whole file may stand between #ifndef and #endif. */
static bool has_guard(struct adoption *adoption, uint32_t file)
{
    return outline_token_is(adoption->outline, file, 0, "#") &&
           outline_token_is(adoption->outline, file, 1, "ifndef");
}

static int change_of_depth(struct adoption *adoption, uint32_t file, uint32_t word)
{
    if (outline_token_is(adoption->outline, file, word, "if") ||
        outline_token_is(adoption->outline, file, word, "ifdef") ||
        outline_token_is(adoption->outline, file, word, "ifndef"))
        return 1;
    return outline_token_is(adoption->outline, file, word, "endif") ? -1 : 0;
}

/* Behind the last #include that stands under no condition and before the first edit; else before
 * the first line that is no directive. */
static uint32_t place_for(struct adoption *adoption, uint32_t file, uint32_t limit)
{
    const struct token *tokens = outline_tokens(adoption->outline, file);
    const struct outline_file *text = &adoption->outline->files.at[file];
    int depth = has_guard(adoption, file) ? -1 : 0;
    uint32_t behind = UINT32_MAX, before = UINT32_MAX, opened = 0;
    for (uint32_t i = 0; tokens[i].kind != TOKEN_END && tokens[i].start <= limit; i++) {
        bool directive =
            (tokens[i].flags & TOKEN_BOL) && outline_token_is(adoption->outline, file, i, "#");
        if (directive) {
            int change = change_of_depth(adoption, file, i + 1);
            if (depth == 0 && change > 0)
                opened = tokens[i].start;
            depth += change;
            if (depth == 0 && outline_token_is(adoption->outline, file, i + 1, "include"))
                behind = line_end(text, tokens[i].start);
            while (tokens[i + 1].kind != TOKEN_END && !(tokens[i + 1].flags & TOKEN_BOL))
                i++;
        } else if (before == UINT32_MAX) {
            before = depth > 0 ? opened : tokens[i].start;
        }
    }
    return behind != UINT32_MAX ? behind : line_start(text, before != UINT32_MAX ? before : limit);
}

static void add_include(struct adoption *adoption, uint32_t file, uint32_t limit)
{
    const struct outline_file *text = &adoption->outline->files.at[file];
    struct outline_spot at = {file, place_for(adoption, file, limit)};
    const char *newline = is_crlf(text) ? "\r\n" : "\n";
    bool open = at.offset > lexer_byte_order_mark(text->text, text->size) &&
                text->text[at.offset - 1] != '\n';
    edits_add(adoption, at, UINT32_MAX, EDIT_INCLUDE,
              arena_printf(adoption->arena, "%s%s%s#include <tamer/tamer.h>%s", open ? newline : "",
                           adoption->no_keywords ? "#define TAMER_NO_KEYWORDS" : "",
                           adoption->no_keywords ? newline : "", newline));
}

void include_add(struct adoption *adoption)
{
    if (adoption->options->has_header)
        return;
    size_t count = adoption->edits.count;
    uint32_t last = OUTLINE_NONE;
    for (size_t i = 0; i < count; i++) {
        const struct edit *edit = &adoption->edits.at[i];
        if (edit->at.file == last)
            continue;
        last = edit->at.file;
        if (!mentions_header(&adoption->outline->files.at[last]))
            add_include(adoption, last, edit->at.offset);
    }
}
