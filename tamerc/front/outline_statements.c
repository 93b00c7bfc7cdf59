/* SPDX-License-Identifier: BSD-3-Clause */
#include "base/arena.h"
#include "front/outline_walk.h"

static void add_statement(struct walk *walk, CXCursor statement, bool needs_braces)
{
    struct outline_statement added = {.function = walk->function,
                                      .start = walk_start(walk, statement),
                                      .end = walk_end(walk, statement),
                                      .needs_braces = needs_braces};
    vec_push(walk->outline->arena, &walk->outline->statements, added);
}

/* What stands behind a label is a statement of its own; a block has statements of its own. */
static bool is_labelled(CXCursor statement)
{
    enum CXCursorKind kind = clang_getCursorKind(statement);
    return kind == CXCursor_CaseStmt || kind == CXCursor_DefaultStmt || kind == CXCursor_LabelStmt;
}

static void add_only(struct walk *walk, CXCursor statement)
{
    enum CXCursorKind kind = clang_getCursorKind(statement);
    if (kind != CXCursor_CompoundStmt && kind != CXCursor_DeclStmt && !is_labelled(statement))
        add_statement(walk, statement, true);
}

struct children {
    CXCursor first, second, last;
    unsigned count;
};

static enum CXChildVisitResult take(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct children *children = data;
    (void)parent;
    if (children->count == 0)
        children->first = cursor;
    if (children->count == 1)
        children->second = cursor;
    children->last = cursor;
    children->count++;
    return CXChildVisit_Continue;
}

void walk_statement(struct walk *walk, CXCursor cursor, CXCursor parent)
{
    struct children children = {.count = 0};
    if (clang_getCursorKind(parent) == CXCursor_CompoundStmt && !is_labelled(cursor))
        add_statement(walk, cursor, false);
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_IfStmt:
        clang_visitChildren(cursor, take, &children);
        if (children.count > 1)
            add_only(walk, children.second);
        if (children.count > 2)
            add_only(walk, children.last);
        break;
    case CXCursor_DoStmt:
        add_only(walk, walk_first_child(cursor));
        break;
    case CXCursor_ForStmt:
    case CXCursor_WhileStmt:
    case CXCursor_SwitchStmt:
    case CXCursor_CaseStmt:
    case CXCursor_DefaultStmt:
    case CXCursor_LabelStmt:
        clang_visitChildren(cursor, take, &children);
        if (children.count > 0)
            add_only(walk, children.last);
        break;
    default:
        break;
    }
}
