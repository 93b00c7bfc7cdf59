/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TAMERC_TOKEN_H
#define TAMERC_TOKEN_H

#include <stdint.h>

enum token_kind {
    TOKEN_IDENT,  /* keywords too */
    TOKEN_NUMBER, /* a preprocessing number */
    TOKEN_CHAR,   /* with its prefix */
    TOKEN_STRING, /* with its prefix; adjacent strings are separate tokens */
    TOKEN_PUNCT,  /* longest match; any byte that starts nothing else is one too */
    TOKEN_PRAGMA, /* a whole #pragma line, without its newline */
    TOKEN_END     /* empty, at the end of the text */
};

enum token_flag {
    TOKEN_SYSTEM = 1,  /* stands in a system header; not: comes from a macro of one */
    TOKEN_BOL = 2,     /* first on its line */
    TOKEN_OPEN = 4,    /* a string, character or comment that its line (the text) did not close */
    TOKEN_INCLUDED = 8 /* stands in a file that was included, not in the one that was given */
};

struct token {
    uint32_t start, end; /* bytes of source->text */
    uint32_t line;       /* presumed, from 1 */
    uint16_t file;       /* presumed; index in source->files */
    uint8_t kind;        /* enum token_kind */
    uint8_t flags;       /* enum token_flag */
};

#endif
