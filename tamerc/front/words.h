/* SPDX-License-Identifier: BSD-3-Clause */
/* Keywords of C and of its dialects, by the part they play. */
#ifndef TAMERC_WORDS_H
#define TAMERC_WORDS_H

#include <stddef.h>

enum word {
    WORD_NONE,
    WORD_ALIGNAS, /* with an operand in parentheses */
    WORD_ALIGNOF,
    WORD_ASM,
    WORD_ATTRIBUTE, /* likewise */
    WORD_CONSTANT,
    WORD_EXTENSION,
    WORD_FUNCTION_NAME,
    WORD_LABEL, /* __label__ */
    WORD_PART,  /* __real__ */
    WORD_QUALIFIER,
    WORD_REGISTER,
    WORD_SIZEOF,
    WORD_STATEMENT, /* if, while … */
    WORD_STATIC_ASSERT,
    WORD_STORAGE,
    WORD_TAG,
    WORD_TYPE,
    WORD_TYPEDEF,
    WORD_TYPEOF /* with an operand in parentheses */
};

enum word word_find(const char *text, size_t size);

#endif
