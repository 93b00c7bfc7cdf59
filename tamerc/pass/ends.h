/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TAMERC_ENDS_H
#define TAMERC_ENDS_H

struct ir_unit;

/*
 * A TAMER_SCOPE in a plain function stays the loop that its macro makes, of which no compiler knows
 * that it runs once: where its body always returns, the end of the function would be warned of.
 * Adds to unit->insertions what says that it is never reached. Requires unit->plain.
 */
void ends_mark(struct ir_unit *unit);

#endif
