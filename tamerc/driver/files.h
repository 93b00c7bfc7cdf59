/* SPDX-License-Identifier: BSD-3-Clause */
/* Small questions about files and their names. */
#ifndef TAMERC_FILES_H
#define TAMERC_FILES_H

#include <stdbool.h>

struct arena;
struct strbuf;

/* Appends the whole file. false: it cannot be opened or read (errno says why); *content may then
 * hold a part. */
bool files_read(const char *path, struct strbuf *content);

/* Likewise from a descriptor, up to its end. */
bool files_read_fd(int fd, struct strbuf *content);

bool files_is_regular(const char *path);

/* The part behind the last slash; borrowed from `path`. */
const char *files_base(const char *path);

/* The suffix of the base name with its dot, "" where there is none; borrowed. */
const char *files_suffix(const char *path);

/* `path` with the suffix of its base name replaced (added where it has none), in the arena. */
char *files_with_suffix(struct arena *arena, const char *path, const char *suffix);

/* The directory part up to and with the last slash; "" where there is none. In the arena. */
char *files_directory(struct arena *arena, const char *path);

#endif
