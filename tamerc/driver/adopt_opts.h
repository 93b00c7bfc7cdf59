/* SPDX-License-Identifier: BSD-3-Clause */
/* The command line of `tamerc adopt`. */
#ifndef TAMERC_ADOPT_OPTS_H
#define TAMERC_ADOPT_OPTS_H

#include <stdbool.h>

#include "driver/args.h"

struct arena;

struct adopt_opts {
    struct args files;
    struct args words; /* the compiler, and the flags behind -- */
    struct args only, keep_plain;
    const char *database; /* -p; NULL: none */
    const char *output;   /* -o; NULL: none */
    const char *report;   /* --report; NULL: none */
    bool apply, all, yields, json, help;
};

/* false: it has been said on stderr what is wrong. Reads $CC. */
bool adopt_opts_parse(struct arena *arena, int argc, char **argv, struct adopt_opts *ret);

void adopt_opts_print_help(void);

#endif
