/* SPDX-License-Identifier: BSD-3-Clause */
/* libclang's types as the passes know them. */
#ifndef TAMERC_TYPES_H
#define TAMERC_TYPES_H

#include <stdbool.h>

#include <clang-c/Index.h>

struct arena;
struct ir_type;

/* adjust: arrays and functions as the pointers that they are as parameters. In the arena; NULL: an
 * expression whose type libclang did not find out. */
const struct ir_type *types_make(struct arena *arena, CXType type, bool adjust);

/* Whether the type, or what it points to or is an array of, is a typedef whose declaration is
 * marked async. */
bool types_marked(CXType type);

/* Whether a declaration carries the mark. */
bool types_declaration_marked(CXCursor declaration);

#endif
