/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Where the names that ## makes come from. The parser places them nowhere; but where a name that is
 * poisoned is pasted it complains, and its notes lead through the macros. So a unit with such names
 * is parsed again with these poisoned, and what is known of the complaints' places is known of the
 * tokens.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "front/outline_walk.h"

/* ---- the names ---- */

struct search {
    struct walk *walk;
    struct strbuf *pragmas;
    struct names seen;
};

static bool is_pasted(CXCursor cursor)
{
    CXFile file = NULL;
    clang_getSpellingLocation(clang_getCursorLocation(cursor), &file, NULL, NULL, NULL);
    return file == NULL;
}

static void poison(struct search *search, CXCursor cursor)
{
    CXString text = clang_getCursorSpelling(cursor);
    const char *spelling = clang_getCString(text);
    size_t size = spelling ? strlen(spelling) : 0;
    if (size > 0 && !strchr(spelling, ' ') && !names_find(&search->seen, spelling, size)) {
        const char *name = arena_strndup(search->walk->outline->arena, spelling, size);
        names_add(&search->seen, name, size, search);
        strbuf_addf(search->pragmas, "#pragma GCC poison %s\n", name);
    }
    clang_disposeString(text);
}

static enum CXChildVisitResult find(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct search *search = data;
    if (clang_getCursorKind(parent) == CXCursor_TranslationUnit &&
        walk_is_foreign(search->walk, cursor))
        return CXChildVisit_Continue;
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_FunctionDecl:
    case CXCursor_VarDecl:
    case CXCursor_ParmDecl:
    case CXCursor_FieldDecl:
    case CXCursor_TypedefDecl:
    case CXCursor_DeclRefExpr:
    case CXCursor_MemberRefExpr:
        if (is_pasted(cursor))
            poison(search, cursor);
        break;
    default:
        break;
    }
    return CXChildVisit_Recurse;
}

void walk_poison_pasted(struct walk *walk, struct strbuf *out)
{
    struct search search = {walk, out, {.arena = walk->outline->arena}};
    clang_visitChildren(clang_getTranslationUnitCursor(walk->unit), find, &search);
}

/* ---- the places ---- */

/* The notes come from the outside: the last is about the token itself, which stands nowhere. */
static struct outline_path *path_of(struct walk *walk, CXDiagnosticSet notes,
                                    struct outline_spot outermost)
{
    struct outline_spot_list spots = {0};
    for (unsigned i = clang_getNumDiagnosticsInSet(notes); i > 0; i--) {
        CXDiagnostic note = clang_getDiagnosticInSet(notes, i - 1);
        struct outline_place place = walk_place(walk, clang_getDiagnosticLocation(note));
        if (!outline_is_nowhere(place.spelled))
            vec_push(walk->outline->arena, &spots, place.spelled);
        clang_disposeDiagnostic(note);
    }
    if (spots.count == 0)
        return NULL;
    vec_push(walk->outline->arena, &spots, outermost);
    struct outline_path *path = arena_new(walk->outline->arena, struct outline_path);
    *path = (struct outline_path){spots.at, (uint32_t)spots.count};
    return path;
}

static bool is_complaint(CXDiagnostic diagnostic)
{
    CXString text = clang_getDiagnosticSpelling(diagnostic);
    bool found = strstr(clang_getCString(text), "poisoned identifier") != NULL;
    clang_disposeString(text);
    return found;
}

static unsigned offset_of(CXSourceLocation location)
{
    unsigned offset;
    clang_getSpellingLocation(location, NULL, NULL, NULL, &offset);
    return offset;
}

static int by_offset(const void *left, const void *right)
{
    const struct pasted *a = left, *b = right;
    return (a->offset > b->offset) - (a->offset < b->offset);
}

void walk_read_pasted(struct walk *walk)
{
    unsigned count = clang_getNumDiagnostics(walk->unit);
    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(walk->unit, i);
        struct pasted pasted = {.location = clang_getDiagnosticLocation(diagnostic)};
        pasted.offset = offset_of(pasted.location);
        if (is_complaint(diagnostic))
            pasted.path = path_of(walk, clang_getChildDiagnostics(diagnostic),
                                  walk_place(walk, pasted.location).written);
        if (pasted.path)
            vec_push(walk->outline->arena, &walk->pasted, pasted);
        clang_disposeDiagnostic(diagnostic);
    }
    if (walk->pasted.count > 0)
        qsort(walk->pasted.at, walk->pasted.count, sizeof *walk->pasted.at, by_offset);
}

const struct outline_path *walk_pasted_path(const struct walk *walk, CXSourceLocation location)
{
    unsigned offset = offset_of(location);
    size_t low = 0, high = walk->pasted.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (walk->pasted.at[middle].offset < offset)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < walk->pasted.count && walk->pasted.at[low].offset == offset; low++)
        if (clang_equalLocations(walk->pasted.at[low].location, location))
            return walk->pasted.at[low].path;
    return NULL;
}
