/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The result as the user's own file, in which only what had to change is replaced: tamed functions
 * by what they are translated to, scheduling calls by ones that know their line; and the
 * declarations of the wrappers are added.
 */
#ifndef TAMERC_SPLICE_H
#define TAMERC_SPLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"

struct ir_unit;
struct pieces;
struct strbuf;

/* A token that the preprocessor has to make of the result. */
struct splice_token {
    const char *text;
    uint32_t size;
};

struct splice_token_list VEC(struct splice_token);

struct splice {
    const struct ir_unit *unit;
    struct pieces *pieces; /* aligned with unit->source */
    bool line_markers;
    const char *include_prefix; /* for #include "…" that is found beside the user's file; "" or
                                   NULL: nothing to change */
    /* is it found there? NULL with the prefix */
    bool (*is_beside)(void *context, const char *name, size_t size);
    void *context;
    struct splice_token_list expected; /* filled by splice_emit */
    const char
        *reason; /* why it cannot be done: set where splice_emit returns false; the arena's */
    uint32_t reason_at; /* … and for which byte of the source */
};

bool splice_emit(struct strbuf *out, struct splice *splice);

/* Does the preprocessed text consist of the expected tokens? 0: yes; else the first line that does
 * not. */
unsigned splice_check(const struct splice *splice, const char *text, size_t size);

#endif
