/* SPDX-License-Identifier: BSD-3-Clause */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "front/outline_walk.h"

/* Where the compiler's own lists of headers lead is the system; and Tamer's headers, too, are not
 * the user's. */
static bool is_system(struct walk *walk, CXFile file, const char *path)
{
    const char *slash = strrchr(path, '/');
    CXSourceLocation start = clang_getLocationForOffset(walk->unit, file, 0);
    return clang_Location_isInSystemHeader(start) ||
           (slash && slash - path >= 6 && memcmp(slash - 6, "/tamer", 6) == 0);
}

static char *real_path(struct walk *walk, const char *name)
{
    char *real = realpath(name, NULL);
    char *path = arena_strdup(walk->outline->arena, real ? real : name);
    free(real);
    return path;
}

static uint32_t add_file(struct walk *walk, CXFile file)
{
    CXString name = clang_getFileName(file);
    const char *spelling = clang_getCString(name);
    char *path = real_path(walk, spelling);
    size_t size = 0;
    const char *text = clang_getFileContents(walk->unit, file, &size);
    uint32_t index = outline_add_file(walk->outline, path, text ? text : "", text ? size : 0,
                                      is_system(walk, file, path));
    struct file_entry entry = {file, index};
    vec_push(walk->outline->arena, &walk->files, entry);
    clang_disposeString(name);
    return index;
}

static uint32_t file_index(struct walk *walk, CXFile file)
{
    for (size_t i = walk->files.count; i > 0; i--) {
        struct file_entry *entry = &walk->files.at[i - 1];
        if (entry->file == file)
            return entry->index;
    }
    return add_file(walk, file);
}

static struct outline_spot spot_of(struct walk *walk, CXFile file, unsigned offset)
{
    struct outline_spot spot = {OUTLINE_NONE, 0};
    if (file) {
        spot.file = file_index(walk, file);
        spot.offset = offset;
    }
    return spot;
}

struct outline_place walk_place(struct walk *walk, CXSourceLocation location)
{
    struct outline_place place;
    CXFile file = NULL;
    unsigned offset = 0;
    clang_getSpellingLocation(location, &file, NULL, NULL, &offset);
    place.spelled = spot_of(walk, file, offset);
    file = NULL;
    clang_getFileLocation(location, &file, NULL, NULL, &offset);
    place.written = spot_of(walk, file, offset);
    return place;
}

struct outline_place walk_start(struct walk *walk, CXCursor cursor)
{
    return walk_place(walk, clang_getRangeStart(clang_getCursorExtent(cursor)));
}

struct outline_place walk_end(struct walk *walk, CXCursor cursor)
{
    return walk_place(walk, clang_getRangeEnd(clang_getCursorExtent(cursor)));
}
