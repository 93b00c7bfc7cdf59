/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Output that appears whole or not at all: written beside its place under another name, then
 * renamed. What is no regular file
 * (/dev/stdout, a pipe) is written directly. Every write is checked.
 */
#ifndef TAMERC_OUTFILE_H
#define TAMERC_OUTFILE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct stat;

/* path: NULL or "-" is standard output. false: it has been reported on stderr, and nothing of ours
 * is left behind. */
bool outfile_write(const char *path, const char *text, size_t size);

/*
 * The two halves of it, for several files that change together. `before`: of the file that is
 * there; NULL: none. Returns the path of what was written beside it, in the arena; NULL: it has
 * been reported.
 */
const char *outfile_stage(struct arena *arena, const char *path, const struct stat *before,
                          const char *text, size_t size);
bool outfile_commit(const char *temporary, const char *path);

/* Takes back what was staged. */
void outfile_drop(const char *temporary);

#endif
