/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TAMERC_FRAME_H
#define TAMERC_FRAME_H

struct ir_func;
struct ir_unit;

/*
 * Lays out the frame. Requires IR_LIVE, gives IR_FRAMED: func->fields (pinned and saved variables;
 * the parameters too where the function can be scheduled, since a task keeps its arguments
 * there), in the order of declaration, and their places (pass/layout.h);
 * func->needs_frame_at_start; var->renamed.
 *
 * Renamed is a variable that hides another one where that must be named to get its value back:
 * where a suspension stands in the hiding one's block. The new name is used nowhere else in the
 * function.
 */
void frame_lay_out(struct ir_unit *unit, struct ir_func *func);

#endif
