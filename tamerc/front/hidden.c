/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Types whose names are hidden in a function: `node *node = …` leaves no way to say `node` behind
 * it. Where the function declares a name of that spelling, anywhere, such a type gets an alias in
 * front of the function.
 */
#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "front/facts.h"
#include "front/type_names.h"
#include "ir/ir.h"

static bool declares_tag(enum CXCursorKind kind)
{
    return kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl || kind == CXCursor_EnumDecl;
}

static bool declares_name(enum CXCursorKind kind)
{
    return kind == CXCursor_VarDecl || kind == CXCursor_ParmDecl || kind == CXCursor_TypedefDecl ||
           kind == CXCursor_FunctionDecl || kind == CXCursor_EnumConstantDecl;
}

void facts_note_hidden(struct facts *facts, CXCursor cursor)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (!declares_tag(kind) && !declares_name(kind))
        return;
    CXString spelling = clang_getCursorSpelling(cursor);
    const char *name = clang_getCString(spelling);
    size_t size = strlen(name);
    if (size > 0 && (declares_tag(kind) || type_names_has(facts->types, name, size)))
        names_add(&facts->hidden, arena_strdup(facts->arena, name), size, facts);
    clang_disposeString(spelling);
}

static bool mentions_hidden(const struct facts *facts, const char *spelling)
{
    while (*spelling) {
        size_t size = 0;
        while (isalnum((unsigned char)spelling[size]) || spelling[size] == '_' ||
               spelling[size] == '$' || (unsigned char)spelling[size] >= 0x80)
            size++;
        if (size > 0 && names_find(&facts->hidden, spelling, size))
            return true;
        spelling += size > 0 ? size : 1;
    }
    return false;
}

static const char *alias_of(const struct facts *facts, const char *spelling)
{
    struct ir_func *func = facts->func;
    struct ir_alias **place = &func->aliases;
    uint32_t number = 1;
    for (; *place; place = &(*place)->next, number++)
        if (strcmp((*place)->spelling, spelling) == 0)
            return (*place)->name;
    *place = arena_new(facts->arena, struct ir_alias);
    (*place)->spelling = spelling;
    (*place)->name = arena_printf(facts->arena, "%s__type%u", func->signature->name, number);
    return (*place)->name;
}

/* Of a function: its parameters. */
static const struct ir_type **visible_params(const struct facts *facts, const struct ir_type *type)
{
    const struct ir_type **params =
        arena_array(facts->arena, type->param_count, sizeof(const struct ir_type *));
    for (uint32_t i = 0; i < type->param_count; i++)
        params[i] = facts_visible(facts, type->params[i]);
    return params;
}

const struct ir_type *facts_visible(const struct facts *facts, const struct ir_type *type)
{
    if (!type || facts->hidden.count == 0)
        return type;
    const struct ir_type *of = facts_visible(facts, type->of);
    bool is_hidden = type->spelling && mentions_hidden(facts, type->spelling);
    if (!is_hidden && of == type->of && type->param_count == 0)
        return type;
    struct ir_type *visible = arena_new(facts->arena, struct ir_type);
    *visible = *type;
    visible->of = of;
    visible->params = visible_params(facts, type);
    if (is_hidden)
        visible->spelling = alias_of(facts, type->spelling);
    return visible;
}
