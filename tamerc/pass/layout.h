/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TAMERC_LAYOUT_H
#define TAMERC_LAYOUT_H

struct ir_func;
struct ir_unit;

/*
 * Gives func->fields their names and their places: func->slots, func->frame_size. The fields come
 * in order of ir_var.index, and stay so. Fields whose contents are never needed at the same time
 * share storage, where that makes the frame smaller.
 */
void layout_fields(struct ir_unit *unit, struct ir_func *func);

#endif
