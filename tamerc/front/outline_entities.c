/* SPDX-License-Identifier: BSD-3-Clause */
/* Functions and the declarations of pointers to them. */
#include <string.h>

#include "base/arena.h"
#include "front/outline_walk.h"
#include "front/types.h"

static bool is_array(CXType type)
{
    return type.kind == CXType_ConstantArray || type.kind == CXType_IncompleteArray ||
           type.kind == CXType_VariableArray;
}

bool walk_is_pointer(CXType type)
{
    bool leads = false;
    for (type = clang_getCanonicalType(type);; type = clang_getCanonicalType(type)) {
        if (is_array(type))
            type = clang_getArrayElementType(type);
        else if (type.kind == CXType_Pointer)
            type = clang_getPointeeType(type);
        else
            return leads &&
                   (type.kind == CXType_FunctionProto || type.kind == CXType_FunctionNoProto);
        leads = true;
    }
}

/* ---- keys ---- */

static const char *spelling_of(struct walk *walk, CXCursor cursor)
{
    CXString text = clang_getCursorSpelling(cursor);
    const char *spelling = clang_getCString(text);
    char *copy = arena_strdup(walk->outline->arena, spelling ? spelling : "");
    clang_disposeString(text);
    return copy;
}

static char *key_of_place(struct walk *walk, CXCursor cursor, const char *name)
{
    struct outline_place place = walk_place(walk, clang_getCursorLocation(cursor));
    const char *path =
        outline_is_nowhere(place.spelled) ? "" : walk->outline->files.at[place.spelled.file].path;
    return arena_printf(walk->outline->arena, "p:%s:%u:%s", path, (unsigned)place.spelled.offset,
                        name);
}

/* Whatever unit reads it. A macro may make the same one in several files. */
static char *key_of_definition(struct walk *walk, CXCursor definition, const char *name)
{
    struct outline_place place = walk_place(walk, clang_getCursorLocation(definition));
    bool is_known = !outline_is_nowhere(place.written);
    return arena_printf(walk->outline->arena, "d:%s:%u:%u:%s",
                        is_known ? walk->outline->files.at[place.written.file].path : "",
                        (unsigned)place.written.offset, (unsigned)place.spelled.offset, name);
}

static char *link_name_of(struct walk *walk, const char *name)
{
    return arena_printf(walk->outline->arena, "f:%s", name);
}

static char *key_of_function(struct walk *walk, CXCursor function, const char *name)
{
    CXCursor definition = clang_getCursorDefinition(function);
    bool is_defined = !clang_Cursor_isNull(definition);
    CXCursor first = is_defined ? definition : clang_getCanonicalCursor(function);
    if (clang_getCursorLinkage(function) == CXLinkage_External)
        return is_defined ? key_of_definition(walk, definition, name) : link_name_of(walk, name);
    struct outline_place place = walk_place(walk, clang_getCursorLocation(first));
    const char *path =
        outline_is_nowhere(place.written) ? "" : walk->outline->files.at[place.written.file].path;
    return arena_printf(walk->outline->arena, "s:%s:%s", path, name);
}

static uint32_t function_entity(struct walk *walk, CXCursor function)
{
    const char *name = spelling_of(walk, function);
    uint32_t index = outline_add_entity(walk->outline, key_of_function(walk, function, name), name,
                                        OUTLINE_FUNCTION);
    struct outline_entity *entity = &walk->outline->entities.at[index];
    CXType type = clang_getCursorType(function);
    if (clang_getCursorLinkage(function) == CXLinkage_External)
        entity->link_name = link_name_of(walk, name);
    if (clang_isFunctionTypeVariadic(type) && type.kind == CXType_FunctionProto)
        entity->is_variadic = true;
    return index;
}

/* What belongs to a function, wherever it is declared. */
static uint32_t part_entity(struct walk *walk, uint32_t function, enum outline_kind kind,
                            uint32_t part, const char *name)
{
    const char *key = arena_printf(walk->outline->arena, "%d:%u:%s", (int)kind, (unsigned)part,
                                   walk->outline->entities.at[function].key);
    uint32_t index = outline_add_entity(walk->outline, key, name, kind);
    walk->outline->entities.at[index].owner = function;
    walk->outline->entities.at[index].part = part;
    return index;
}

static uint32_t parameter_entity(struct walk *walk, CXCursor parameter)
{
    const char *name = spelling_of(walk, parameter);
    CXCursor parent = clang_getCursorSemanticParent(parameter);
    int index = 0, count = clang_getCursorKind(parent) == CXCursor_FunctionDecl
                               ? clang_Cursor_getNumArguments(parent)
                               : 0;
    while (index < count &&
           !clang_equalCursors(clang_Cursor_getArgument(parent, (unsigned)index), parameter))
        index++;
    if (index >= count)
        return outline_add_entity(walk->outline,
                                  key_of_place(walk, clang_getCanonicalCursor(parameter), name),
                                  name, OUTLINE_PARAMETER);
    return part_entity(walk, function_entity(walk, parent), OUTLINE_PARAMETER, (uint32_t)index,
                       name);
}

static uint32_t pointer_entity(struct walk *walk, CXCursor cursor, enum outline_kind kind)
{
    const char *name = spelling_of(walk, cursor);
    bool is_global =
        kind == OUTLINE_VARIABLE && clang_getCursorLinkage(cursor) == CXLinkage_External;
    const char *key = is_global ? arena_printf(walk->outline->arena, "v:%s", name)
                                : key_of_place(walk, clang_getCanonicalCursor(cursor), name);
    return outline_add_entity(walk->outline, key, name, kind);
}

uint32_t walk_entity(struct walk *walk, CXCursor cursor)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (kind == CXCursor_FunctionDecl)
        return function_entity(walk, cursor);
    if (kind == CXCursor_TypedefDecl)
        return walk_is_pointer(clang_getTypedefDeclUnderlyingType(cursor))
                   ? pointer_entity(walk, cursor, OUTLINE_TYPEDEF)
                   : OUTLINE_NONE;
    if (!walk_is_pointer(clang_getCursorType(cursor)))
        return OUTLINE_NONE;
    if (kind == CXCursor_VarDecl)
        return pointer_entity(walk, cursor, OUTLINE_VARIABLE);
    if (kind == CXCursor_FieldDecl)
        return pointer_entity(walk, cursor, OUTLINE_FIELD);
    return kind == CXCursor_ParmDecl ? parameter_entity(walk, cursor) : OUTLINE_NONE;
}

uint32_t walk_result(struct walk *walk, uint32_t function)
{
    return part_entity(walk, function, OUTLINE_RESULT, 0,
                       walk->outline->entities.at[function].name);
}

uint32_t walk_choice(struct walk *walk, CXCursor conditional)
{
    struct outline_place place = walk_start(walk, conditional);
    const char *key = arena_printf(walk->outline->arena, "c:%u:%u:%u:%u",
                                   (unsigned)place.written.file, (unsigned)place.written.offset,
                                   (unsigned)place.spelled.file, (unsigned)place.spelled.offset);
    return outline_add_entity(walk->outline, key, "", OUTLINE_CHOICE);
}

/* ---- declarations ---- */

struct marks {
    struct walk *walk;
    bool is_async;
};

/* Marks that this declaration itself has; those of earlier ones are shown here as well. */
static enum CXChildVisitResult find_marks(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct marks *marks = data;
    if (clang_getCursorKind(cursor) != CXCursor_AnnotateAttr)
        return CXChildVisit_Continue;
    struct outline_spot at = walk_start(marks->walk, cursor).written;
    struct outline_spot name = walk_place(marks->walk, clang_getCursorLocation(parent)).written;
    struct outline_spot end = walk_end(marks->walk, parent).written;
    CXString text = clang_getCursorSpelling(cursor);
    const char *spelling = clang_getCString(text);
    bool is_function = clang_getCursorKind(parent) == CXCursor_FunctionDecl;
    struct outline_spot start = walk_start(marks->walk, parent).written;
    bool own = at.file == name.file && at.offset <= end.offset &&
               (!is_function || at.offset >= start.offset);
    if (own)
        marks->is_async |= strcmp(spelling, "async") == 0;
    clang_disposeString(text);
    return CXChildVisit_Continue;
}

static enum CXChildVisitResult find_body(CXCursor cursor, CXCursor parent, CXClientData data)
{
    CXCursor *body = data;
    (void)parent;
    if (clang_getCursorKind(cursor) == CXCursor_CompoundStmt)
        *body = cursor;
    return CXChildVisit_Continue;
}

/* The typedef of a pointer to functions by which the type is named. */
static uint32_t typedef_of(struct walk *walk, CXType type)
{
    for (;;) {
        if (type.kind == CXType_Elaborated)
            type = clang_Type_getNamedType(type);
        else if (type.kind == CXType_Pointer)
            type = clang_getPointeeType(type);
        else if (is_array(type))
            type = clang_getArrayElementType(type);
        else if (type.kind == CXType_Typedef)
            return walk_entity(walk, clang_getTypeDeclaration(type));
        else
            return OUTLINE_NONE;
    }
}

static CXType declared_type(CXCursor cursor)
{
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_TypedefDecl:
        return clang_getTypedefDeclUnderlyingType(cursor);
    case CXCursor_FunctionDecl:
        return clang_getCursorResultType(cursor);
    default:
        return clang_getCursorType(cursor);
    }
}

/* A function's is that of what it returns. */
static void note_type(struct walk *walk, uint32_t entity, CXCursor cursor)
{
    CXType type = declared_type(cursor);
    if (clang_getCursorKind(cursor) == CXCursor_FunctionDecl) {
        if (!walk_is_pointer(type))
            return;
        entity = walk_result(walk, entity);
    }
    uint32_t name = typedef_of(walk, type);
    walk->outline->entities.at[entity].type = name;
}

void walk_declaration(struct walk *walk, CXCursor cursor)
{
    uint32_t entity = walk_entity(walk, cursor);
    if (entity == OUTLINE_NONE)
        return;
    struct marks marks = {.walk = walk};
    struct outline_decl decl = {.entity = entity, .unit = walk->unit_index};
    struct outline_entity *described = &walk->outline->entities.at[entity];
    bool is_function = clang_getCursorKind(cursor) == CXCursor_FunctionDecl;
    CXCursor body = clang_getNullCursor();
    clang_visitChildren(cursor, find_marks, &marks);
    if (is_function)
        clang_visitChildren(cursor, find_body, &body);
    decl.start = walk_start(walk, cursor);
    decl.name = walk_place(walk, clang_getCursorLocation(cursor));
    decl.end = walk_end(walk, cursor);
    decl.body.spelled.file = decl.body.written.file = OUTLINE_NONE;
    decl.is_definition = !clang_Cursor_isNull(body);
    decl.is_marked = marks.is_async;
    if (decl.is_definition) {
        decl.body = walk_start(walk, body);
        described->is_defined = true;
        if (clang_isFunctionTypeVariadic(clang_getCursorType(cursor)))
            described->variadic = decl.name.written;
    }
    described->is_marked |= decl.is_marked;
    outline_add_decl(walk->outline, &decl);
    note_type(walk, entity, cursor);
}

void walk_foreign(struct walk *walk, CXCursor function)
{
    uint32_t index = walk_entity(walk, function); /* may move the entities */
    struct outline_entity *entity = &walk->outline->entities.at[index];
    entity->is_foreign = true;
    entity->is_marked |= types_declaration_marked(function);
}
