/* SPDX-License-Identifier: BSD-3-Clause */
#include "front/sites.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "front/clang_unit.h"
#include "ir/ir.h"
#include "ir/marks.h"
#include "text/source.h"

#define SCOPED "_scoped"
#define SCOPED_INTO "_scoped_into"

/* ---- names ---- */

/* Length of the stem before the suffix; 0: the token does not end so. */
static uint32_t stem_size(const struct source *source, const struct token *token,
                          const char *suffix)
{
    uint32_t size = token->end - token->start, end = (uint32_t)strlen(suffix);
    if (size <= end || memcmp(source->text + token->end - end, suffix, end) != 0)
        return 0;
    return size - end;
}

static bool is_candidate(const struct sites *sites, uint32_t index, struct candidate *candidate)
{
    const struct source *source = sites->unit->source;
    const struct token *token = &source->tokens[index];
    if (token->kind != TOKEN_IDENT || !source_token_is(source, index + 1, "("))
        return false;
    uint32_t into = stem_size(source, token, SCOPED_INTO);
    uint32_t size = into ? into : stem_size(source, token, SCOPED);
    if (size == 0 || mark_is_inserted(source, index))
        return false;
    *candidate = (struct candidate){
        .token = index,
        .signature = ir_signature_of_stem(sites->unit, source->text + token->start, size),
        .is_into = into != 0};
    return candidate->signature != NULL;
}

void sites_prepare(struct sites *sites, struct ir_unit *unit, const struct clang_unit *clang)
{
    *sites = (struct sites){.unit = unit, .clang = clang, .next = &unit->sites};
    for (uint32_t i = 0; i + 1 < unit->source->token_count; i++) {
        struct candidate candidate;
        if (is_candidate(sites, i, &candidate))
            vec_push(unit->arena, &sites->candidates, candidate);
    }
}

bool sites_any(const struct sites *sites, uint32_t start, uint32_t end)
{
    for (size_t i = 0; i < sites->candidates.count; i++) {
        uint32_t at = sites->unit->source->tokens[sites->candidates.at[i].token].start;
        if (at >= start && at < end)
            return true;
    }
    return false;
}

/* ---- calls, and whether their values are thrown away ---- */

struct cursors VEC(CXCursor);

struct walk {
    struct sites *sites;
    const char *function;
    uint32_t outer_start;
    struct candidate_list found; /* dropped ones have `found` set */
};

struct children {
    struct arena *arena;
    struct cursors list;
};

static enum CXChildVisitResult add_child(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct children *children = data;
    (void)parent;
    vec_push(children->arena, &children->list, cursor);
    return CXChildVisit_Continue;
}

static uint32_t start_of(const struct walk *walk, CXCursor cursor)
{
    uint32_t start = 0, end = 0;
    clang_unit_extent(walk->sites->clang, cursor, &start, &end);
    return start;
}

static struct candidate *candidate_at(const struct walk *walk, uint32_t offset)
{
    const struct source *source = walk->sites->unit->source;
    for (size_t i = 0; i < walk->sites->candidates.count; i++) {
        struct candidate *candidate = &walk->sites->candidates.at[i];
        if (source->tokens[candidate->token].start == offset)
            return candidate;
    }
    return NULL;
}

static void note_call(struct walk *walk, CXCursor call, bool dropped)
{
    struct candidate *candidate = candidate_at(walk, start_of(walk, call));
    if (!candidate || candidate->found)
        return;
    candidate->found = true;
    struct candidate found = *candidate;
    found.found = dropped && !candidate->is_into;
    vec_push(walk->sites->unit->arena, &walk->found, found);
}

/* Where in the head of a for a child stands: 0 before the first ';', 1 before the second, 2. */
static int part_of_for(const struct walk *walk, CXCursor loop, uint32_t offset)
{
    const struct source *source = walk->sites->unit->source;
    int part = 0, depth = 0;
    for (uint32_t at = source_token_at(source, start_of(walk, loop));
         source->tokens[at].start < offset; at++) {
        if (source_token_is(source, at, "(") || source_token_is(source, at, "{"))
            depth++;
        else if (source_token_is(source, at, ")") || source_token_is(source, at, "}"))
            depth--;
        else if (depth == 1 && source_token_is(source, at, ";"))
            part++;
    }
    return part;
}

static bool is_extension(const struct walk *walk, CXCursor cursor)
{
    const struct source *source = walk->sites->unit->source;
    return source_token_is(source, source_token_at(source, start_of(walk, cursor)),
                           "__extension__");
}

struct family {
    CXCursor parent;
    const struct cursors *children;
    bool dropped;  /* the parent's value is thrown away */
    bool is_value; /* the parent is the block of a statement expression */
};

static bool drops_in_for(const struct walk *walk, const struct family *family, size_t index)
{
    if (index + 1 == family->children->count)
        return true;
    return part_of_for(walk, family->parent, start_of(walk, family->children->at[index])) != 1;
}

/* Whether the parent throws the value of its child away. */
static bool drops(const struct walk *walk, const struct family *family, size_t index)
{
    bool is_last = index + 1 == family->children->count;
    switch (clang_getCursorKind(family->parent)) {
    case CXCursor_CompoundStmt:
        return is_last && family->is_value ? family->dropped : true;
    case CXCursor_IfStmt:
        return index > 0;
    case CXCursor_WhileStmt:
    case CXCursor_SwitchStmt:
    case CXCursor_CaseStmt:
    case CXCursor_DefaultStmt:
    case CXCursor_LabelStmt:
        return is_last;
    case CXCursor_DoStmt:
        return index == 0;
    case CXCursor_ForStmt:
        return drops_in_for(walk, family, index);
    case CXCursor_CStyleCastExpr:
        return clang_getCanonicalType(clang_getCursorType(family->parent)).kind == CXType_Void;
    case CXCursor_ParenExpr:
    case CXCursor_StmtExpr:
        return family->dropped;
    case CXCursor_UnexposedExpr:
        return family->dropped && family->children->count == 1 &&
               start_of(walk, family->parent) == start_of(walk, family->children->at[0]);
    case CXCursor_UnaryOperator:
        return family->dropped && is_extension(walk, family->parent);
    default:
        return false;
    }
}

static void walk_cursor(struct walk *walk, CXCursor cursor, bool dropped, bool is_value)
{
    struct children children = {.arena = walk->sites->unit->arena};
    if (clang_getCursorKind(cursor) == CXCursor_CallExpr)
        note_call(walk, cursor, dropped);
    clang_visitChildren(cursor, add_child, &children);
    struct family family = {cursor, &children.list, dropped, is_value};
    bool block_is_value = clang_getCursorKind(cursor) == CXCursor_StmtExpr;
    for (size_t i = 0; i < children.list.count; i++)
        walk_cursor(walk, children.list.at[i], drops(walk, &family, i), block_is_value);
}

/* ---- the list ---- */

static int compare(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;
    return a->token < b->token ? -1 : a->token > b->token;
}

static void add_site(struct walk *walk, const struct candidate *candidate)
{
    struct sites *sites = walk->sites;
    const struct token *token = &sites->unit->source->tokens[candidate->token];
    struct ir_task_site *site = arena_new(sites->unit->arena, struct ir_task_site);
    *site = (struct ir_task_site){
        .signature = candidate->signature,
        .function = walk->function,
        .name_start = token->start,
        .name_end = token->end,
        .paren = token[1].start,
        .outer_start = walk->outer_start,
        .index = ++sites->count,
        .is_into = candidate->is_into,
        .is_dropped = candidate->found,
    };
    *sites->next = site;
    sites->next = &site->next;
}

void sites_collect(struct sites *sites, CXCursor function, uint32_t outer_start)
{
    CXString name = clang_getCursorSpelling(function);
    struct walk walk = {.sites = sites,
                        .function = arena_strdup(sites->unit->arena, clang_getCString(name)),
                        .outer_start = outer_start};
    clang_disposeString(name);
    walk_cursor(&walk, function, false, false);
    if (walk.found.count > 0)
        qsort(walk.found.at, walk.found.count, sizeof *walk.found.at, compare);
    for (size_t i = 0; i < walk.found.count; i++)
        add_site(&walk, &walk.found.at[i]);
}
