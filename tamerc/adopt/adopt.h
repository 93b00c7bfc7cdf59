/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Which functions of a program become tamed, and the edits of its files that make them so. What
 * the edits make has been translated: nothing in it is refused.
 */
#ifndef TAMERC_ADOPT_H
#define TAMERC_ADOPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/vec.h"

struct arena;
struct strbuf;

/* A file as its new text would be. The strings live as long as the result's arena. */
struct adopt_file {
    const char *path;           /* absolute, links resolved */
    uint32_t index;             /* in the outline */
    const char *before, *after; /* after: NULL where it does not change */
    size_t before_size, after_size;
};

struct adopt_file_list VEC(struct adopt_file);

/* One file and how it is compiled. Everything borrowed. */
struct adopt_unit {
    const char *path;               /* as seen from the directory that the host enters */
    const char *const *parse_flags; /* for libclang, to read the file itself */
    size_t parse_flag_count;
    const char *macros; /* what the compiler predefines */
    size_t macros_size;
    const char *const *translate_flags; /* as in struct translate_options */
    size_t translate_flag_count;
};

/* What only the driver can do. */
struct adopt_host {
    void *context;
    /* Makes the directory that the unit is compiled in the current one. */
    bool (*enter)(void *context, size_t unit);
    /* The file of a unit, preprocessed as tamerc does it, with the texts of *files in place of what
     * is on disk. Until `leave`, the names in it lead from the current directory to those texts.
     * false: it has been said why not. */
    bool (*preprocess)(void *context, size_t unit, const struct adopt_file_list *files,
                       struct strbuf *out, bool *ret_gnu);
    /* Such a name to the path of the file whose text it is. */
    const char *(*original)(void *context, const char *name);
    void (*leave)(void *context);
    /* May the file be edited? path: as in struct adopt_file. */
    bool (*owns)(void *context, const char *path);
    /* Says how far it is. */
    void (*progress)(void *context, const char *what, size_t done, size_t count);
};

struct adopt_options {
    const struct adopt_unit *units;
    size_t unit_count;
    const char *const *only; /* names that alone may be tamed; count 0: any */
    size_t only_count;
    const char *const *keep_plain;
    size_t keep_plain_count;
    bool all, yields;
    bool has_header; /* every command includes <tamer/tamer.h> by force */
};

/* Something that stays as it was, and why. */
struct adopt_note {
    const char *file, *name;
    const char *kind, *reason; /* kind: in a word */
    unsigned line, column;
    bool is_pointer; /* a pointer without a mark, not a function */
};

struct adopt_note_list VEC(struct adopt_note);

struct adopt_tamed {
    const char *file, *name;
    unsigned line, column;
    bool is_new; /* was not marked before */
};

struct adopt_tamed_list VEC(struct adopt_tamed);

struct adopt_result {
    struct adopt_file_list files; /* all that the user owns, by path */
    struct adopt_note_list plain; /* in the order of file and line */
    struct adopt_tamed_list tamed;
    size_t awaits; /* that were added, those of yields apart */
};

/* Everything in *ret is the arena's. false: it has been said why on `messages`. */
bool adopt(struct arena *arena, const struct adopt_options *options, const struct adopt_host *host,
           struct adopt_result *ret, FILE *messages);

#endif
