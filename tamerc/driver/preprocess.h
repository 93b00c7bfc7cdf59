/* SPDX-License-Identifier: BSD-3-Clause */
/* The user's compiler as preprocessor, with the user's flags. */
#ifndef TAMERC_PREPROCESS_H
#define TAMERC_PREPROCESS_H

#include <stdbool.h>
#include <stddef.h>

#include "driver/args.h"

struct arena;
struct command;
struct command_arg;
struct strbuf;

struct preprocess {
    const struct command_arg *input;
    bool marks;               /* define __TAMERC__, so that tamed C leaves its marks */
    const char *include_dir;  /* of Tamer's headers, behind all others; NULL: none */
    bool definitions;         /* with the definitions of macros, without comments */
    const struct args *first; /* options in front of the user's; NULL: none */
    const struct args *deps;  /* options about dependency files; NULL: none */
    int stdin_fd;             /* standard input of the compiler; -1: stays */
};

/* Appends the text, with comments and line markers. Returns the compiler's exit status; it has said
 * what was wrong. */
int preprocess_run(struct arena *arena, const struct command *command,
                   const struct preprocess *request, struct strbuf *text);

/* Does the text begin as gcc's preprocessor begins, and not clang's? */
bool preprocess_is_gnu(const char *text, size_t size);

/* Where an installed tamerc has Tamer's headers: <prefix>/include beside <prefix>/bin/tamerc. NULL:
 * nowhere. */
const char *preprocess_include_dir(struct arena *arena);

/* Says on stderr what will be run, as -v does. */
void preprocess_show(char *const argv[]);

#endif
