/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/mirror.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "driver/cleanup.h"
#include "driver/files.h"
#include "driver/outfile.h"
#include "driver/workdir.h"

static bool report(const char *path)
{
    fprintf(stderr, "tamerc: error: cannot make '%s': %s\n", path, strerror(errno));
    return false;
}

static bool make_root(struct mirror *mirror)
{
    const char *path = workdir_make(mirror->arena);
    if (!path)
        return false;
    char *real = realpath(path, NULL);
    mirror->root = arena_strdup(mirror->arena, real ? real : path);
    free(real);
    return true;
}

char *mirror_inside(const struct mirror *mirror, const char *path)
{
    return arena_printf(mirror->arena, "%s%s", mirror->root, path);
}

const char *mirror_outside(const struct mirror *mirror, const char *path)
{
    size_t size = mirror->root ? strlen(mirror->root) : 0;
    bool inside = size > 0 && strncmp(path, mirror->root, size) == 0 && path[size] == '/';
    return inside ? path + size : path;
}

static bool is_listed(const struct args *list, const char *path)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->at[i], path) == 0)
            return true;
    return false;
}

/* A directory of that many files is one of unrelated files: those that are needed are linked one by
 * one. */
enum { MANY = 512 };

static bool is_wanted(const struct dirent *entry, size_t count)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
           (count <= MANY || entry->d_type != DT_REG);
}

static size_t count_entries(DIR *directory)
{
    size_t count = 0;
    while (directory && readdir(directory))
        count++;
    if (directory)
        rewinddir(directory);
    return count;
}

/* `path` ends with a slash. What cannot be read cannot be found by a compiler either. */
static bool link_entries(struct mirror *mirror, const char *path)
{
    DIR *directory = opendir(path);
    const struct dirent *entry;
    size_t count = count_entries(directory);
    bool fine = true;
    while (directory && fine && (entry = readdir(directory)) != NULL) {
        if (!is_wanted(entry, count))
            continue;
        char *target = arena_printf(mirror->arena, "%s%s", path, entry->d_name);
        char *link = mirror_inside(mirror, target);
        if (symlink(target, link) == 0)
            cleanup_add(link);
        else if (errno != EEXIST)
            fine = report(link);
    }
    if (directory)
        closedir(directory);
    return fine;
}

/* The path with a slash behind it; the parent stands already. */
static bool make_directory(struct mirror *mirror, const char *path)
{
    char *inside = mirror_inside(mirror, path);
    if (strcmp(path, "/") != 0) {
        inside[strlen(inside) - 1] = '\0';
        unlink(inside);
        if (mkdir(inside, 0700) != 0)
            return report(inside);
        cleanup_add(inside);
    }
    args_add(mirror->arena, &mirror->directories, path);
    return true;
}

bool mirror_directory(struct mirror *mirror, const char *path)
{
    if (!mirror->root && !make_root(mirror))
        return false;
    for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
        char *part = arena_strndup(mirror->arena, path, (size_t)(slash - path) + 1);
        if (!is_listed(&mirror->directories, part) && !make_directory(mirror, part))
            return false;
    }
    size_t size = strlen(path);
    if (size == 0 || path[size - 1] != '/')
        return mirror_directory(mirror, arena_printf(mirror->arena, "%s/", path));
    if (is_listed(&mirror->linked, path))
        return true;
    args_add(mirror->arena, &mirror->linked, path);
    return link_entries(mirror, path);
}

bool mirror_file(struct mirror *mirror, const char *path, const char *text, size_t size)
{
    if (!mirror_directory(mirror, files_directory(mirror->arena, path)))
        return false;
    char *inside = mirror_inside(mirror, path);
    unlink(inside);
    cleanup_add(inside);
    return outfile_write(inside, text, size);
}

bool mirror_restore(struct mirror *mirror, const char *path)
{
    char *inside = mirror_inside(mirror, path);
    unlink(inside);
    cleanup_add(inside); /* it may be none of its directory: the parser names files of its own */
    return symlink(path, inside) == 0 || report(inside);
}

bool mirror_holds(const struct mirror *mirror, const char *path)
{
    return is_listed(&mirror->linked, arena_printf(mirror->arena, "%s/", path)) ||
           is_listed(&mirror->linked, files_directory(mirror->arena, path));
}
