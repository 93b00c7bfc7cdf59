/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TAMERC_FUNCTION_H
#define TAMERC_FUNCTION_H

#include <stdbool.h>

struct cwriter;
struct ir_func;
struct ir_unit;

/* In front of what stands beside the bodies: coverage does not count it. */
#define FUNCTION_NOT_COUNTED "__attribute__((__no_profile_instrument_function__)) "

/* What TAMER_BODY_ (abi_types.h) stands for, where the compiler optimises or does not. */
const char *function_copies(bool is_optimised);

/*
 * The asynchronous part of a function: frame, suspension points, NAME__body, the entry NAME__async,
 * the clones that resume and unwind it, and where it can be scheduled the one that begins it.
 * Requires IR_FRAMED.
 */
void function_emit(struct cwriter *writer, const struct ir_unit *unit, const struct ir_func *func);

/* Tasks begin in NAME__begin; else in NAME__resume, which serves all points. */
bool function_has_begin(const struct ir_unit *unit, const struct ir_func *func);

#endif
