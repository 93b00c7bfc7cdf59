/* SPDX-License-Identifier: BSD-3-Clause */
#include "front/types.h"

#include <string.h>

#include "base/arena.h"
#include "front/spelling.h"
#include "ir/ir.h"

/* ---- kinds ---- */

static bool is_array(enum CXTypeKind kind)
{
    return kind == CXType_ConstantArray || kind == CXType_IncompleteArray ||
           kind == CXType_VariableArray;
}

static bool is_function(enum CXTypeKind kind)
{
    return kind == CXType_FunctionProto || kind == CXType_FunctionNoProto;
}

static enum ir_type_kind kind_of(enum CXTypeKind kind)
{
    if (kind == CXType_Void)
        return IR_TYPE_VOID;
    if (kind == CXType_Enum || (kind >= CXType_Bool && kind <= CXType_Int128))
        return IR_TYPE_INTEGER;
    if (kind == CXType_Float || kind == CXType_Double || kind == CXType_LongDouble ||
        kind == CXType_Float128 || kind == CXType_Half || kind == CXType_Float16 ||
        kind == CXType_BFloat16)
        return IR_TYPE_FLOAT;
    if (kind == CXType_Pointer)
        return IR_TYPE_POINTER;
    if (is_array(kind))
        return IR_TYPE_ARRAY;
    if (kind == CXType_Record)
        return IR_TYPE_RECORD;
    return is_function(kind) ? IR_TYPE_FUNCTION : IR_TYPE_OTHER;
}

/* ---- names ---- */

/* Is it declared inside a function, or has it no name? */
static bool is_local(CXCursor declaration)
{
    if (clang_Cursor_isAnonymous(declaration) || clang_Cursor_isAnonymousRecordDecl(declaration))
        return true;
    for (CXCursor at = clang_getCursorSemanticParent(declaration); !clang_Cursor_isNull(at);
         at = clang_getCursorSemanticParent(at)) {
        enum CXCursorKind kind = clang_getCursorKind(at);
        if (kind == CXCursor_FunctionDecl)
            return true;
        if (kind == CXCursor_TranslationUnit)
            return false;
    }
    return false;
}

/* A type inside a function's parameter list is local as well, whatever its parent is said to be. */
static bool has_name(CXType type, bool sugar);

/* Of an array in a parameter: all its bounds are numbers, or left open. */
static bool has_open_bounds(CXType array)
{
    bool is_open = true;
    CXString text = clang_getTypeSpelling(array);
    for (const char *at = clang_getCString(text); (at = strchr(at, '[')) != NULL; at++)
        is_open &= strchr("*]0123456789", at[1]) != NULL;
    clang_disposeString(text);
    return is_open;
}

static bool parameter_has_name(CXType type, bool sugar)
{
    CXType target = type;
    while (target.kind == CXType_Pointer)
        target = clang_getPointeeType(target);
    if (target.kind != CXType_VariableArray)
        return has_name(type, sugar);
    if (!has_open_bounds(target))
        return false;
    while (is_array(target.kind))
        target = clang_getArrayElementType(target);
    return has_name(target, sugar);
}

static bool function_has_name(CXType type, bool sugar)
{
    if (!has_name(clang_getResultType(type), sugar))
        return false;
    for (int i = 0; i < clang_getNumArgTypes(type); i++)
        if (!parameter_has_name(clang_getArgType(type, (unsigned)i), sugar))
            return false;
    return true;
}

/* Whether every name in the type's spelling means the same at file scope. sugar: the type is to be
 * spelled as written, so typedefs count by themselves. */
static bool has_name(CXType type, bool sugar)
{
    switch (type.kind) {
    case CXType_Typedef:
        return !is_local(clang_getTypeDeclaration(type));
    case CXType_Elaborated:
        return has_name(clang_Type_getNamedType(type), sugar);
    case CXType_Record:
    case CXType_Enum: {
        CXCursor declaration = clang_getTypeDeclaration(type);
        CXString text = clang_getTypeSpelling(type);
        bool nameless = strchr(clang_getCString(text), '(') != NULL;
        clang_disposeString(text);
        return !nameless && !is_local(declaration);
    }
    case CXType_Pointer:
    case CXType_BlockPointer:
        return has_name(clang_getPointeeType(type), sugar);
    case CXType_Atomic:
        return has_name(clang_Type_getValueType(type), sugar);
    case CXType_ConstantArray:
    case CXType_IncompleteArray:
        return has_name(clang_getArrayElementType(type), sugar);
    case CXType_VariableArray:
        return false;
    case CXType_FunctionProto:
    case CXType_FunctionNoProto:
        return function_has_name(type, sugar);
    case CXType_Vector:
    case CXType_ExtVector:
    case CXType_Complex:
        return true;
    case CXType_Unexposed:
    case CXType_Auto:
    case CXType_Attributed:
        return !sugar;
    default:
        return true;
    }
}

static bool is_qualified(CXType type)
{
    CXType canonical = clang_getCanonicalType(type);
    return clang_isConstQualifiedType(canonical) || clang_isVolatileQualifiedType(canonical) ||
           clang_isRestrictQualifiedType(canonical);
}

static const char *array_spelling(struct arena *arena, const char *element, const char *bound)
{
    const char *bracket = strchr(element, '[');
    if (strchr(element, '('))
        return arena_printf(arena, "__typeof__(%s)%s", element, bound);
    if (!bracket)
        return arena_printf(arena, "%s%s", element, bound);
    return arena_printf(arena, "%.*s%s%s", (int)(bracket - element), element, bound, bracket);
}

/* Without qualifiers at the top; NULL where there is no such name. */
static const char *spelling_of(struct arena *arena, CXType type)
{
    CXType canonical = clang_getCanonicalType(type);
    if (canonical.kind == CXType_Atomic) {
        CXType value = type.kind == CXType_Atomic ? type : canonical;
        return spelling_of(arena, clang_Type_getValueType(value));
    }
    if (is_array(canonical.kind)) {
        CXType array = is_array(type.kind) ? type : canonical;
        const char *element = spelling_of(arena, clang_getArrayElementType(array));
        long long size = clang_getArraySize(canonical);
        if (!element || canonical.kind == CXType_VariableArray)
            return NULL;
        return array_spelling(arena, element,
                              size < 0 ? "[]" : arena_printf(arena, "[%lld]", size));
    }
    CXType plain = clang_getUnqualifiedType(type);
    if (is_qualified(plain) || !has_name(plain, true))
        plain = clang_getUnqualifiedType(canonical);
    if (!has_name(plain, plain.kind != clang_getCanonicalType(plain).kind))
        return NULL;
    return spelling_make(arena, plain);
}

/* ---- properties ---- */

static uint32_t positive(long long size)
{
    return size > 0 && size <= UINT32_MAX ? (uint32_t)size : 0;
}

static bool is_variable(CXType type)
{
    type = clang_getCanonicalType(type);
    switch (type.kind) {
    case CXType_VariableArray:
        return true;
    case CXType_ConstantArray:
    case CXType_IncompleteArray:
        return is_variable(clang_getArrayElementType(type));
    case CXType_Pointer:
        return is_variable(clang_getPointeeType(type));
    case CXType_Atomic:
        return is_variable(clang_Type_getValueType(type));
    case CXType_FunctionProto:
    case CXType_FunctionNoProto:
        return is_variable(clang_getResultType(type));
    default:
        return false;
    }
}

static CXType innermost_element(CXType type)
{
    type = clang_getCanonicalType(type);
    while (is_array(type.kind))
        type = clang_getCanonicalType(clang_getArrayElementType(type));
    return type;
}

/* Clang puts the qualifiers of elements on the canonical array, or leaves them on the elements. */
static void add_qualifiers(struct ir_type *made, CXType type)
{
    for (;;) {
        type = clang_getCanonicalType(type);
        made->is_const |= clang_isConstQualifiedType(type) != 0;
        made->is_volatile |= clang_isVolatileQualifiedType(type) != 0;
        made->is_atomic |= type.kind == CXType_Atomic;
        if (!is_array(type.kind))
            return;
        type = clang_getArrayElementType(type);
    }
}

static enum CXVisitorResult find_const_member(CXCursor field, CXClientData data)
{
    bool *found = data;
    CXType type = innermost_element(clang_getCursorType(field));
    struct ir_type qualifiers = {0};
    add_qualifiers(&qualifiers, clang_getCursorType(field));
    if (qualifiers.is_const) {
        *found = true;
        return CXVisit_Break;
    }
    if (type.kind == CXType_Record)
        clang_Type_visitFields(type, find_const_member, found);
    return *found ? CXVisit_Break : CXVisit_Continue;
}

static bool has_const_member(CXType canonical)
{
    bool found = false;
    canonical = innermost_element(canonical);
    if (canonical.kind == CXType_Record)
        clang_Type_visitFields(canonical, find_const_member, &found);
    return found;
}

static enum CXVisitorResult find_flexible(CXCursor field, CXClientData data)
{
    bool *found = data;
    CXType type = clang_getCanonicalType(clang_getCursorType(field));
    if (type.kind == CXType_IncompleteArray)
        *found = true;
    type = innermost_element(type);
    if (type.kind == CXType_Record && !*found)
        clang_Type_visitFields(type, find_flexible, found);
    return *found ? CXVisit_Break : CXVisit_Continue;
}

static bool has_flexible(CXType canonical)
{
    bool found = false;
    canonical = innermost_element(canonical);
    if (canonical.kind == CXType_Record)
        clang_Type_visitFields(canonical, find_flexible, &found);
    return found;
}

/* What names the type where its declaration is in scope; NULL: it has no name. */
static const char *local_spelling_of(struct arena *arena, CXType type)
{
    CXType forms[] = {clang_getUnqualifiedType(type),
                      clang_getUnqualifiedType(clang_getCanonicalType(type))};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const char *spelling = spelling_make(arena, forms[i]);
        if (!strstr(spelling, " at ") && !strstr(spelling, "typeof"))
            return spelling;
    }
    return NULL;
}

static const char *local_pointer(struct arena *arena, CXType target)
{
    const char *spelling = local_spelling_of(arena, target);
    return spelling ? arena_printf(arena, "__typeof__(%s) *", spelling) : NULL;
}

static const struct ir_type *pointer_to(struct arena *arena, CXType target)
{
    struct ir_type *type = arena_new(arena, struct ir_type);
    type->kind = IR_TYPE_POINTER;
    type->size = type->align = (uint32_t)sizeof(void *);
    type->is_variable = is_variable(target);
    if (type->is_variable)
        type->of = types_make(arena, target, false);
    if (!has_name(target, true))
        target = clang_getCanonicalType(target);
    if (has_name(target, target.kind != clang_getCanonicalType(target).kind)) {
        const char *spelling = spelling_make(arena, target);
        if (strstr(spelling, "__va_list_tag")) /* gcc's has no name */
            spelling = "__typeof__((*(__builtin_va_list *)0)[0])";
        bool plain = !strpbrk(spelling, "([");
        type->spelling = plain ? arena_printf(arena, "%s *", spelling)
                               : arena_printf(arena, "__typeof__(%s) *", spelling);
    } else if (!type->is_variable) {
        type->local = local_pointer(arena, target);
    }
    return type;
}

/* No type, or one of clang's own in angle brackets: they have no size, and asking for it crashes.
 */
static bool is_unknown(CXType canonical)
{
    if (canonical.kind == CXType_Invalid || canonical.kind == CXType_Dependent)
        return true;
    if (canonical.kind != CXType_Unexposed)
        return false;
    CXString text = clang_getTypeSpelling(canonical);
    bool is_own = clang_getCString(text)[0] == '<';
    clang_disposeString(text);
    return is_own;
}

/* An enumeration without a name outside is as good as the integer type it is compatible with; NULL:
 * it is none. */
static const char *integer_of_enum(struct arena *arena, CXType canonical)
{
    if (canonical.kind != CXType_Enum)
        return NULL;
    CXType integer = clang_getEnumDeclIntegerType(clang_getTypeDeclaration(canonical));
    if (integer.kind == CXType_Invalid) /* it is declared, but nowhere defined */
        return NULL;
    return spelling_of(arena, clang_getCanonicalType(integer));
}

static void add_parameters(struct arena *arena, struct ir_type *made, CXType function)
{
    int count = clang_getNumArgTypes(function);
    made->param_count = count > 0 ? (uint32_t)count : 0;
    made->params = arena_array(arena, made->param_count, sizeof(const struct ir_type *));
    for (uint32_t i = 0; i < made->param_count; i++)
        made->params[i] = types_make(arena, clang_getArgType(function, i), true);
    made->is_open = function.kind == CXType_FunctionNoProto;
    made->is_variadic = !made->is_open && clang_isFunctionTypeVariadic(function) != 0;
    made->is_foreign = clang_getFunctionTypeCallingConv(function) == CXCallingConv_X86_64Win64;
}

static void derive(struct arena *arena, struct ir_type *made, CXType canonical)
{
    CXType of;
    if (is_array(canonical.kind)) {
        long long count = clang_getArraySize(canonical);
        made->count = count > 0 ? (uint64_t)count : 0;
        made->is_open = canonical.kind == CXType_IncompleteArray;
        of = clang_getArrayElementType(canonical);
    } else if (canonical.kind == CXType_Pointer) {
        of = clang_getPointeeType(canonical);
    } else {
        add_parameters(arena, made, canonical);
        of = clang_getResultType(canonical);
    }
    struct ir_type *copy = arena_new(arena, struct ir_type);
    const struct ir_type *known = types_make(arena, of, false);
    if (!known)
        return;
    *copy = *known;
    if (is_array(canonical.kind)) { /* the qualifiers are those of the elements */
        copy->is_const |= made->is_const;
        copy->is_volatile |= made->is_volatile;
    }
    made->of = copy;
}

/* Pointers to functions of what has no name at all, and so on. */
static bool is_derived(const struct ir_type *type)
{
    return type->kind == IR_TYPE_POINTER || type->kind == IR_TYPE_ARRAY ||
           type->kind == IR_TYPE_FUNCTION;
}

/* Whether the type is the one that <stdarg.h> names. */
static bool is_va_list(CXType type)
{
    bool found = false;
    while (!found && (type.kind == CXType_Elaborated || type.kind == CXType_Typedef)) {
        if (type.kind == CXType_Elaborated) {
            type = clang_Type_getNamedType(type);
            continue;
        }
        CXCursor declaration = clang_getTypeDeclaration(type);
        CXString name = clang_getCursorSpelling(declaration);
        found = strcmp(clang_getCString(name), "__builtin_va_list") == 0;
        clang_disposeString(name);
        type = clang_getTypedefDeclUnderlyingType(declaration);
    }
    return found;
}

/* Compilers have names of their own for what it is made of. */
static const struct ir_type *pointer_of_va_list(void)
{
    static const struct ir_type type = {
        .kind = IR_TYPE_POINTER,
        .size = sizeof(void *),
        .align = sizeof(void *),
        .spelling = "__typeof__(&(*(__builtin_va_list *)0)[0])",
        .is_va_list = true,
    };
    return &type;
}

const struct ir_type *types_make(struct arena *arena, CXType type, bool adjust)
{
    CXType canonical = clang_getCanonicalType(type);
    if (is_unknown(canonical))
        return NULL;
    if (adjust && is_array(canonical.kind) && is_va_list(type))
        return pointer_of_va_list();
    if (adjust && is_array(canonical.kind))
        return pointer_to(arena, clang_getArrayElementType(is_array(type.kind) ? type : canonical));
    if (adjust && is_function(canonical.kind))
        return pointer_to(arena, type);
    struct ir_type *made = arena_new(arena, struct ir_type);
    CXType value = canonical.kind == CXType_Atomic ? clang_Type_getValueType(canonical) : canonical;
    made->kind = kind_of(clang_getCanonicalType(value).kind);
    made->size = positive(clang_Type_getSizeOf(type));
    made->align = positive(clang_Type_getAlignOf(type));
    add_qualifiers(made, type);
    made->is_variable = is_variable(canonical);
    made->has_const_member = has_const_member(canonical);
    made->has_flexible = has_flexible(canonical);
    made->is_va_list = is_va_list(type);
    made->spelling = made->is_variable ? NULL : spelling_of(arena, type);
    if (!made->spelling)
        made->spelling = integer_of_enum(arena, clang_getCanonicalType(value));
    if (!made->spelling && !made->is_variable)
        made->local = local_spelling_of(arena, type);
    if (made->kind == IR_TYPE_VOID || made->kind == IR_TYPE_FUNCTION || made->is_variable)
        made->size = made->align = 0;
    if (made->is_variable || (is_derived(made) && !made->spelling && !made->local))
        derive(arena, made, clang_getCanonicalType(value));
    return made;
}

/* ---- marks ---- */

static enum CXChildVisitResult find_mark(CXCursor cursor, CXCursor parent, CXClientData data)
{
    bool *found = data;
    (void)parent;
    if (clang_getCursorKind(cursor) == CXCursor_AnnotateAttr) {
        CXString text = clang_getCursorSpelling(cursor);
        if (strcmp(clang_getCString(text), "async") == 0)
            *found = true;
        clang_disposeString(text);
    }
    return *found ? CXChildVisit_Break : CXChildVisit_Continue;
}

bool types_declaration_marked(CXCursor declaration)
{
    bool found = false;
    clang_visitChildren(declaration, find_mark, &found);
    return found;
}

bool types_marked(CXType type)
{
    for (;;) {
        switch (type.kind) {
        case CXType_Elaborated:
            type = clang_Type_getNamedType(type);
            break;
        case CXType_Typedef: {
            CXCursor declaration = clang_getTypeDeclaration(type);
            if (types_declaration_marked(declaration))
                return true;
            type = clang_getTypedefDeclUnderlyingType(declaration);
            break;
        }
        case CXType_Pointer:
            type = clang_getPointeeType(type);
            break;
        case CXType_ConstantArray:
        case CXType_IncompleteArray:
        case CXType_VariableArray:
            type = clang_getArrayElementType(type);
            break;
        default:
            return false;
        }
    }
}
