/* SPDX-License-Identifier: BSD-3-Clause */
/* Dependency files: what -MD would have done in one step, said to the preprocessor alone. */
#ifndef TAMERC_DEPEND_H
#define TAMERC_DEPEND_H

#include "driver/args.h"

struct arena;
struct command;
struct command_arg;

/*
 * Appends the options for the preprocessing of `input`. Returns the path of the dependency file it
 * will write, in the arena; NULL where the user asked for none.
 */
const char *depend_flags(struct arena *arena, const struct command *command,
                         const struct command_arg *input, struct args *flags);

#endif
