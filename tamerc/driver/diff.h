/* SPDX-License-Identifier: BSD-3-Clause */
/* Unified diffs of two texts of which the second is the first with insertions. */
#ifndef TAMERC_DIFF_H
#define TAMERC_DIFF_H

#include <stddef.h>

struct arena;
struct strbuf;

/* Appends the diff, with a/NAME and b/NAME in its head; nothing where the texts are equal. */
void diff_print(struct strbuf *out, const char *name, const char *before, size_t before_size,
                const char *after, size_t after_size);

#endif
