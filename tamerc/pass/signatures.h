/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TAMERC_SIGNATURES_H
#define TAMERC_SIGNATURES_H

#include <stdbool.h>

struct diag;
struct ir_unit;

/*
 * Finds by tokens alone the functions that declarations marked async declare at file scope, and
 * fills unit->signatures in the order of the source, each followed by the getter of its delayed
 * result where it has wrappers. Marked typedefs, variables, fields and parameters are left alone,
 * and so are functions marked TAMED only.
 *
 * Called again after declarations were inserted and unit->source was replaced: the signatures are
 * those of the new text, but keep `wanted` and `async_at` of those found before.
 *
 * False: errors were reported.
 */
bool signatures_collect(struct ir_unit *unit, struct diag *diag);

#endif
