/* SPDX-License-Identifier: BSD-3-Clause */
/* What the attributes of a tamed function mean for everything that is generated for it. */
#ifndef TAMERC_ATTRIBUTES_H
#define TAMERC_ATTRIBUTES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/vec.h"
#include "ir/ir.h"

struct arena;
struct declarator;
struct source;
struct specifiers;

/* Reads those of one declaration into the signature: attributes, code_attributes, alias. */
void attributes_read(struct arena *arena, const struct source *source,
                     const struct specifiers *specifiers, const struct declarator *declarator,
                     struct ir_signature *signature);

/* What a later declaration of the function adds. */
void attributes_join(struct arena *arena, struct ir_signature *first,
                     const struct ir_signature *later);

struct edit_list VEC(struct ir_edit);

/*
 * An inline definition that is not static may stand in many files. All that is made of it is weak
 * instead, so that there is one of each in the program: the edits take `inline`, and what goes with
 * it, out of a declaration in tokens [first, end).
 */
void attributes_share(struct arena *arena, const struct source *source, uint32_t first,
                      uint32_t end, struct edit_list *edits);

/* Is the token, inside of an attribute, one of the names, with or without underscores around it? */
bool attributes_is_one_of(const struct source *source, uint32_t index, const char *const *names);

#endif
