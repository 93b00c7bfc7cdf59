/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TAMERC_FRAME_SIZE_H
#define TAMERC_FRAME_SIZE_H

struct diag;
struct ir_func;
struct ir_unit;

/* Warns of a function whose frame is larger than -Wframe-size= allows, and names what it is made
 * of. Requires IR_FRAMED. */
void frame_size_check(const struct ir_unit *unit, const struct ir_func *func, struct diag *diag);

#endif
