/* SPDX-License-Identifier: BSD-3-Clause */
/* Which macros are defined at each place of the user's file, as its compiler says (-E -dD). */
#ifndef TAMERC_MACROS_H
#define TAMERC_MACROS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct macros;
struct strbuf;
struct written;

struct macro {
    const char *body; /* replacement list; not terminated */
    uint32_t body_size;
    bool is_function; /* has parameters */
};

/*
 * text: what the preprocessor makes with -dD of written_mark_segments. Sets written->reached. Lives
 * in the arena; `text` must live as long.
 */
struct macros *macros_read(struct arena *arena, struct written *written, const char *text,
                           size_t size);

/* The macro of that name in a segment of the user's file; NULL: there is none. */
const struct macro *macros_find(const struct macros *macros, uint32_t segment, const char *name,
                                size_t size);

/* Does the user's file, or anything it includes, hold the word? False is certain. */
bool macros_mention(const struct macros *macros, const char *word);

/* Appends the #define and #undef lines that the preprocessor met between the starts of two
 * segments. */
void macros_changes(const struct macros *macros, uint32_t from, uint32_t to, struct strbuf *out);

#endif
