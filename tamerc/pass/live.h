/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TAMERC_LIVE_H
#define TAMERC_LIVE_H

struct ir_func;
struct ir_unit;

/*
 * Decides what must survive a suspension, and how. Requires IR_FLOWED, gives IR_LIVE.
 *
 * Pinned (var->pinned: lives in the frame, has one address for all its life): a variable that
 * something may point to at a suspension point; and one that is needed behind such a point and
 * cannot be copied there and back: an array, a record of more than 128 bytes, volatile, a constant
 * aggregate. Every other variable that is live at a suspension point, and may have been given a
 * value before it, is saved there: point->live, var->saved.
 *
 * Compilers warn where a variable seems to be read without a value. point->blank are those that
 * have none at the point, and are read behind it only on ways that the program does not take;
 * var->half_set, those that a point saves although they have a value only on some ways to it.
 */
void live_compute(struct ir_unit *unit, struct ir_func *func);

#endif
