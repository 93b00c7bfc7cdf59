/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Which definitions of one external name are one function. The files of several programs may be
 * read together, and each program has a main of its own.
 *
 * The reader makes one entity of each definition and one more, of the name alone, of what the
 * units see that only declare it. All of these are one where there is the latter, since nobody
 * knows which of them such a unit is linked with; and those are one that have a declaration in
 * common, since that has a mark or has none.
 */
#include <string.h>

#include "adopt/parts.h"
#include "base/arena.h"
#include "base/names.h"

struct join {
    struct outline *outline;
    uint32_t *target; /* by entity: the one that it is, or itself */
};

static uint32_t resolve(const struct join *join, uint32_t entity)
{
    while (entity != OUTLINE_NONE && join->target[entity] != entity)
        entity = join->target[entity];
    return entity;
}

static void unite(const struct join *join, uint32_t entity, uint32_t with)
{
    struct outline_entity *entities = join->outline->entities.at;
    entity = resolve(join, entity);
    with = resolve(join, with);
    if (entity == with)
        return;
    struct outline_entity *from = &entities[entity], *to = &entities[with];
    join->target[entity] = with;
    if (outline_is_nowhere(to->variadic))
        to->variadic = from->variadic;
    to->is_variadic |= from->is_variadic;
    to->is_defined |= from->is_defined;
    to->is_marked |= from->is_marked;
    to->is_foreign |= from->is_foreign;
    if (to->type == OUTLINE_NONE)
        to->type = from->type;
}

static void unite_with_undefined(const struct join *join)
{
    const struct outline *outline = join->outline;
    for (uint32_t i = 0; i < outline->entities.count; i++) {
        const char *name = outline->entities.at[i].link_name;
        if (name == NULL)
            continue;
        uintptr_t found = (uintptr_t)names_find(&outline->entity_names, name, strlen(name));
        if (found > 0)
            unite(join, i, (uint32_t)(found - 1));
    }
}

static void unite_by_declarations(const struct join *join)
{
    const struct outline *outline = join->outline;
    struct names places = {.arena = outline->arena};
    for (size_t i = 0; i < outline->decls.count; i++) {
        const struct outline_decl *decl = &outline->decls.at[i];
        const char *name = outline->entities.at[decl->entity].link_name;
        if (name == NULL)
            continue;
        const char *key =
            arena_printf(outline->arena, "%u:%u:%u:%u:%s", (unsigned)decl->name.written.file,
                         (unsigned)decl->name.written.offset, (unsigned)decl->name.spelled.file,
                         (unsigned)decl->name.spelled.offset, name);
        uintptr_t first =
            (uintptr_t)names_add(&places, key, strlen(key), (void *)(uintptr_t)(decl->entity + 1));
        unite(join, decl->entity, (uint32_t)(first - 1));
    }
}

/* The parameters and the results of one function. */
static void unite_parts(const struct join *join)
{
    const struct outline *outline = join->outline;
    struct names parts = {.arena = outline->arena};
    for (uint32_t i = 0; i < outline->entities.count; i++) {
        const struct outline_entity *entity = &outline->entities.at[i];
        if (entity->owner == OUTLINE_NONE)
            continue;
        const char *key =
            arena_printf(outline->arena, "%u:%d:%u", (unsigned)resolve(join, entity->owner),
                         (int)entity->kind, (unsigned)entity->part);
        uintptr_t first =
            (uintptr_t)names_add(&parts, key, strlen(key), (void *)(uintptr_t)(i + 1));
        unite(join, i, (uint32_t)(first - 1));
    }
}

static void rename_uses(const struct join *join)
{
    struct outline *outline = join->outline;
    for (size_t i = 0; i < outline->entities.count; i++)
        outline->entities.at[i].type = resolve(join, outline->entities.at[i].type);
    for (size_t i = 0; i < outline->calls.count; i++) {
        outline->calls.at[i].caller = resolve(join, outline->calls.at[i].caller);
        outline->calls.at[i].callee = resolve(join, outline->calls.at[i].callee);
    }
    for (size_t i = 0; i < outline->flows.count; i++) {
        outline->flows.at[i].from = resolve(join, outline->flows.at[i].from);
        outline->flows.at[i].to = resolve(join, outline->flows.at[i].to);
    }
    for (size_t i = 0; i < outline->statements.count; i++)
        outline->statements.at[i].function = resolve(join, outline->statements.at[i].function);
}

/* Each declaration once. */
static void rename_declarations(const struct join *join)
{
    struct outline *outline = join->outline;
    struct outline_decl_list read = outline->decls;
    outline->decls = (struct outline_decl_list){0};
    outline->decl_names = (struct names){.arena = outline->arena};
    for (size_t i = 0; i < read.count; i++) {
        read.at[i].entity = resolve(join, read.at[i].entity);
        outline_add_decl(outline, &read.at[i]);
    }
}

void programs_join(struct outline *outline)
{
    struct join join = {.outline = outline};
    join.target = arena_array(outline->arena, outline->entities.count + 1, sizeof *join.target);
    for (uint32_t i = 0; i < outline->entities.count; i++)
        join.target[i] = i;
    unite_with_undefined(&join);
    unite_by_declarations(&join);
    unite_parts(&join);
    rename_uses(&join);
    rename_declarations(&join);
}
