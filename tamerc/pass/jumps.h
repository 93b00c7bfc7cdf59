/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TAMERC_JUMPS_H
#define TAMERC_JUMPS_H

#include <stdbool.h>

struct ir_unit;
struct source;

/*
 * Finds the calls of setjmp in plain functions of the user's, behind the runtime's header, and
 * adds to unit->insertions what has to stand around them so that a longjmp past tamed functions is
 * seen (runtime/src/jump.c). By tokens alone: a name of the program's own is not taken for setjmp
 * where its declaration can be seen before.
 */
void jumps_collect(struct ir_unit *unit);

/* Whether there is such a call anywhere in the text. */
bool jumps_any_landing(const struct source *source);

#endif
