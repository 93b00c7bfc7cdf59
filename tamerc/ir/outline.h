/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What a program looks like from far away, over all its files as the user wrote them: functions and
 * pointers to functions, where they are declared, who calls whom, and which function's address
 * reaches which pointer. front/ fills it, one unit after the other; adopt/ decides by it what to
 * edit. Everything lives in the outline's arena.
 */
#ifndef TAMERC_OUTLINE_H
#define TAMERC_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/names.h"
#include "base/vec.h"
#include "text/token.h"

struct arena;

#define OUTLINE_NONE UINT32_MAX

struct outline_file {
    const char *path; /* absolute, links resolved: what tells files apart */
    const char *text;
    size_t size;
    struct token *tokens; /* as of LEXER_ORIGINAL; made by outline_tokens */
    uint32_t token_count;
    bool is_tamer;     /* one of Tamer's headers, which are of the system */
    bool is_cplusplus; /* C++ may read it, too */
    bool is_system;    /* not the user's */
    bool is_owned;     /* may be edited; set by adopt/ */
};

/* A place in one of the files; file OUTLINE_NONE: nowhere, as what `##` makes. */
struct outline_spot {
    uint32_t file, offset;
};

struct outline_spot_list VEC(struct outline_spot);

/* How a token that ## made came about: in the first of the spots, which is in a macro, the token on
 * the left of ##; in the others the macros that led there, the innermost first. */
struct outline_path {
    const struct outline_spot *spots;
    uint32_t count;
};

/* Where a token stands: its characters; the text of no macro that leads to them; and the outermost
 * macro. They are the same but for tokens of a macro's replacement list, and the last one for
 * arguments of macros. */
struct outline_place {
    struct outline_spot spelled, written, expanded;
    const struct outline_path *path; /* of a token that ## made; else NULL */
};

enum outline_kind {
    OUTLINE_FUNCTION,
    OUTLINE_VARIABLE, /* the kinds from here on: pointers to functions, arrays of them */
    OUTLINE_PARAMETER,
    OUTLINE_FIELD,
    OUTLINE_TYPEDEF,
    OUTLINE_RESULT, /* what a function returns */
    OUTLINE_CHOICE  /* what a conditional operator comes to; neither has declarations */
};

/* One declaration of an entity. */
struct outline_decl {
    uint32_t entity;
    uint32_t unit;              /* that has read it first */
    struct outline_place start; /* its first token, attributes in front included */
    struct outline_place name;
    struct outline_place end;  /* behind its last token, or where that cannot be told nowhere */
    struct outline_place body; /* the '{' of a function's definition, else nowhere */
    bool is_definition;
    bool is_marked; /* async, with or without TAMED */
};

struct outline_decl_list VEC(struct outline_decl);

/* A function, by its linkage name (by the place of its definition, too, where the unit has that;
 * static ones by file), or the declaration of a pointer. */
struct outline_entity {
    const char *key;
    const char *name;
    enum outline_kind kind;
    bool is_variadic, is_defined;
    bool is_marked;               /* async, by one of its declarations */
    bool is_foreign;              /* a header that is not the user's declares it */
    struct outline_spot variadic; /* a definition that says so, or nowhere */
    /* Of a function that other files see, defined in the unit: the key where it is not. */
    const char *link_name;
    uint32_t owner; /* of a parameter or result: the function; or OUTLINE_NONE */
    uint32_t part;  /* of a parameter: which one, from 0 */
    uint32_t type;  /* of a pointer: the typedef that its declaration names, or OUTLINE_NONE */
};

struct outline_entity_list VEC(struct outline_entity);

enum outline_context {
    OUTLINE_EVALUATED,
    OUTLINE_UNEVALUATED, /* sizeof and its like */
    OUTLINE_STATIC       /* the initialiser of an object with static storage */
};

struct outline_call {
    uint32_t caller; /* OUTLINE_NONE: outside of functions */
    uint32_t callee;
    struct outline_place start;       /* of the whole call expression */
    struct outline_place callee_last; /* the last token of what is called, or a byte of it */
    enum outline_context context;
};

struct outline_call_list VEC(struct outline_call);

/* The address of `from`, or its value where it is a pointer, is given to `to`. */
struct outline_flow {
    uint32_t from, to; /* to: OUTLINE_NONE: to something without a declaration of its own */
    struct outline_place place;
};

struct outline_flow_list VEC(struct outline_flow);

/* A statement of a function, for edits before it. */
struct outline_statement {
    uint32_t function;
    struct outline_place start, end; /* end: of its last token, which may lack the ';' */
    bool needs_braces;               /* it is the only one that an if, a loop, a label … has */
};

struct outline_statement_list VEC(struct outline_statement);

struct outline_file_list VEC(struct outline_file);

/* The unit reads the file. */
struct outline_reading {
    uint32_t unit, file;
};

struct outline_reading_list VEC(struct outline_reading);

struct outline {
    struct arena *arena;                   /* borrowed */
    struct names file_names, entity_names; /* path, key: index + 1 as a pointer */
    struct names decl_names;               /* of declarations that are there */
    struct outline_file_list files;
    struct outline_reading_list readings;
    struct outline_entity_list entities;
    struct outline_decl_list decls;
    struct outline_call_list calls;
    struct outline_flow_list flows;
    struct outline_statement_list statements;
};

struct outline *outline_new(struct arena *arena);

/* Index of the file; it is added, with a copy of `text`, where it was not there. */
uint32_t outline_add_file(struct outline *outline, const char *path, const char *text, size_t size,
                          bool is_system);

/* Index of the entity with that key; added where it was not there. */
uint32_t outline_add_entity(struct outline *outline, const char *key, const char *name,
                            enum outline_kind kind);

/* Adds the declaration, unless it has been read before in another unit. */
void outline_add_decl(struct outline *outline, const struct outline_decl *decl);

/* Lexes the file, once. Never NULL. */
const struct token *outline_tokens(struct outline *outline, uint32_t file);

/* Index of the first token of the file with end > offset. */
uint32_t outline_token_at(struct outline *outline, struct outline_spot spot);

bool outline_token_is(struct outline *outline, uint32_t file, uint32_t token, const char *text);

static inline bool outline_is_nowhere(struct outline_spot spot)
{
    return spot.file == OUTLINE_NONE;
}

static inline bool outline_same_spot(struct outline_spot a, struct outline_spot b)
{
    return a.file == b.file && a.offset == b.offset;
}

/* Does the token stand in a macro's replacement list? */
static inline bool outline_in_macro(struct outline_place place)
{
    return !outline_same_spot(place.spelled, place.written);
}

#endif
