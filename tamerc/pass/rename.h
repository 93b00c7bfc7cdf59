/* SPDX-License-Identifier: BSD-3-Clause */
/* Names that variables need so that each can be named where the function is resumed. */
#ifndef TAMERC_RENAME_H
#define TAMERC_RENAME_H

struct ir_func;
struct ir_unit;

/* Sets ir_var.renamed; needs what live.c found out. A parameter keeps its name and is pinned
 * instead. */
void rename_variables(struct ir_unit *unit, struct ir_func *func);

#endif
