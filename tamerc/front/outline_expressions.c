/* SPDX-License-Identifier: BSD-3-Clause */
/* Calls, and how addresses of functions reach pointers. */
#include "front/outline_walk.h"

#include "base/arena.h"

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

static bool is_transparent(CXCursor cursor)
{
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_ParenExpr:
    case CXCursor_UnexposedExpr:
    case CXCursor_ArraySubscriptExpr:
        return true;
    case CXCursor_UnaryOperator: {
        enum CXUnaryOperatorKind kind = clang_getCursorUnaryOperatorKind(cursor);
        return kind == CXUnaryOperator_Deref || kind == CXUnaryOperator_AddrOf;
    }
    default:
        return false;
    }
}

/* Of a cast the operand is the last child: a type's name may stand before it. */
static enum CXChildVisitResult take_last(CXCursor cursor, CXCursor parent, CXClientData data)
{
    CXCursor *last = data;
    (void)parent;
    *last = cursor;
    return CXChildVisit_Continue;
}

static CXCursor core_of(CXCursor expression, bool casts)
{
    for (;;) {
        CXCursor inner = clang_getNullCursor();
        if (is_transparent(expression))
            inner = walk_first_child(expression);
        else if (casts && clang_getCursorKind(expression) == CXCursor_CStyleCastExpr)
            clang_visitChildren(expression, take_last, &inner);
        if (clang_Cursor_isNull(inner))
            return expression;
        expression = inner;
    }
}

static uint32_t entity_of(struct walk *walk, CXCursor core)
{
    enum CXCursorKind kind = clang_getCursorKind(core);
    if (kind != CXCursor_DeclRefExpr && kind != CXCursor_MemberRefExpr)
        return OUTLINE_NONE;
    return walk_entity(walk, clang_getCursorReferenced(core));
}

uint32_t walk_source_of(struct walk *walk, CXCursor expression)
{
    return entity_of(walk, core_of(expression, true));
}

static void add_flow(struct walk *walk, CXCursor from, uint32_t to);

struct arms {
    struct walk *walk;
    uint32_t to;
};

static enum CXChildVisitResult take_arm(CXCursor cursor, CXCursor parent, CXClientData data)
{
    const struct arms *arms = data;
    (void)parent;
    if (walk_is_pointer(clang_getCursorType(cursor)))
        add_flow(arms->walk, cursor, arms->to);
    return CXChildVisit_Continue;
}

/* Both results of a conditional operator. */
static void add_flow(struct walk *walk, CXCursor from, uint32_t to)
{
    CXCursor core = core_of(from, true);
    if (clang_getCursorKind(core) == CXCursor_ConditionalOperator) {
        struct arms arms = {walk, to};
        clang_visitChildren(core, take_arm, &arms);
        return;
    }
    uint32_t source = walk_source_of(walk, from);
    if (source == OUTLINE_NONE || source == to)
        return;
    struct outline_flow flow = {.from = source, .to = to, .place = walk_start(walk, from)};
    vec_push(walk->outline->arena, &walk->outline->flows, flow);
}

/* ---- calls ---- */

static struct outline_place last_token(struct walk *walk, CXCursor callee, CXCursor core)
{
    struct outline_place name = walk_place(walk, clang_getCursorLocation(core));
    struct outline_place end = walk_end(walk, callee);
    bool is_name = clang_getCursorKind(core) == CXCursor_DeclRefExpr ||
                   clang_getCursorKind(core) == CXCursor_MemberRefExpr;
    bool direct = is_name && !is_transparent(callee);
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
        add_flow(walk, argument, to);
    }
}

void walk_call(struct walk *walk, CXCursor cursor)
{
    CXCursor callee = walk_first_child(cursor);
    if (clang_Cursor_isNull(callee))
        return;
    callee = without_implicit(callee);
    CXCursor core = core_of(callee, false);
    uint32_t entity = entity_of(walk, core);
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

/* ---- assignments and initialisers ---- */

static enum CXChildVisitResult take_operands(CXCursor cursor, CXCursor parent, CXClientData data)
{
    CXCursor *operands = data;
    (void)parent;
    if (clang_Cursor_isNull(operands[0]))
        operands[0] = cursor;
    else
        operands[1] = cursor;
    return CXChildVisit_Continue;
}

void walk_assignment(struct walk *walk, CXCursor assignment)
{
    CXCursor operands[] = {clang_getNullCursor(), clang_getNullCursor()};
    if (clang_getCursorBinaryOperatorKind(assignment) != CXBinaryOperator_Assign ||
        !walk_is_pointer(clang_getCursorType(assignment)))
        return;
    clang_visitChildren(assignment, take_operands, operands);
    if (!clang_Cursor_isNull(operands[1]))
        add_flow(walk, operands[1], walk_source_of(walk, operands[0]));
}

struct fields {
    CXCursor *at;
    size_t count;
};

struct list {
    struct walk *walk;
    CXType type;
    size_t next; /* index of the member that the next value without a designator is for */
    uint32_t array;
};

struct field_search {
    size_t index;
    CXCursor name; /* to find the index of; null: find the field of `index` */
    CXCursor found;
    size_t at;
};

static enum CXVisitorResult find_field(CXCursor field, CXClientData data)
{
    struct field_search *search = data;
    bool by_name = !clang_Cursor_isNull(search->name);
    if (by_name ? clang_equalCursors(field, search->name) : search->at == search->index) {
        search->found = field;
        return CXVisit_Break;
    }
    search->at++;
    return CXVisit_Continue;
}

static CXCursor designated_value(CXCursor value, CXCursor *ret_member)
{
    CXCursor last = value;
    *ret_member = clang_getNullCursor();
    if (clang_getCursorKind(value) != CXCursor_UnexposedExpr)
        return value;
    CXCursor first = walk_first_child(value);
    if (clang_Cursor_isNull(first) || clang_getCursorKind(first) != CXCursor_MemberRef)
        return value;
    *ret_member = clang_getCursorReferenced(first);
    clang_visitChildren(value, take_last, &last);
    return last;
}

static enum CXChildVisitResult take_value(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct list *list = data;
    struct field_search search = {.index = list->next, .found = clang_getNullCursor()};
    (void)parent;
    CXCursor value = designated_value(cursor, &search.name);
    clang_Type_visitFields(list->type, find_field, &search);
    list->next = search.at + 1;
    if (!clang_Cursor_isNull(search.found))
        walk_initialiser(list->walk, walk_entity(list->walk, search.found), value);
    return CXChildVisit_Continue;
}

static enum CXChildVisitResult take_element(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct list *list = data;
    (void)parent;
    walk_initialiser(list->walk, list->array, cursor);
    return CXChildVisit_Continue;
}

/* An array of pointers has the declaration of its variable or member. */
void walk_initialiser(struct walk *walk, uint32_t to, CXCursor initialiser)
{
    struct list list = {.walk = walk, .array = to};
    if (to == OUTLINE_NONE)
        return;
    if (clang_getCursorKind(initialiser) == CXCursor_InitListExpr)
        clang_visitChildren(initialiser, take_element, &list);
    else if (walk_is_pointer(clang_getCursorType(initialiser)))
        add_flow(walk, initialiser, to);
    else
        add_flow(walk, initialiser, to);
}

void walk_list(struct walk *walk, CXCursor cursor)
{
    struct list list = {.walk = walk, .type = clang_getCanonicalType(clang_getCursorType(cursor))};
    if (list.type.kind == CXType_Record)
        clang_visitChildren(cursor, take_value, &list);
}
