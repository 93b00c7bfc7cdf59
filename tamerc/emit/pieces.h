/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What became of the user's file: each of its words that the preprocessor kept, or each outermost
 * invocation of a macro, and the tokens of the preprocessed text that stand for it. Found by marks
 * around the invocations that go through the preprocessor, so nothing is guessed.
 */
#ifndef TAMERC_PIECES_H
#define TAMERC_PIECES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"

struct arena;
struct macros;
struct source;
struct strbuf;
struct written;

struct piece {
    uint32_t start, end;    /* bytes of the user's file */
    uint32_t line;          /* physical, from 1 */
    uint32_t segment;       /* of the user's file, where it starts */
    uint32_t first, behind; /* tokens of the preprocessed text, pragmas among them left out; equal:
                               none, and `first` is the next one */
    bool is_invocation;
    bool is_changed;  /* its tokens are not quite those that the preprocessor makes of it */
    bool is_expanded; /* an invocation not to be printed as it was written */
    bool counts;      /* __COUNTER__ may take part in it … */
    uint32_t counted; /* … and that often does */
};

struct piece_list VEC(struct piece);

struct pieces {
    struct arena *arena;
    const struct written *written;
    const struct macros *macros;
    struct piece_list list; /* in the order of both texts */
    uint32_t *of_token;     /* of each token of the preprocessed text: a piece, or PIECE_NONE */
};

#define PIECE_NONE UINT32_MAX

/* Words and invocations; lives in the arena, borrows the rest. */
struct pieces *pieces_find(struct arena *arena, const struct written *written,
                           const struct macros *macros);

/* The user's file with marks around every invocation; lines are kept. */
void pieces_mark(const struct pieces *pieces, struct strbuf *out);

/*
 * marked: what the preprocessor made of that. Finds the tokens of every piece in the source, whose
 * lines become exact on the way where no #line of a macro's stands before. NULL, or the word of the
 * user's file where the two do not fit.
 */
const struct piece *pieces_align(struct pieces *pieces, struct source *source, const char *marked,
                                 size_t size);

/* The user's file with __COUNTER__ around every invocation that may hold one; false: there is none.
 * Then what the preprocessor has made of that says how many each uses up. */
bool pieces_mark_counters(struct pieces *pieces, struct strbuf *out);
void pieces_count(struct pieces *pieces, const char *marked, size_t size);

/* Does the token stand in the user's file itself, as a piece or a part of one? */
bool pieces_is_written(const struct source *source, uint32_t token);

/* Calls visit(context, name, size) for every identifier that may take part in the invocation: what
 * stands in it, and in what its macros stand for. Ends where that returns false; returns whether
 * none did. */
bool pieces_names(const struct pieces *pieces, const struct piece *piece,
                  bool (*visit)(void *context, const char *name, size_t size), void *context);

#endif
