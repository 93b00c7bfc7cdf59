/* SPDX-License-Identifier: BSD-3-Clause */
/* The user's files as they are on disk, read and lexed once for diagnostics. */
#ifndef TAMERC_ORIGINAL_H
#define TAMERC_ORIGINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/token.h"

struct arena;
struct originals;
struct source;

struct original {
    const char *name; /* as the line markers spell it */
    const char *text; /* NULL: cannot be read */
    size_t size;
    struct token *tokens; /* physical lines; TOKEN_END last */
    uint32_t token_count;
    uint32_t *lines; /* offset of each line's first byte; [line_count] is the size */
    uint32_t line_count;
};

/* Empty; lives in the arena, and so does what it will read. */
struct originals *originals_new(struct arena *arena);

/* Never NULL; check its text. */
const struct original *originals_find(struct originals *originals, const char *name);

/* Index of the first token on `line` or behind it. */
uint32_t original_first_token(const struct original *original, uint32_t line);

/* Byte column from 1 of an offset that stands on `line`. */
uint32_t original_column(const struct original *original, uint32_t line, uint32_t offset);

struct alignment {
    const struct original *original;
    uint32_t token; /* of the original */
    bool exact; /* that token became this one; false: it is the macro that made it, or its neighbour
                 */
};

/* Which token of the user's file stands behind token `index` of the preprocessed text? false:
 * unknown. */
bool original_align(struct originals *originals, const struct source *source, uint32_t index,
                    struct alignment *ret);

#endif
