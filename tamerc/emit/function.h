/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TAMERC_FUNCTION_H
#define TAMERC_FUNCTION_H

struct cwriter;
struct ir_func;
struct ir_unit;

/*
 * The asynchronous part of a function: frame, suspension points, NAME__body, the entry NAME__async,
 * the clones that resume and unwind it, and NAME__start, the point at which a scheduled task
 * begins. Requires IR_FRAMED.
 */
void function_emit(struct cwriter *writer, const struct ir_unit *unit, const struct ir_func *func);

#endif
