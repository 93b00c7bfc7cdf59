/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Tokens of C: of preprocessed text, where comments may stand in the gaps and line markers move
 * file and line; and of a file as the user wrote it, with directives and spliced lines.
 */
#ifndef TAMERC_LEXER_H
#define TAMERC_LEXER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"
#include "text/token.h"

struct token_list VEC(struct token);
struct name_list VEC(const char *);

enum lexer_mode {
    LEXER_PREPROCESSED, /* line markers move the presumed place; #pragma lines are tokens, other
                           directives none */
    LEXER_ORIGINAL      /* `#` is a token as any other; physical lines; file stays 0 */
};

/*
 * Appends the tokens of [text, text + size) to *tokens, TOKEN_END last; names of files met in
 * markers to *files, which must hold one name on entry (the file the text starts in). Everything in
 * the arena. Any bytes will do.
 */
void lexer_run(struct arena *arena, enum lexer_mode mode, const char *text, size_t size,
               struct token_list *tokens, struct name_list *files);

/* Bytes of the byte order mark that the text begins with; 0: none. */
uint32_t lexer_byte_order_mark(const char *text, size_t size);

#endif
