/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Declarations by tokens alone, without knowing types: where specifiers end, what a declarator
 * declares, which name a parameter has. Positions are indices of source->tokens; ranges are
 * half-open. Damaged text is never read past TOKEN_END.
 */
#ifndef TAMERC_DECLARATOR_H
#define TAMERC_DECLARATOR_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct source;
struct strbuf;

/* '(' also for "(", '[' '{' '}' also for their digraphs; other punctuators of one character
 * themselves; else 0. */
char syntax_punct(const struct source *source, uint32_t index);

/* `index` is at an opening bracket: behind the one that closes it. */
uint32_t syntax_balanced(const struct source *source, uint32_t index);

/* Tokens of the attribute, mark or asm label at `index`; 0: none there. */
uint32_t syntax_attribute(const struct source *source, uint32_t index);

/* Behind the attributes, marks, asm labels that begin at `index`. */
uint32_t syntax_attributes(const struct source *source, uint32_t index);

bool syntax_is_one_of(const struct source *source, uint32_t index, const char *const *words);

/* Appends tokens on one line: one blank where there was a gap or a mark; marks, `register`,
 * comments and pragmas left out. With `bare`, attributes too. */
void syntax_flatten(struct strbuf *out, const struct source *source, uint32_t first, uint32_t end,
                    bool bare);

struct specifiers {
    uint32_t first, end;     /* end: where the first declarator begins */
    bool is_async, is_tamed; /* marks */
    bool has_stem;
    uint32_t stem; /* of has_stem: the mark TAMED_AS */
    bool is_static, is_inline, is_typedef;
    uint32_t type_first, type_end; /* a struct, union or enum with a body; else both 0 */
    uint32_t type_ident;           /* the type, if it is a single name that is no keyword; else 0 */
};

/* [index, limit) begins with declaration specifiers. */
struct specifiers syntax_specifiers(const struct source *source, uint32_t index, uint32_t limit);

/* The type among the specifiers, without marks, storage class and function specifiers, and
 * attributes that do not belong to the type. A type with a body is replaced by `type_name`. */
char *syntax_type_text(struct arena *arena, const struct source *source,
                       const struct specifiers *specifiers, const char *type_name);

struct declarator {
    uint32_t first, end; /* without what follows: attributes, asm label, initialiser */
    uint32_t name;
    uint32_t core_first, core_end; /* of `name(params)`, parentheses around the name included */
    uint32_t open, close; /* the parameters' parentheses; both 0: does not declare a function */
};

/* False: no declarator with a name in [index, limit). */
bool syntax_declarator(const struct source *source, uint32_t index, uint32_t limit,
                       struct declarator *ret_declarator);

/* In a parameter declaration [first, end): the token of its name, or UINT32_MAX and in *ret_insert
 * the token before which a name has to be put. */
uint32_t syntax_param_name(const struct source *source, uint32_t first, uint32_t end,
                           uint32_t *ret_insert);

/* One external declaration. */
struct external {
    uint32_t first, end;
    uint32_t body;      /* the '{' of a function's body; else 0 */
    uint32_t old_style; /* where an old-style definition declares its parameters; else 0 */
    bool is_async, is_typedef;
};

/* The one that begins at `index`, which is not TOKEN_END; #pragma lines before it are left out. */
struct external syntax_external(const struct source *source, uint32_t index);

#endif
