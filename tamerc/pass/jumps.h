/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TAMERC_JUMPS_H
#define TAMERC_JUMPS_H

struct ir_unit;

/*
 * Finds the calls of setjmp in plain functions of the user's, behind the runtime's header, and
 * fills unit->jumps with what has to stand around them so that a longjmp past tamed functions is
 * seen (runtime/src/jump.c). By tokens alone: a name of the program's own is not taken for setjmp
 * where its declaration can be seen before.
 */
void jumps_collect(struct ir_unit *unit);

#endif
