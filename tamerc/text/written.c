/* SPDX-License-Identifier: BSD-3-Clause */
#include "text/written.h"

#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "text/lexer.h"
#include "text/raw_string.h"

#define NONE UINT32_MAX

/* ---- the extents of directives ---- */

/* Bytes of a backslash, blanks and newline; 0: none begins at `at`. */
static uint32_t splice_size(const struct written *written, uint32_t at)
{
    uint32_t size = 1;
    if (written->text[at] != '\\')
        return 0;
    while (at + size < written->size && strchr(" \t\v\f\r", written->text[at + size]))
        size++;
    return at + size < written->size && written->text[at + size] == '\n' ? size + 1 : 0;
}

/* Behind the comment that begins at `at`. */
static uint32_t comment_end(const struct written *written, uint32_t at)
{
    const char *text = written->text;
    for (at += 2; at + 1 < written->size; at++)
        if (text[at] == '*' && text[at + 1] == '/')
            return at + 2;
    return written->size;
}

/* Behind the literal whose quote stands at `at`; at the newline that cuts it off. */
static uint32_t literal_end(const struct written *written, uint32_t at)
{
    const char *text = written->text;
    size_t raw = raw_string_begins(text, at) ? raw_string_size(text + at, written->size - at) : 0;
    if (raw > 0)
        return at + (uint32_t)raw;
    char quote = text[at++];
    while (at < written->size && text[at] != '\n') {
        uint32_t splice = splice_size(written, at);
        if (!splice && text[at] == quote)
            return at + 1;
        at += splice ? splice : text[at] == '\\' && at + 1 < written->size ? 2 : 1;
    }
    return at;
}

/* The newline that ends the directive at `at`, or the size. */
static uint32_t directive_end(const struct written *written, uint32_t at)
{
    const char *text = written->text;
    bool is_comment = false; /* behind two slashes */
    while (at < written->size && text[at] != '\n') {
        uint32_t splice = splice_size(written, at);
        bool slash = text[at] == '/' && at + 1 < written->size && !is_comment;
        if (splice)
            at += splice;
        else if (slash && text[at + 1] == '*')
            at = comment_end(written, at);
        else if ((text[at] == '"' || text[at] == '\'') && !is_comment)
            at = literal_end(written, at);
        else
            is_comment |= slash && text[at + 1] == '/', at++;
    }
    return at;
}

/* ---- kinds and groups ---- */

static enum directive_kind kind_of(const char *word, size_t size)
{
    static const struct {
        const char *name;
        enum directive_kind kind;
    } table[] = {{"define", DIRECTIVE_DEFINE},   {"undef", DIRECTIVE_DEFINE},
                 {"include", DIRECTIVE_INCLUDE}, {"include_next", DIRECTIVE_INCLUDE},
                 {"import", DIRECTIVE_INCLUDE},  {"if", DIRECTIVE_IF},
                 {"ifdef", DIRECTIVE_IF},        {"ifndef", DIRECTIVE_IF},
                 {"else", DIRECTIVE_ELSE},       {"elif", DIRECTIVE_ELSE},
                 {"elifdef", DIRECTIVE_ELSE},    {"elifndef", DIRECTIVE_ELSE},
                 {"endif", DIRECTIVE_ENDIF},     {"line", DIRECTIVE_LINE}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strlen(table[i].name) == size && memcmp(table[i].name, word, size) == 0)
            return table[i].kind;
    return size && word[0] >= '0' && word[0] <= '9' ? DIRECTIVE_LINE : DIRECTIVE_OTHER;
}

/* Every conditional directive learns its group's first and last one. */
static void find_groups(struct arena *arena, struct written *written)
{
    struct written_directive *all = written->directives.at;
    size_t count = written->directives.count;
    uint32_t *open = arena_array(arena, count + 1, sizeof *open);
    size_t depth = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (all[i].kind == DIRECTIVE_IF)
            open[depth++] = i;
        if ((all[i].kind == DIRECTIVE_ELSE || all[i].kind == DIRECTIVE_ENDIF) && depth > 0)
            all[i].first = open[depth - 1];
        if (all[i].kind == DIRECTIVE_IF)
            all[i].first = i;
        if (all[i].kind == DIRECTIVE_ENDIF && depth > 0)
            all[open[--depth]].last = i;
    }
    for (uint32_t i = 0; i < count; i++)
        if (all[i].first != NONE)
            all[i].last = all[all[i].first].last;
}

/* ---- words ---- */

static bool is_directive(const struct written *written, const struct token *token)
{
    uint32_t size = token->end - token->start;
    const char *text = written->text + token->start;
    return (token->flags & TOKEN_BOL) && token->kind == TOKEN_PUNCT &&
           ((size == 1 && *text == '#') || (size == 2 && memcmp(text, "%:", 2) == 0));
}

/* Without backslash-newlines. */
static struct written_word make_word(struct arena *arena, const struct written *written,
                                     const struct token *token)
{
    struct written_word word = {.spelling = written->text + token->start,
                                .size = token->end - token->start,
                                .start = token->start,
                                .end = token->end,
                                .line = token->line,
                                .segment = (uint32_t)written->directives.count,
                                .kind = token->kind};
    if (token->kind != TOKEN_IDENT || !memchr(word.spelling, '\n', word.size))
        return word;
    char *clean = arena_alloc(arena, word.size);
    word.size = 0;
    for (uint32_t at = token->start, splice; at < token->end; at += splice ? splice : 1) {
        splice = splice_size(written, at);
        if (!splice)
            clean[word.size++] = written->text[at];
    }
    word.spelling = clean;
    return word;
}

/* Returns the index of the first token behind the directive at tokens[index]. */
static size_t take_directive(struct arena *arena, struct written *written,
                             const struct token_list *tokens, size_t index)
{
    const struct token *first = &tokens->at[index], *word = first + 1;
    struct written_directive directive = {.start = first->start,
                                          .end = directive_end(written, first->start),
                                          .kind = DIRECTIVE_OTHER,
                                          .first = NONE,
                                          .last = NONE};
    if (word->start < directive.end)
        directive.kind = kind_of(written->text + word->start, word->end - word->start);
    vec_push(arena, &written->directives, directive);
    while (tokens->at[index].kind != TOKEN_END && tokens->at[index].start < directive.end)
        index++;
    return index;
}

struct written *written_new(struct arena *arena, const char *text, size_t size)
{
    struct written *written = arena_new(arena, struct written);
    struct token_list tokens = {0};
    struct name_list files = {0};
    vec_push(arena, &files, "");
    lexer_run(arena, LEXER_ORIGINAL, text, size, &tokens, &files);
    written->text = text;
    written->size = (uint32_t)size;
    for (size_t i = 0; tokens.at[i].kind != TOKEN_END;) {
        const struct token *token = &tokens.at[i];
        if (is_directive(written, token)) {
            i = take_directive(arena, written, &tokens, i);
            continue;
        }
        struct written_word word = make_word(arena, written, token);
        vec_push(arena, &written->words, word);
        i++;
    }
    find_groups(arena, written);
    written->reached = arena_array(arena, written->directives.count + 1, sizeof(bool));
    return written;
}

/* ---- questions ---- */

void written_mark_segments(const struct written *written, struct strbuf *out)
{
    uint32_t done = 0;
    strbuf_puts(out, WRITTEN_SEGMENT "0_\n");
    for (uint32_t i = 0; i < written->directives.count; i++) {
        uint32_t end = written->directives.at[i].end;
        strbuf_add(out, written->text + done, end - done);
        strbuf_addf(out, "\n" WRITTEN_SEGMENT "%u_", (unsigned)i + 1);
        done = end;
    }
    strbuf_add(out, written->text + done, written->size - done);
    strbuf_putc(out, '\n');
}

uint32_t written_segment_at(const struct written *written, uint32_t offset)
{
    uint32_t low = 0, high = (uint32_t)written->directives.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (written->directives.at[middle].start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t written_next_line(const struct written *written, uint32_t offset)
{
    const char *newline = memchr(written->text + offset, '\n', written->size - offset);
    return newline ? (uint32_t)(newline - written->text) + 1 : written->size;
}

uint32_t written_line(const struct written *written, uint32_t offset)
{
    uint32_t line = 1;
    for (uint32_t i = 0; i < offset; i++)
        line += written->text[i] == '\n';
    return line;
}

bool written_is_gap(const struct written *written, uint32_t start, uint32_t end)
{
    uint32_t low = 0, high = (uint32_t)written->words.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (written->words.at[middle].end <= start)
            low = middle + 1;
        else
            high = middle;
    }
    bool word = low < written->words.count && written->words.at[low].start < end;
    return !word && written_segment_at(written, start) == written_segment_at(written, end);
}
