/* SPDX-License-Identifier: BSD-3-Clause */
/* The marks that <tamer/syntax.h> leaves among declaration specifiers: annotate attributes. */
#ifndef TAMERC_MARKS_H
#define TAMERC_MARKS_H

#include <stdbool.h>
#include <stdint.h>

struct source;

enum mark { MARK_NONE, MARK_TAMED, MARK_TAMED_AS, MARK_ASYNC };

/* Presumed file of the declarations that declare_insert adds. */
#define MARKS_INSERTED "<tamer>"

/* Tokens of the mark that begins at token `index`; 0: none begins there. ret_mark may be NULL. */
uint32_t mark_find(const struct source *source, uint32_t index, enum mark *ret_mark);

/* The stem of the MARK_TAMED_AS that begins at token `index`: [*ret_start, *ret_end) of the text.
 */
void mark_stem(const struct source *source, uint32_t index, uint32_t *ret_start, uint32_t *ret_end);

/* Whether the token is the name in the call that opens a TAMER_SCOPE or its kin, or a tamer_catch.
 */
bool mark_is_opened(const struct source *source, uint32_t index);

/* Whether the token stands in declarations that were inserted, not in the user's text. */
bool mark_is_inserted(const struct source *source, uint32_t index);

/*
 * Tokens of a declaration that defined a type, and whose text is
 *     typedef TYPE NAME; … FRONT NAME
 * for the user's FRONT TYPE: [first, behind) all of it, all but TYPE and FRONT inserted.
 */
struct mark_split {
    uint32_t first, behind;
    uint32_t type, type_end;
    uint32_t front, front_end;
};

/* Whether one begins at token `index`. */
bool mark_find_split(const struct source *source, uint32_t index, struct mark_split *ret_split);

#endif
