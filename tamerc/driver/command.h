/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A compiler's command line, understood as far as needed to run its preprocessor and its compiler
 * proper apart: which words are inputs, and which of the two steps each option is for.
 */
#ifndef TAMERC_COMMAND_H
#define TAMERC_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/vec.h"
#include "driver/args.h"

struct arena;

enum arg_class {
    ARG_INPUT,      /* a file, or - */
    ARG_BOTH,       /* for both steps */
    ARG_PREPROCESS, /* for the preprocessor alone */
    ARG_COMPILE,    /* for what comes after it alone */
    ARG_LANGUAGE,   /* -x: goes with the inputs */
    ARG_DEPEND,     /* -MD and its like: preprocessor, completed by the driver */
    ARG_OURS        /* -Wtamer-…, -Wframe-size…: for no compiler */
};

enum command_language {
    LANGUAGE_C,
    LANGUAGE_PREPROCESSED, /* C that was preprocessed */
    LANGUAGE_SOURCE,       /* another language that is preprocessed: assembler .S, C++, Objective-C,
                              headers */
    LANGUAGE_OTHER         /* objects, libraries, linker scripts, .s */
};

struct command_arg {
    const char *text;
    const char *value; /* the separate word behind an option that has one, else NULL */
    enum arg_class class;
    enum command_language language; /* of an input */
    const char *explicit_language;  /* of an input: the -x in force; NULL: its suffix decides */
};

struct command_arg_list VEC(struct command_arg);

/* How far the compiler is to go. The first that applies counts. */
enum command_goal {
    GOAL_INFORM,     /* --version and the like, -###: nothing is compiled */
    GOAL_PREPROCESS, /* -E, -M, -MM */
    GOAL_ASSEMBLE,   /* -S, -fsyntax-only */
    GOAL_OBJECT,     /* -c */
    GOAL_LINK
};

enum command_save { SAVE_NOTHING, SAVE_DEFAULT, SAVE_CWD, SAVE_OBJ };

enum command_colour { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

struct command {
    struct args launchers; /* ccache and its settings, in front of the compiler */
    const char *compiler;
    size_t first_arg; /* index of the word behind the compiler */
    struct command_arg_list args;
    enum command_goal goal;
    const char *output;     /* -o; NULL: none */
    bool writes_deps;       /* -MD or -MMD */
    const char *deps_file;  /* -MF; NULL: none */
    bool names_deps_target; /* -MT or -MQ */
    enum command_save save;
    enum command_colour colour;
    bool verbose;  /* -v */
    bool is_clang; /* by its name */
};

/*
 * words: the compiler (with launchers in front) and its arguments, response files not yet expanded;
 * borrowed, the rest is the arena's. false: there is no compiler among them.
 */
bool command_parse(struct arena *arena, const char *const *words, size_t count,
                   struct command *ret);

/* Appends the flags that decide how libclang has to read the preprocessed text, and those of
 * diag_option. */
void command_parser_flags(struct arena *arena, const struct command *command, struct args *flags);

/* Is there an -O, and the last one not -O0? */
bool command_is_optimised(const struct command *command);

/* Whether the word is an option of the class ARG_OURS. */
bool command_is_ours(const char *word);

/* Appends one option (or input) with its value. */
void command_arg_add(struct arena *arena, struct args *args, const struct command_arg *arg);

#endif
