/* SPDX-License-Identifier: BSD-3-Clause */
/* From preprocessed text to the tree of each tamed function. Behind this header nobody knows
 * libclang. */
#ifndef TAMERC_FRONT_H
#define TAMERC_FRONT_H

#include <stdbool.h>
#include <stddef.h>

struct diag;
struct ir_unit;

struct front_options {
    const char *const *flags; /* for libclang: language and target. Borrowed */
    size_t flag_count;
    bool gnu; /* the text comes from gcc's preprocessor */
};

/*
 * The unit has its source and its signatures, whose wrappers are declared in the text. Fills in the
 * signatures' results, and makes unit->funcs (stage HARVESTED) and unit->sites. False: errors were
 * reported, and the unit is not to be used. Deep nesting needs a deep stack: 512 MiB hold what is
 * let through.
 */
bool front_harvest(struct ir_unit *unit, struct diag *diag, const struct front_options *options);

#endif
