/* SPDX-License-Identifier: BSD-3-Clause */
/* Where the compiler looks for headers, as far as that can be told without asking it. */
#ifndef TAMERC_INCLUDE_PATH_H
#define TAMERC_INCLUDE_PATH_H

#include <stdbool.h>

#include "driver/args.h"

struct arena;
struct command;

struct include_path {
    struct args quoted; /* for "…" before the others; the includer's directory comes first and is
                           not here */
    struct args all;    /* for "…" and <…>, in order; only directories that exist */
    struct args forced; /* files of -include and -imacros, as spelled */
    bool certain;       /* false: the compiler may know directories that are not here */
};

/* Everything in the arena. Reads CPATH and C_INCLUDE_PATH. */
struct include_path include_path_of(struct arena *arena, const struct command *command);

#endif
