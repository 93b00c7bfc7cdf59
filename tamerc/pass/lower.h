/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TAMERC_LOWER_H
#define TAMERC_LOWER_H

struct diag;
struct ir_func;
struct ir_unit;

/*
 * Takes the awaits out of expressions. Requires IR_CHECKED, gives IR_LOWERED.
 *
 * Every await, and every part of an expression that must be evaluated before one, becomes a
 * statement in the `pre` list of the statement around it; the expression then reads a temporary.
 * The order is the one clang evaluates in (operands and arguments left to right, the right side of
 * an assignment before the left), which C allows wherever it leaves the order open. Scopes,
 * deferred blocks and tamer_catch become regions; every jump out of one becomes an exit.
 */
void lower_function(struct ir_unit *unit, struct ir_func *func, struct diag *diag);

#endif
