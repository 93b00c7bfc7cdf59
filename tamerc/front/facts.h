/* SPDX-License-Identifier: BSD-3-Clause */
/* What libclang found out about one function's expressions and declarations, by their places in
 * the text. */
#ifndef TAMERC_FACTS_H
#define TAMERC_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include <clang-c/Index.h>

#include "base/names.h"
#include "base/vec.h"

struct arena;
struct clang_unit;
struct ir_func;
struct ir_node;
struct ir_type;
struct type_names;

struct fact {
    uint32_t start, end; /* of an expression; a declaration: where its name stands, both the same */
    uint32_t order;      /* of the visit */
    CXCursor cursor;
};

struct fact_list VEC(struct fact);

struct facts {
    struct arena *arena;
    const struct clang_unit *unit;
    struct ir_func *func;
    const struct type_names *types; /* at file scope */
    struct fact_list list;          /* by start, end, order */
    struct names hidden; /* names and tags that the function declares, and that may hide a type */
};

enum fact_decl { FACT_NONE, FACT_VARIABLE, FACT_STATIC, FACT_TYPEDEF, FACT_FUNCTION };

/* `facts` comes with what stands before `list`. */
void facts_collect(struct facts *facts, CXCursor function);

/* The expression that stands exactly there, before any conversion; NULL: none does. Of expressions
 * with one extent it is the outermost that is no conversion. */
const struct fact *facts_expression(const struct facts *facts, uint32_t start, uint32_t end);

/* What is declared with its name at the offset; its type in *ret_type (NULL: not known), and
 * whether it is marked async. */
enum fact_decl facts_declaration(const struct facts *facts, uint32_t name,
                                 const struct ir_type **ret_type, bool *ret_marked);

/* decays: a value of array or function type stands for a pointer here. NULL: not known. */
const struct ir_type *facts_type(const struct facts *facts, const struct fact *fact, bool decays);

bool facts_is_constant_name(const struct fact *fact); /* names an enumerator */
/* In bits; 0: the expression is no bit-field. */
int facts_bitfield_width(const struct fact *fact);
bool facts_bitfield_is_unsigned(const struct fact *fact);
/* Where the variable that is named was declared in the text; UINT32_MAX: elsewhere. */
uint32_t facts_declared_at(const struct facts *facts, const struct fact *fact);
/* Whether the declaration that is named, or its type, is marked async. */
bool facts_is_marked(const struct fact *fact);
/* A function that clang was not told about, but that looks like a compiler's own. */
bool facts_is_unknown_builtin(const struct facts *facts, const struct fact *fact);
/* Parameter types of the function that is called through the expression, in the arena. */
const struct ir_type **facts_parameters(const struct facts *facts, const struct fact *fact,
                                        uint32_t *ret_count);

/* ---- hidden.c ---- */

void facts_note_hidden(struct facts *facts, CXCursor cursor);
/* The type with a spelling that means the same all over the function. */
const struct ir_type *facts_visible(const struct facts *facts, const struct ir_type *type);

#endif
