/* SPDX-License-Identifier: BSD-3-Clause */
/* Words that are keywords in some dialects of C only: what they are in this file. */
#ifndef TAMERC_DIALECT_H
#define TAMERC_DIALECT_H

#include <stdint.h>

#include "front/words.h"

struct clang_unit;

struct dialect {
    const struct clang_unit *clang; /* borrowed */
    uint32_t asked, names;          /* a bit for each such word; names: it is no keyword here */
};

/* As word_find, of what stands in the text at [start, end). */
enum word dialect_word(struct dialect *dialect, uint32_t start, uint32_t end);

#endif
