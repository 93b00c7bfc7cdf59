/* SPDX-License-Identifier: BSD-3-Clause */
/* Functions without prototypes, by tokens alone. */
#ifndef TAMERC_OLD_STYLE_H
#define TAMERC_OLD_STYLE_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct declarator;
struct external;
struct ir_param;
struct ir_signature;
struct ir_unit;
struct source;

/* Whether the parentheses of the declarator hold names, of parameters that are declared behind them
 * or not at all. */
bool old_style_defines(const struct source *source, const struct external *external,
                       const struct declarator *declarator);

/* The parameters of an old-style definition, in the order of its names; those it does not declare
 * are ints. In the arena. */
struct ir_param *old_style_params(struct arena *arena, const struct source *source,
                                  const struct external *external,
                                  const struct declarator *declarator, uint32_t *ret_count);

/*
 * A later declaration of `first` tells what `()` did not. Where the types it names are not known
 * yet at the first one, that one's place moves.
 */
void old_style_complete(struct ir_unit *unit, struct ir_signature *first,
                        const struct ir_signature *later);

/* Functions that are called before their first declaration are declared before that call. */
void old_style_place(struct ir_unit *unit);

#endif
