/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * One preprocessed text and its tokens, and the way from its offsets to lines and columns of the
 * files the user wrote.
 */
#ifndef TAMERC_SOURCE_H
#define TAMERC_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/token.h"

struct arena;
struct originals;
struct strbuf;
struct own_names;

struct source {
    const char *name; /* of the input, for messages */
    const char *text; /* borrowed; a NUL need not follow it */
    size_t size;      /* < 4 GiB */
    struct token *tokens;
    uint32_t token_count; /* the last is TOKEN_END */
    const char **files;   /* presumed names, unescaped; [0] is `name` */
    const char **shown;   /* the same as __FILE__ gives them, by source_show */
    uint16_t file_count;
    struct arena *arena;         /* where all of this lives; borrowed */
    struct originals *originals; /* cache of the user's files; grows in const functions too */
    const struct own_names *own; /* of the program, spelled otherwise; NULL: none; borrowed */
};

struct place {
    const char *file;
    unsigned line, column; /* from 1; the column counts bytes */
};

/*
 * Lexes the text. Everything that is made lives in the arena; `name` and `text` must live as long.
 * Damaged text makes odd tokens (TOKEN_OPEN), never a failure.
 */
struct source *source_new(struct arena *arena, const char *name, const char *text, size_t size);

/* The command has these flags, of which prefix_map.h tells: sets `shown`, which is `files` before.
 */
void source_show(struct source *source, const char *const *flags, size_t flag_count);

/* Index of the first token with end > offset; of TOKEN_END where there is none. */
uint32_t source_token_at(const struct source *source, uint32_t offset);

/* Does [start, end) of the text read so? */
bool source_text_is(const struct source *source, uint32_t start, uint32_t end,
                    const char *spelling);

/* The token exists, and is spelled so; most begin otherwise already. */
static inline bool source_token_is(const struct source *source, uint32_t index,
                                   const char *spelling)
{
    const struct token *token = &source->tokens[index];
    return index < source->token_count && token->kind != TOKEN_END &&
           source->text[token->start] == spelling[0] &&
           source_text_is(source, token->start, token->end, spelling);
}

/*
 * Line and column in the user's file of the token at or behind `offset`. A token that a macro made
 * has the column of the macro's name, `__extension__ __extension__` that of its `await`, the
 * annotations those of `TAMED` and `async`. Where the user's file cannot be read, the column is the
 * one in the preprocessed text.
 */
struct place source_place(const struct source *source, uint32_t offset);

/*
 * Where [start, end) stands on one line of the user's file: false if it stands on several, or a
 * macro made its first or its last token (then *ret_start, *ret_end are the place and extent of
 * that macro's name, or of the first token, as far as known). *ret_end is the place just behind the
 * last token; same line as *ret_start.
 */
bool source_range(const struct source *source, uint32_t start, uint32_t end,
                  struct place *ret_start, struct place *ret_end);

/* The user's line `line` of `file`, without its newline, in the arena; NULL where it cannot be
 * read. */
const char *source_line(const struct source *source, const char *file, unsigned line);

/* The first file whose name ends so; 0: none but perhaps the text's own. */
uint16_t source_file_ending(const struct source *source, const char *end);

/* In text that is made of the source: what is added next stands where `offset` does, on the line of
 * `token`, at its own column. */
void source_mark(struct strbuf *out, const struct source *source, const struct token *token,
                 uint32_t offset);

#endif
