/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TAMERC_FRAME_H
#define TAMERC_FRAME_H

struct ir_func;
struct ir_unit;

/*
 * Lays out the frame. Requires IR_LIVE, gives IR_FRAMED: func->fields (pinned and saved variables;
 * the parameters too where the function has wrappers, since a scheduled task keeps its arguments
 * there), by falling alignment, then in the order of declaration; func->needs_frame_at_start;
 * var->renamed.
 *
 * Renamed are variables whose name would not do: a field whose name another field has, and of two
 * variables of one name that are both in scope at a suspension, one, since both must be named
 * there. The new names are used nowhere in the function.
 */
void frame_lay_out(struct ir_unit *unit, struct ir_func *func);

#endif
