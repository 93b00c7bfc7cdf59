/* SPDX-License-Identifier: BSD-3-Clause */
/* How the addresses of functions reach pointers. */
#include <string.h>

#include "base/arena.h"
#include "front/outline_walk.h"

/* ---- values ---- */

bool walk_is_transparent(CXCursor cursor)
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

CXCursor walk_core_of(CXCursor expression, bool casts)
{
    for (;;) {
        CXCursor inner = clang_getNullCursor();
        if (walk_is_transparent(expression))
            inner = walk_first_child(expression);
        else if (casts && clang_getCursorKind(expression) == CXCursor_CStyleCastExpr)
            clang_visitChildren(expression, take_last, &inner);
        if (clang_Cursor_isNull(inner))
            return expression;
        expression = inner;
    }
}

/* Of a call that returns a pointer to a function: what stands for the results of its callee. */
static uint32_t result_of(struct walk *walk, CXCursor call)
{
    CXCursor function = clang_getCursorReferenced(call);
    if (!walk_is_pointer(clang_getCursorType(call)) ||
        clang_getCursorKind(function) != CXCursor_FunctionDecl)
        return OUTLINE_NONE;
    return walk_result(walk, walk_entity(walk, function));
}

static uint32_t entity_of(struct walk *walk, CXCursor core)
{
    enum CXCursorKind kind = clang_getCursorKind(core);
    if (kind == CXCursor_CallExpr)
        return result_of(walk, core);
    if (kind != CXCursor_DeclRefExpr && kind != CXCursor_MemberRefExpr)
        return OUTLINE_NONE;
    return walk_entity(walk, clang_getCursorReferenced(core));
}

uint32_t walk_source_of(struct walk *walk, CXCursor expression)
{
    return entity_of(walk, walk_core_of(expression, true));
}

/* ---- names of functions of which nothing is left to tell ---- */

static const char *key_of(struct walk *walk, CXCursor cursor)
{
    return arena_printf(walk->outline->arena, "%u", clang_hashCursor(cursor));
}

void walk_account_for(struct walk *walk, CXCursor expression)
{
    CXCursor core = walk_core_of(expression, true);
    if (clang_getCursorKind(core) != CXCursor_DeclRefExpr)
        return;
    const char *key = key_of(walk, core);
    walk->accounted.arena = walk->outline->arena;
    names_add(&walk->accounted, key, strlen(key), walk);
}

/* What typeof names has no conversion to a pointer in between. */
bool walk_is_type_operand(CXCursor cursor, CXCursor parent)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(cursor));
    if (!clang_isExpression(clang_getCursorKind(cursor)) ||
        (type.kind != CXType_FunctionProto && type.kind != CXType_FunctionNoProto))
        return false;
    switch (clang_getCursorKind(parent)) {
    case CXCursor_VarDecl:
    case CXCursor_ParmDecl:
    case CXCursor_FieldDecl:
    case CXCursor_TypedefDecl:
    case CXCursor_FunctionDecl:
    case CXCursor_DeclStmt:
    case CXCursor_CStyleCastExpr:
    case CXCursor_CompoundLiteralExpr:
        return true;
    default:
        return false;
    }
}

void walk_mention(struct walk *walk, CXCursor reference)
{
    CXCursor function = clang_getCursorReferenced(reference);
    const char *key = key_of(walk, reference);
    if (clang_getCursorKind(function) != CXCursor_FunctionDecl ||
        walk->context == OUTLINE_UNEVALUATED || names_find(&walk->accounted, key, strlen(key)))
        return;
    struct outline_flow flow = {.from = walk_entity(walk, function),
                                .to = OUTLINE_NONE,
                                .place = walk_start(walk, reference)};
    vec_push(walk->outline->arena, &walk->outline->flows, flow);
}

static enum CXChildVisitResult account_for(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    walk_account_for(data, cursor);
    return CXChildVisit_Continue;
}

void walk_account_for_operands(struct walk *walk, CXCursor cursor)
{
    clang_visitChildren(cursor, account_for, walk);
}

/* ---- flows ---- */

struct target {
    struct walk *walk;
    uint32_t to;
};

static enum CXChildVisitResult take_value_of(CXCursor cursor, CXCursor parent, CXClientData data)
{
    const struct target *target = data;
    (void)parent;
    if (walk_is_pointer(clang_getCursorType(cursor)))
        walk_flow(target->walk, cursor, target->to);
    else if (clang_getCursorKind(cursor) == CXCursor_InitListExpr)
        clang_visitChildren(cursor, take_value_of, data);
    return CXChildVisit_Continue;
}

/* Both results of a conditional operator, or what an array without a name holds. */
static bool is_made_of_several(CXCursor core)
{
    enum CXCursorKind kind = clang_getCursorKind(core);
    return kind == CXCursor_ConditionalOperator || kind == CXCursor_CompoundLiteralExpr ||
           kind == CXCursor_InitListExpr;
}

void walk_flow(struct walk *walk, CXCursor from, uint32_t to)
{
    struct target target = {walk, to};
    CXCursor core = walk_core_of(from, true);
    bool is_assignment = clang_getCursorKind(core) == CXCursor_BinaryOperator &&
                         (clang_getCursorBinaryOperatorKind(core) == CXBinaryOperator_Assign ||
                          clang_getCursorBinaryOperatorKind(core) == CXBinaryOperator_Comma);
    if (is_made_of_several(core)) {
        clang_visitChildren(core, take_value_of, &target);
        return;
    }
    if (is_assignment) {
        CXCursor last = clang_getNullCursor();
        clang_visitChildren(core, take_last, &last);
        walk_flow(walk, last, to);
        return;
    }
    uint32_t source = entity_of(walk, core);
    if (source == OUTLINE_NONE)
        return;
    walk_account_for(walk, core);
    if (source == to)
        return;
    struct outline_flow flow = {.from = source, .to = to, .place = walk_start(walk, from)};
    vec_push(walk->outline->arena, &walk->outline->flows, flow);
}

void walk_return(struct walk *walk, CXCursor statement)
{
    CXCursor value = walk_first_child(statement);
    if (walk->function != OUTLINE_NONE && !clang_Cursor_isNull(value) &&
        walk_is_pointer(clang_getCursorType(value)))
        walk_flow(walk, value, walk_result(walk, walk->function));
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
        walk_flow(walk, operands[1], walk_source_of(walk, operands[0]));
}

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
    else
        walk_flow(walk, initialiser, to);
}

void walk_list(struct walk *walk, CXCursor cursor)
{
    struct list list = {.walk = walk, .type = clang_getCanonicalType(clang_getCursorType(cursor))};
    if (list.type.kind == CXType_Record)
        clang_visitChildren(cursor, take_value, &list);
}
