/* SPDX-License-Identifier: BSD-3-Clause */
/* tamerc's own command line. */
#ifndef TAMERC_OPTS_H
#define TAMERC_OPTS_H

#include <stdbool.h>
#include <stddef.h>

#include "driver/args.h"

struct arena;

enum opts_mode {
    MODE_COMPILE,   /* tamerc CC ARGS… */
    MODE_TRANSLATE, /* tamerc IN.c -o OUT.c -- FLAGS, and --header */
    MODE_HELP,
    MODE_VERSION
};

struct opts {
    enum opts_mode mode;
    struct args words; /* MODE_COMPILE: the compiler and its arguments; MODE_TRANSLATE: the compiler
                          and FLAGS */
    const char *input;
    const char *output; /* NULL or "-": standard output */
    const char *dump;   /* a phase; NULL: none */
    bool header;
    bool line_markers;
    bool preprocessed; /* the result is preprocessed text */
};

/* false: it has been said on stderr what is wrong. The words are borrowed or the arena's. Reads
 * $CC. */
bool opts_parse(struct arena *arena, int argc, char **argv, struct opts *ret);

void opts_print_help(void);
void opts_print_version(void);

#endif
