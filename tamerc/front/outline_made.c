/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What tamerc makes of the functions that the user has marked, NAME_delayed, NAME_get and the like,
 * is declared nowhere in the user's files. Where such a file does not parse, declarations of them
 * are read as if they stood in front of each marked function. Places in what follows are those that
 * it has without them.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "front/outline_walk.h"

struct search {
    struct walk *walk;
    struct insertion_list found;
    struct names known;    /* typedefs of the file's, and marked functions seen */
    bool has_handles;      /* tamer_delayed is declared */
    bool is_marked;        /* the function at hand */
    const char *stem;      /* and the stem of what is made of it; NULL: its name */
    uint32_t first_offset; /* of its marks */
};

static char *copy(struct walk *walk, CXString text)
{
    const char *spelling = clang_getCString(text);
    char *own = arena_strdup(walk->outline->arena, spelling ? spelling : "");
    clang_disposeString(text);
    return own;
}

/* ---- what is made of a function ---- */

static enum CXChildVisitResult find_mark(CXCursor cursor, CXCursor parent, CXClientData data)
{
    static const char as[] = "tamed_as:";
    struct search *search = data;
    (void)parent;
    if (clang_getCursorKind(cursor) != CXCursor_AnnotateAttr)
        return CXChildVisit_Continue;
    const char *text = copy(search->walk, clang_getCursorSpelling(cursor));
    bool has_stem = strncmp(text, as, sizeof as - 1) == 0;
    uint32_t offset = walk_start(search->walk, cursor).written.offset;
    search->is_marked |= has_stem || strcmp(text, "tamed") == 0;
    if (has_stem)
        search->stem = text + sizeof as - 1;
    if (offset < search->first_offset)
        search->first_offset = offset;
    return CXChildVisit_Continue;
}

/* NULL: its type has no name. */
static const char *declarations_of(struct search *search, CXCursor function, const char *stem)
{
    struct arena *arena = search->walk->outline->arena;
    CXType result = clang_getCursorResultType(function);
    bool is_void = clang_getCanonicalType(result).kind == CXType_Void;
    const char *type = copy(search->walk, clang_getTypeSpelling(result));
    if (strstr(type, "unnamed at") || strstr(type, "anonymous at"))
        return NULL;
    type = arena_printf(arena, "__typeof__(%s)", type);
    const char *value =
        is_void ? ""
                : arena_printf(arena, "const %s *%s_value(const %s_delayed *);", type, stem, stem);
    return arena_printf(
        arena,
        " typedef struct %s_delayed { tamer_delayed base; %s%s } %s_delayed;"
        "%s_delayed *%s_scoped(tamer_scope *, ...);"
        "%s_delayed *%s_scoped_into(tamer_scope *, %s_delayed *, ...);"
        "__attribute__((__annotate__(\"tamed\"))) __attribute__((__annotate__(\"async\"))) %s "
        "%s_get(%s_delayed *);%s ",
        stem, is_void ? "" : type, is_void ? "" : " value;", stem, stem, stem, stem, stem, stem,
        type, stem, stem, value);
}

/* ---- where it goes ---- */

static bool is_directive(struct outline *outline, uint32_t file, uint32_t token)
{
    const struct token *tokens = outline_tokens(outline, file);
    while (token > 0 && !(tokens[token].flags & TOKEN_BOL))
        token--;
    return outline_token_is(outline, file, token, "#");
}

/* In front of everything that the declaration begins with. */
static uint32_t front_of(struct outline *outline, struct outline_spot spot)
{
    static const char *const ends[] = {";", "{", "}"};
    uint32_t token = outline_token_at(outline, spot);
    for (; token > 0; token--) {
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
            if (outline_token_is(outline, spot.file, token - 1, ends[i]))
                return outline_tokens(outline, spot.file)[token].start;
        if (is_directive(outline, spot.file, token - 1))
            break;
    }
    return outline_tokens(outline, spot.file)[token].start;
}

static void add_function(struct search *search, CXCursor function)
{
    struct walk *walk = search->walk;
    struct outline_spot spot = walk_start(walk, function).written;
    const char *name = copy(walk, clang_getCursorSpelling(function));
    search->is_marked = false;
    search->stem = NULL;
    search->first_offset = spot.offset;
    clang_visitChildren(function, find_mark, search);
    const char *stem = search->stem ? search->stem : name;
    const char *handle = arena_printf(walk->outline->arena, "%s_delayed", stem);
    if (!search->is_marked || names_find(&search->known, handle, strlen(handle)))
        return;
    names_add(&search->known, handle, strlen(handle), walk);
    struct insertion insertion = {.text = declarations_of(search, function, stem)};
    if (!insertion.text || outline_is_nowhere(spot))
        return;
    spot.offset = search->first_offset < spot.offset ? search->first_offset : spot.offset;
    insertion.at.file = spot.file;
    insertion.at.offset = front_of(walk->outline, spot);
    insertion.size = (uint32_t)strlen(insertion.text);
    vec_push(walk->outline->arena, &search->found, insertion);
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct search *search = data;
    (void)parent;
    if (clang_getCursorKind(cursor) == CXCursor_TypedefDecl) {
        const char *name = copy(search->walk, clang_getCursorSpelling(cursor));
        search->has_handles |= strcmp(name, "tamer_delayed") == 0;
        names_add(&search->known, name, strlen(name), search->walk);
    } else if (clang_getCursorKind(cursor) == CXCursor_FunctionDecl && search->has_handles) {
        add_function(search, cursor);
    }
    return CXChildVisit_Continue;
}

static int by_place(const void *left, const void *right)
{
    const struct insertion *a = left, *b = right;
    if (a->at.file != b->at.file)
        return a->at.file < b->at.file ? -1 : 1;
    return (a->at.offset > b->at.offset) - (a->at.offset < b->at.offset);
}

/* Sorted, each knows where it stands in the text with all of them. */
static void arrange(struct walk *walk)
{
    uint32_t inserted = 0;
    qsort(walk->insertions.at, walk->insertions.count, sizeof *walk->insertions.at, by_place);
    for (size_t i = 0; i < walk->insertions.count; i++) {
        struct insertion *insertion = &walk->insertions.at[i];
        if (i == 0 || walk->insertions.at[i - 1].at.file != insertion->at.file)
            inserted = 0;
        insertion->start = insertion->at.offset + inserted;
        inserted += insertion->size;
    }
}

bool walk_find_made(struct walk *walk)
{
    struct search search = {.walk = walk, .known = {.arena = walk->outline->arena}};
    clang_visitChildren(clang_getTranslationUnitCursor(walk->unit), visit, &search);
    walk->insertions = search.found;
    if (walk->insertions.count > 0)
        arrange(walk);
    return walk->insertions.count > 0;
}

bool walk_insert(const struct walk *walk, uint32_t file, struct strbuf *out)
{
    const struct outline_file *original = &walk->outline->files.at[file];
    uint32_t from = 0;
    bool any = false;
    for (size_t i = 0; i < walk->insertions.count; i++) {
        const struct insertion *insertion = &walk->insertions.at[i];
        if (insertion->at.file != file)
            continue;
        strbuf_add(out, original->text + from, insertion->at.offset - from);
        strbuf_add(out, insertion->text, insertion->size);
        from = insertion->at.offset;
        any = true;
    }
    strbuf_add(out, original->text + from, original->size - from);
    return any;
}

bool walk_original(const struct walk *walk, struct outline_spot *spot)
{
    size_t low = 0, high = walk->insertions.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct insertion *insertion = &walk->insertions.at[middle];
        bool before = insertion->at.file < spot->file ||
                      (insertion->at.file == spot->file && insertion->start <= spot->offset);
        if (before)
            low = middle + 1;
        else
            high = middle;
    }
    const struct insertion *last = low > 0 ? &walk->insertions.at[low - 1] : NULL;
    if (!last || last->at.file != spot->file)
        return true;
    if (spot->offset < last->start + last->size)
        return false;
    spot->offset -= last->start + last->size - last->at.offset;
    return true;
}
