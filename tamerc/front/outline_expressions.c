/* SPDX-License-Identifier: BSD-3-Clause */
/* Calls. */
#include "base/arena.h"
#include "front/outline_walk.h"

static enum CXChildVisitResult take_first(CXCursor cursor, CXCursor parent, CXClientData data)
{
    CXCursor *first = data;
    (void)parent;
    *first = cursor;
    return CXChildVisit_Break;
}

CXCursor walk_first_child(CXCursor cursor)
{
    CXCursor first = clang_getNullCursor();
    clang_visitChildren(cursor, take_first, &first);
    return first;
}

static struct outline_place last_token(struct walk *walk, CXCursor callee, CXCursor core)
{
    struct outline_place name = walk_place(walk, clang_getCursorLocation(core));
    struct outline_place end = walk_end(walk, callee);
    bool is_name = clang_getCursorKind(core) == CXCursor_DeclRefExpr ||
                   clang_getCursorKind(core) == CXCursor_MemberRefExpr;
    bool direct = is_name && !walk_is_transparent(callee);
    if (direct || end.spelled.offset == 0)
        return name;
    end.spelled.offset--;
    end.written.offset--;
    return end;
}

static CXCursor without_implicit(CXCursor expression)
{
    while (clang_getCursorKind(expression) == CXCursor_UnexposedExpr) {
        CXCursor inner = walk_first_child(expression);
        if (clang_Cursor_isNull(inner))
            break;
        expression = inner;
    }
    return expression;
}

static void add_arguments(struct walk *walk, CXCursor call, CXCursor callee)
{
    CXCursor function = clang_getCursorReferenced(callee);
    bool is_function = clang_getCursorKind(callee) == CXCursor_DeclRefExpr &&
                       clang_getCursorKind(function) == CXCursor_FunctionDecl;
    int parameters = is_function ? clang_Cursor_getNumArguments(function) : 0;
    int count = clang_Cursor_getNumArguments(call);
    for (int i = 0; i < count; i++) {
        CXCursor argument = clang_Cursor_getArgument(call, (unsigned)i);
        if (!walk_is_pointer(clang_getCursorType(argument)))
            continue;
        uint32_t to = OUTLINE_NONE;
        if (i < parameters)
            to = walk_entity(walk, clang_Cursor_getArgument(function, (unsigned)i));
        walk_flow(walk, argument, to);
    }
}

/* What is called may be one of several. */
static uint32_t callee_of(struct walk *walk, CXCursor core)
{
    if (clang_getCursorKind(core) != CXCursor_ConditionalOperator) {
        walk_account_for(walk, core);
        return clang_getCursorKind(core) == CXCursor_CStyleCastExpr ? OUTLINE_NONE
                                                                    : walk_source_of(walk, core);
    }
    uint32_t choice = walk_choice(walk, core);
    walk_flow(walk, core, choice);
    return choice;
}

void walk_call(struct walk *walk, CXCursor cursor)
{
    CXCursor callee = walk_first_child(cursor);
    if (clang_Cursor_isNull(callee))
        return;
    callee = without_implicit(callee);
    CXCursor core = walk_core_of(callee, false);
    uint32_t entity = callee_of(walk, core);
    add_arguments(walk, cursor, core);
    if (entity == OUTLINE_NONE)
        return;
    struct outline_call call = {.caller = walk->function,
                                .callee = entity,
                                .start = walk_start(walk, cursor),
                                .callee_last = last_token(walk, callee, core),
                                .context = walk->context};
    vec_push(walk->outline->arena, &walk->outline->calls, call);
}
