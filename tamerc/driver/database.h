/* SPDX-License-Identifier: BSD-3-Clause */
/* Compile databases: compile_commands.json, as CMake, Meson, Bear and others write it. */
#ifndef TAMERC_DATABASE_H
#define TAMERC_DATABASE_H

#include <stdbool.h>

#include "base/vec.h"
#include "driver/args.h"

struct arena;

struct database_entry {
    const char *directory, *file;
    struct args words; /* the compiler and its arguments */
};

struct database VEC(struct database_entry);

/* path: of the file, or of the directory that holds it. Everything in the arena. false: it has been
 * said what is wrong. */
bool database_read(struct arena *arena, const char *path, struct database *ret);

#endif
