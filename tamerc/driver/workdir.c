/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/workdir.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "driver/cleanup.h"
#include "driver/outfile.h"

static const char *report(const char *path)
{
    fprintf(stderr, "tamerc: error: cannot make directory '%s': %s\n", path, strerror(errno));
    return NULL;
}

/* Where TMPDIR cannot be used, /tmp is, as gcc does. */
const char *workdir_make(struct arena *arena)
{
    const char *parent = getenv("TMPDIR");
    bool has_parent = parent && *parent;
    char *path = arena_printf(arena, "%s/tamerc-XXXXXX", has_parent ? parent : "/tmp");
    bool made = mkdtemp(path) != NULL;
    if (!made && has_parent) {
        path = arena_strdup(arena, "/tmp/tamerc-XXXXXX");
        made = mkdtemp(path) != NULL;
    }
    if (!made)
        return report(path);
    cleanup_add(path);
    return path;
}

const char *workdir_write(struct arena *arena, struct workdir *workdir, const char *name,
                          const char *text, size_t size)
{
    if (!workdir->path)
        workdir->path = workdir_make(arena);
    if (!workdir->path)
        return NULL;
    char *directory = arena_printf(arena, "%s/%u", workdir->path, workdir->count++);
    if (mkdir(directory, 0700) != 0)
        return report(directory);
    cleanup_add(directory);
    char *path = arena_printf(arena, "%s/%s", directory, name);
    cleanup_add(path);
    return outfile_write(path, text, size) ? path : NULL;
}
