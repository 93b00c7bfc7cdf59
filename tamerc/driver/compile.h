/* SPDX-License-Identifier: BSD-3-Clause */
/* tamerc in front of a compiler. */
#ifndef TAMERC_COMPILE_H
#define TAMERC_COMPILE_H

#include <stddef.h>

struct arena;

/*
 * words: the compiler and its arguments. Runs it with every input that holds tamed C translated;
 * runs it as it is where there is none (and then does not return). Returns the exit status.
 */
int compile_run(struct arena *arena, const char *const *words, size_t count);

#endif
