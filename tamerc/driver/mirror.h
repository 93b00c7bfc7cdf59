/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The file system as it would be if some files had another text: a private directory in which the
 * directories of those files, and all above them, stand as directories. What else is in the former
 * stands there as symbolic links. A compiler that works in it, and is told absolute paths as the
 * mirror has them, finds the new texts by all the ways that lead to the old ones. Gone when the
 * tool ends.
 */
#ifndef TAMERC_MIRROR_H
#define TAMERC_MIRROR_H

#include <stdbool.h>
#include <stddef.h>

#include "driver/args.h"

struct arena;

struct mirror {
    struct arena *arena;
    char *root;              /* NULL: not made yet */
    struct args directories; /* that stand as directories; as they are outside, with a slash */
    struct args linked;      /* those of them whose entries are linked */
};

/* Absolute paths without links, here and below. false: it has been said why. */
bool mirror_directory(struct mirror *mirror, const char *path);
bool mirror_file(struct mirror *mirror, const char *path, const char *text, size_t size);

/* The file is what it is outside again. */
bool mirror_restore(struct mirror *mirror, const char *path);

/* Is it a directory, or in one, whose entries are there? */
bool mirror_holds(const struct mirror *mirror, const char *path);

/* The path within the mirror, in the arena. */
char *mirror_inside(const struct mirror *mirror, const char *path);

/* The other way; borrowed from `path`, which stays as it is where it is not the mirror's. */
const char *mirror_outside(const struct mirror *mirror, const char *path);

#endif
