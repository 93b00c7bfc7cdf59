/* SPDX-License-Identifier: BSD-3-Clause */
/* -save-temps: the preprocessed file that a user expects to find is the translated one. */
#ifndef TAMERC_SAVE_H
#define TAMERC_SAVE_H

#include <stdbool.h>

struct arena;
struct command;
struct command_arg;

/* Where the compiler would have kept the .i file of `input`, in the arena; NULL: it would not. */
const char *save_path(struct arena *arena, const struct command *command,
                      const struct command_arg *input, bool is_gnu);

#endif
