/* SPDX-License-Identifier: BSD-3-Clause */
/* Where a struct, union or enum is defined, by tokens. */
#ifndef TAMERC_DEFINITION_H
#define TAMERC_DEFINITION_H

#include <stdbool.h>
#include <stdint.h>

struct source;

/* `struct tag { … } attributes`: indices of tokens. */
struct definition {
    uint32_t word; /* struct, union or enum */
    uint32_t tag;  /* the last one before the tag, or before '{': the word, or attributes of it */
    uint32_t open; /* '{' */
    uint32_t last; /* of the attributes behind '}', which belong to the type; or that */
    bool is_tagged;
};

/* Does a definition begin with token i? */
bool definition_at(const struct source *source, uint32_t i, struct definition *ret);
/* The first one that begins at token i or behind, before `end`, a place in the text. Not one in a
 * statement expression, whose scope is that. */
bool definition_find(const struct source *source, uint32_t i, uint32_t end, struct definition *ret);

#endif
