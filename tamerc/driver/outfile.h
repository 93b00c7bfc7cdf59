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

/* path: NULL or "-" is standard output. false: it has been reported on stderr, and nothing of ours
 * is left behind. */
bool outfile_write(const char *path, const char *text, size_t size);

#endif
