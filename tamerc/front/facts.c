/* SPDX-License-Identifier: BSD-3-Clause */
#include "front/facts.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "front/clang_unit.h"
#include "front/types.h"
#include "ir/ir.h"

static bool is_declaration(enum CXCursorKind kind)
{
    return kind == CXCursor_VarDecl || kind == CXCursor_ParmDecl || kind == CXCursor_TypedefDecl ||
           kind == CXCursor_FunctionDecl;
}

static void add(struct facts *facts, CXCursor cursor)
{
    struct fact fact = {.cursor = cursor, .order = (uint32_t)facts->list.count};
    if (is_declaration(clang_getCursorKind(cursor))) {
        if (!clang_unit_place(facts->unit, cursor, &fact.start))
            return;
        fact.end = fact.start;
    } else if (!clang_isExpression(clang_getCursorKind(cursor)) ||
               !clang_unit_extent(facts->unit, cursor, &fact.start, &fact.end) ||
               fact.start >= fact.end) {
        return;
    }
    vec_push(facts->arena, &facts->list, fact);
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    add(data, cursor);
    facts_note_hidden(data, cursor);
    return CXChildVisit_Recurse;
}

static int compare(const void *left, const void *right)
{
    const struct fact *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end < b->end ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

void facts_collect(struct facts *facts, CXCursor function)
{
    facts->hidden.arena = facts->arena;
    clang_visitChildren(function, visit, facts);
    if (facts->list.count > 0)
        qsort(facts->list.at, facts->list.count, sizeof *facts->list.at, compare);
}

/* So are the parts of a transparent union that an argument is converted to, which nobody wrote. */
static bool is_conversion(enum CXCursorKind kind)
{
    return kind == CXCursor_UnexposedExpr || kind == CXCursor_CompoundLiteralExpr ||
           kind == CXCursor_InitListExpr;
}

/* The first with the extent; NULL: none. */
static const struct fact *find(const struct facts *facts, uint32_t start, uint32_t end)
{
    struct fact key = {.start = start, .end = end};
    size_t low = 0, high = facts->list.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(&facts->list.at[middle], &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == facts->list.count)
        return NULL;
    const struct fact *fact = &facts->list.at[low];
    return fact->start == start && fact->end == end ? fact : NULL;
}

const struct fact *facts_expression(const struct facts *facts, uint32_t start, uint32_t end)
{
    const struct fact *fact = find(facts, start, end), *last = fact;
    const struct fact *stop = fact ? facts->list.at + facts->list.count : NULL;
    for (; fact && fact < stop && fact->start == start && fact->end == end; fact++) {
        if (!is_conversion(clang_getCursorKind(fact->cursor)))
            return fact;
        last = fact;
    }
    return last;
}

enum fact_decl facts_declaration(const struct facts *facts, uint32_t name,
                                 const struct ir_type **ret_type, bool *ret_marked)
{
    const struct fact *fact = find(facts, name, name);
    if (!fact)
        return FACT_NONE;
    enum CXCursorKind kind = clang_getCursorKind(fact->cursor);
    CXType type = clang_getCursorType(fact->cursor);
    *ret_type = facts_visible(facts, types_make(facts->arena, type, kind == CXCursor_ParmDecl));
    *ret_marked = types_declaration_marked(fact->cursor);
    if (kind == CXCursor_TypedefDecl)
        return FACT_TYPEDEF;
    if (kind == CXCursor_FunctionDecl)
        return FACT_FUNCTION;
    enum CX_StorageClass storage = clang_Cursor_getStorageClass(fact->cursor);
    bool is_static = storage == CX_SC_Static || storage == CX_SC_Extern ||
                     clang_getCursorTLSKind(fact->cursor) != CXTLS_None;
    return is_static ? FACT_STATIC : FACT_VARIABLE;
}

/* The reference to a function of the compiler's own has a type without a size or a meaning. */
const struct ir_type *facts_type(const struct facts *facts, const struct fact *fact, bool decays)
{
    CXCursor declaration = clang_getCursorReferenced(fact->cursor);
    bool is_function = clang_getCursorKind(fact->cursor) == CXCursor_DeclRefExpr &&
                       clang_getCursorKind(declaration) == CXCursor_FunctionDecl;
    CXType type = clang_getCursorType(is_function ? declaration : fact->cursor);
    return facts_visible(facts, types_make(facts->arena, type, decays));
}

bool facts_is_constant_name(const struct fact *fact)
{
    return clang_getCursorKind(fact->cursor) == CXCursor_DeclRefExpr &&
           clang_getCursorKind(clang_getCursorReferenced(fact->cursor)) ==
               CXCursor_EnumConstantDecl;
}

int facts_bitfield_width(const struct fact *fact)
{
    CXCursor member = clang_getCursorReferenced(fact->cursor);
    if (clang_getCursorKind(fact->cursor) != CXCursor_MemberRefExpr ||
        !clang_Cursor_isBitField(member))
        return 0;
    return clang_getFieldDeclBitWidth(member);
}

bool facts_bitfield_is_unsigned(const struct fact *fact)
{
    CXType type =
        clang_getCanonicalType(clang_getCursorType(clang_getCursorReferenced(fact->cursor)));
    if (type.kind == CXType_Enum)
        type = clang_getCanonicalType(clang_getEnumDeclIntegerType(clang_getTypeDeclaration(type)));
    return type.kind >= CXType_Bool && type.kind <= CXType_UInt128;
}

uint32_t facts_declared_at(const struct facts *facts, const struct fact *fact)
{
    uint32_t offset = UINT32_MAX;
    CXCursor declaration = clang_getCursorReferenced(fact->cursor);
    if (clang_Cursor_isNull(declaration) || !clang_unit_place(facts->unit, declaration, &offset))
        return UINT32_MAX;
    return offset;
}

bool facts_is_marked(const struct fact *fact)
{
    CXCursor declaration = clang_getCursorReferenced(fact->cursor);
    if (!clang_Cursor_isNull(declaration) && types_declaration_marked(declaration))
        return true;
    return types_marked(clang_getCursorType(fact->cursor));
}

/* A name that clang knows has a type of clang's own until it is called, one of the shims' is
 * declared there; what it had to declare itself it declares where the name stands. */
bool facts_is_unknown_builtin(const struct facts *facts, const struct fact *fact)
{
    uint32_t place = 0;
    if (clang_getCursorKind(fact->cursor) != CXCursor_DeclRefExpr)
        return false;
    CXString name = clang_getCursorSpelling(fact->cursor);
    CXString type = clang_getTypeSpelling(clang_getCursorType(fact->cursor));
    bool is_unknown =
        strncmp(clang_getCString(name), "__builtin_", 10) == 0 && clang_getCString(type)[0] != '<';
    clang_disposeString(name);
    clang_disposeString(type);
    return is_unknown &&
           clang_unit_place(facts->unit, clang_getCursorReferenced(fact->cursor), &place);
}

static CXType called_function(CXType type)
{
    type = clang_getCanonicalType(type);
    while (type.kind == CXType_Pointer)
        type = clang_getCanonicalType(clang_getPointeeType(type));
    return type;
}

/* In a prototype a bound may be left open. NULL: the innermost type has no name. */
static const char *prototype_spelling(struct arena *arena, const struct ir_type *type)
{
    const char *inner = "";
    for (; type->is_variable; type = type->of) {
        if (type->kind == IR_TYPE_POINTER)
            inner = arena_printf(arena, "*%s", inner);
        else if (type->kind == IR_TYPE_ARRAY && type->count > 0)
            inner = arena_printf(arena, *inner == '*' ? "(%s)[%llu]" : "%s[%llu]", inner,
                                 (unsigned long long)type->count);
        else if (type->kind == IR_TYPE_ARRAY)
            inner = arena_printf(arena, *inner == '*' ? "(%s)[*]" : "%s[*]", inner);
        else
            return NULL;
    }
    if (!type->spelling)
        return NULL;
    return arena_printf(arena, "%s%s__typeof__(%s) %s", type->is_const ? "const " : "",
                        type->is_volatile ? "volatile " : "", type->spelling, inner);
}

static const struct ir_type *parameter_type(const struct facts *facts, CXType type)
{
    struct arena *arena = facts->arena;
    const struct ir_type *known = facts_visible(facts, types_make(arena, type, true));
    if (!known || !known->is_variable)
        return known;
    struct ir_type *spelled = arena_new(arena, struct ir_type);
    *spelled = *known;
    spelled->spelling = prototype_spelling(arena, known);
    return spelled;
}

const struct ir_type **facts_parameters(const struct facts *facts, const struct fact *fact,
                                        uint32_t *ret_count)
{
    CXType function = called_function(clang_getCursorType(fact->cursor));
    int count = clang_getNumArgTypes(function);
    *ret_count = count > 0 ? (uint32_t)count : 0;
    const struct ir_type **types =
        arena_array(facts->arena, *ret_count, sizeof(const struct ir_type *));
    for (uint32_t i = 0; i < *ret_count; i++)
        types[i] = parameter_type(facts, clang_getArgType(function, i));
    return types;
}
