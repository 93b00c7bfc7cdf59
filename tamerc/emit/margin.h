/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Without line markers, how far to the right the lines stand that cwriter prints: as the user's
 * line that they come from, or are for. The state is cwriter's.
 */
#ifndef TAMERC_MARGIN_H
#define TAMERC_MARGIN_H

#include <stdbool.h>
#include <stdint.h>

struct cwriter;

/* What is generated from now on belongs to the line of token `index`. */
void margin_take(struct cwriter *writer, uint32_t index);

/* The same, if it begins a statement: the user's next line begins with it. */
void margin_begin(struct cwriter *writer, uint32_t index);

/* At the start of a line: in front of generated text; of that token. */
void margin_put(struct cwriter *writer);
void margin_put_user(struct cwriter *writer, uint32_t index);

/* How the user indents: of a result that is spliced into the user's file. */
void margin_find_step(struct cwriter *writer);

/* Whether the output ends with the text. */
bool margin_behind(const struct cwriter *writer, const char *text);

/* Text that was inserted begins, or ends, at token `index`, and the user's line goes on there. */
bool margin_is_seam(const struct cwriter *writer, uint32_t index);

#endif
