/* SPDX-License-Identifier: BSD-3-Clause */
/* A private directory for what stands between the steps; gone when the tool ends (cleanup.h). */
#ifndef TAMERC_WORKDIR_H
#define TAMERC_WORKDIR_H

#include <stddef.h>

struct arena;

struct workdir {
    const char *path; /* NULL: not made yet */
    unsigned count;   /* of subdirectories */
};

/* Makes a directory in $TMPDIR or /tmp that goes at the end, if it is empty then. NULL: it has been
 * reported on stderr. */
const char *workdir_make(struct arena *arena);

/*
 * Writes a file named `name` (a base name) into a subdirectory of its own and returns its path, in
 * the arena. Makes the directory when first needed. NULL: it has been reported on stderr.
 */
const char *workdir_write(struct arena *arena, struct workdir *workdir, const char *name,
                          const char *text, size_t size);

#endif
