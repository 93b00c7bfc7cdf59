/* SPDX-License-Identifier: BSD-3-Clause */
/* What a compiler brings along: its predefined macros, and where it looks for headers. */
#ifndef TAMERC_ENVIRONMENT_H
#define TAMERC_ENVIRONMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "driver/args.h"

struct arena;
struct command;

struct environment {
    const char *macros; /* as #define lines, those of the command line included; the arena's */
    size_t macros_size;
    struct args directories; /* of headers, in order, those of the command line included */
    const char *target;      /* what it makes programs for; NULL: it does not say */
};

/* Asks the compiler. false: it could not be run; it has been said why. */
bool environment_ask(struct arena *arena, const struct command *command, struct environment *ret);

#endif
