/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The user's file before it is preprocessed, as words and directives, for the result that is
 * spliced into it.
 */
#ifndef TAMERC_WRITTEN_H
#define TAMERC_WRITTEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"

struct arena;
struct strbuf;

enum directive_kind {
    DIRECTIVE_DEFINE, /* also #undef */
    DIRECTIVE_INCLUDE,
    DIRECTIVE_IF,   /* #if, #ifdef, #ifndef */
    DIRECTIVE_ELSE, /* #else, #elif … */
    DIRECTIVE_ENDIF,
    DIRECTIVE_LINE,
    DIRECTIVE_OTHER
};

struct written_directive {
    uint32_t start, end; /* bytes, from the '#' to before the newline */
    enum directive_kind kind;
    uint32_t first, last; /* of a conditional one: its #if and its #endif, as indexes; UINT32_MAX:
                             there is none */
};

/* A token outside of directives. */
struct written_word {
    const char *spelling; /* without lines spliced in the middle of it; not terminated */
    uint32_t size;        /* of that */
    uint32_t start, end;  /* bytes */
    uint32_t line;        /* physical, from 1 */
    uint32_t segment;     /* so many directives stand before it */
    uint8_t kind;         /* enum token_kind */
};

struct written_word_list VEC(struct written_word);
struct written_directive_list VEC(struct written_directive);

struct written {
    const char *text; /* borrowed */
    uint32_t size;
    struct written_word_list words;
    struct written_directive_list directives;
    bool *reached; /* of each segment: the preprocessor kept it; all false until it is known */
};

/* Everything in the arena; `text` must live as long. */
struct written *written_new(struct arena *arena, const char *text, size_t size);

/* The text with the line `tamer_segment_N_` at the start of each segment N: lines are not kept. */
void written_mark_segments(const struct written *written, struct strbuf *out);
#define WRITTEN_SEGMENT "tamer_segment_"

/* The segment that the byte stands in. */
uint32_t written_segment_at(const struct written *written, uint32_t offset);

/* The first byte of the line behind the one that `offset` stands on, or the size. */
uint32_t written_next_line(const struct written *written, uint32_t offset);

/* The physical line of the byte, from 1. */
uint32_t written_line(const struct written *written, uint32_t offset);

/* Is there nothing but blanks and comments in [start, end)? */
bool written_is_gap(const struct written *written, uint32_t start, uint32_t end);

#endif
