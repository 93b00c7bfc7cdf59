/* SPDX-License-Identifier: BSD-3-Clause */
/* The runtime library, for programs that the compiler links. */
#ifndef TAMERC_RUNTIME_LIBRARY_H
#define TAMERC_RUNTIME_LIBRARY_H

#include "driver/args.h"

struct arena;
struct command;

/*
 * Appends the static library that belongs to this tool, where the command links a program: behind
 * everything else, so that it serves only what nothing before has defined (a -ltamer of the user's
 * wins), and a program that needs nothing of it is linked as without. Nothing where the library is
 * not found, for shared and relocatable objects, and where the user links without libraries.
 */
void runtime_library_add(struct arena *arena, const struct command *command, struct args *args);

#endif
