/* SPDX-License-Identifier: BSD-3-Clause */
/* The files that are adopted together, each with the command that compiles it. */
#ifndef TAMERC_ADOPT_UNITS_H
#define TAMERC_ADOPT_UNITS_H

#include <stdbool.h>
#include <stddef.h>

#include "adopt/adopt.h"
#include "base/vec.h"
#include "driver/command.h"
#include "driver/mirror.h"

struct arena;

struct compiled {
    const char *directory; /* where the command runs; absolute, no links */
    const char *file;      /* as in the command */
    const char *path;      /* absolute, no links */
    struct command command;
    bool was_heard; /* what its compiler says has been passed on */
};

struct compiled_list VEC(struct compiled);

struct adopt_unit_list VEC(struct adopt_unit);

struct units {
    struct arena *arena;
    struct compiled_list compiled;
    struct adopt_unit_list units; /* same index */
    struct mirror mirror;
    const char *home; /* the directory that the tool was started in; no links */
    bool only_named;  /* nothing but the named files may be edited */
};

/* words: the compiler and its flags. false: it has been said why. */
bool units_add(struct units *units, const char *directory, const char *file,
               const struct args *words);

/* Does every command include <tamer/tamer.h> by force? */
bool units_have_header(const struct units *units);

/* For struct adopt_host; the context is the struct units. */
bool units_enter(void *context, size_t unit);
bool units_preprocess(void *context, size_t unit, const struct adopt_file_list *files,
                      struct strbuf *out, bool *ret_gnu);
const char *units_original(void *context, const char *name);
void units_leave(void *context);
bool units_own(void *context, const char *path);

#endif
