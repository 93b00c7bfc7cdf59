/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TAMERC_BODY_H
#define TAMERC_BODY_H

#include <stdbool.h>

struct cwriter;
struct ir_func;
struct ir_point;
struct ir_unit;
struct ir_node;

/* Prints the block of NAME__body, braces included. Requires IR_FRAMED. */
void body_emit(struct cwriter *writer, const struct ir_unit *unit, const struct ir_func *func);

/* Many copies of the body would be too much code. A task begins by calling NAME__async then. */
bool body_is_large(const struct ir_unit *unit, const struct ir_func *func);

#endif
