/* SPDX-License-Identifier: BSD-3-Clause */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "front/outline_walk.h"

static bool is_tamer(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash && slash - path >= 6 && memcmp(slash - 6, "/tamer", 6) == 0;
}

/* Where the compiler's own lists of headers lead is the system; and Tamer's headers, too, are not
 * the user's. */
static bool is_system(struct walk *walk, CXFile file, const char *path)
{
    CXSourceLocation start = clang_getLocationForOffset(walk->unit, file, 0);
    return clang_Location_isInSystemHeader(start) || is_tamer(path);
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
    walk->outline->files.at[index].is_tamer = is_tamer(path);
    struct file_entry entry = {file, index};
    vec_push(walk->outline->arena, &walk->files, entry);
    struct outline_reading reading = {walk->unit_index, index};
    vec_push(walk->outline->arena, &walk->outline->readings, reading);
    clang_disposeString(name);
    return index;
}

static uint32_t file_index(struct walk *walk, CXFile file)
{
    if (walk->last_file < walk->files.count && walk->files.at[walk->last_file].file == file)
        return walk->files.at[walk->last_file].index;
    for (size_t i = 0; i < walk->files.count; i++) {
        if (walk->files.at[i].file == file) {
            walk->last_file = i;
            return walk->files.at[i].index;
        }
    }
    return add_file(walk, file);
}

static struct outline_spot spot_of(struct walk *walk, CXFile file, unsigned offset)
{
    struct outline_spot spot = {OUTLINE_NONE, 0};
    if (file) {
        spot.file = file_index(walk, file);
        spot.offset = offset;
        if (!walk_original(walk, &spot))
            spot.file = OUTLINE_NONE;
    }
    return spot;
}

struct outline_place walk_place(struct walk *walk, CXSourceLocation location)
{
    struct outline_place place = {.path = NULL};
    CXFile file = NULL;
    unsigned offset = 0;
    clang_getSpellingLocation(location, &file, NULL, NULL, &offset);
    place.spelled = spot_of(walk, file, offset);
    if (!file)
        place.path = walk_pasted_path(walk, location);
    if (place.path)
        place.spelled = place.path->spots[0];
    file = NULL;
    clang_getFileLocation(location, &file, NULL, NULL, &offset);
    place.written = spot_of(walk, file, offset);
    file = NULL;
    clang_getExpansionLocation(location, &file, NULL, NULL, &offset);
    place.expanded = spot_of(walk, file, offset);
    return place;
}

bool walk_is_foreign(struct walk *walk, CXCursor cursor)
{
    CXSourceLocation location = clang_getCursorLocation(cursor);
    if (clang_Location_isInSystemHeader(location))
        return true;
    struct outline_spot spot = walk_place(walk, location).written;
    return outline_is_nowhere(spot) || walk->outline->files.at[spot.file].is_system;
}

struct outline_place walk_start(struct walk *walk, CXCursor cursor)
{
    return walk_place(walk, clang_getRangeStart(clang_getCursorExtent(cursor)));
}

struct outline_place walk_end(struct walk *walk, CXCursor cursor)
{
    return walk_place(walk, clang_getRangeEnd(clang_getCursorExtent(cursor)));
}
