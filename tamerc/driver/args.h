/* SPDX-License-Identifier: BSD-3-Clause */
/* Lists of command-line words, always in an arena. The words are borrowed unless said otherwise. */
#ifndef TAMERC_ARGS_H
#define TAMERC_ARGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/vec.h"

struct arena;

struct args VEC(const char *);

void args_add(struct arena *arena, struct args *args, const char *word);

/* Words between blanks; '…', "…" and \ quote as in a response file. Appends copies. */
void args_split(struct arena *arena, struct args *args, const char *text);

/*
 * Appends `word`; if it is @FILE and the file can be read, what the file holds instead, files in it
 * expanded too. A file that cannot be read, or nested too deep, stays as it is, as compilers have
 * it.
 */
void args_expand(struct arena *arena, struct args *args, const char *word);

/* For exec: a NULL behind the last word. */
char *const *args_vector(struct arena *arena, struct args *args);

#endif
