/* SPDX-License-Identifier: BSD-3-Clause */
/* What became of the functions and pointers. */
#include <stdlib.h>
#include <string.h>

#include "adopt/parts.h"
#include "base/arena.h"

static int by_place(const char *a_file, unsigned a_line, unsigned a_column, const char *b_file,
                    unsigned b_line, unsigned b_column)
{
    int order = strcmp(a_file, b_file);
    if (order == 0)
        order = (a_line > b_line) - (a_line < b_line);
    return order ? order : (a_column > b_column) - (a_column < b_column);
}

static int compare_notes(const void *left, const void *right)
{
    const struct adopt_note *a = left, *b = right;
    int order = by_place(a->file, a->line, a->column, b->file, b->line, b->column);
    return order ? order : strcmp(a->name, b->name);
}

static int compare_tamed(const void *left, const void *right)
{
    const struct adopt_tamed *a = left, *b = right;
    int order = by_place(a->file, a->line, a->column, b->file, b->line, b->column);
    return order ? order : strcmp(a->name, b->name);
}

static void add_note(struct adoption *adoption, struct adopt_result *result, uint32_t entity,
                     struct outline_spot place)
{
    const struct state *state = &adoption->states[entity];
    const struct outline_entity *described = &adoption->outline->entities.at[entity];
    struct adopt_note note = {.name = described->name,
                              .kind = state->kind,
                              .reason = state->reason,
                              .is_pointer = described->kind != OUTLINE_FUNCTION};
    if (!outline_is_nowhere(state->place))
        place = state->place;
    note.file = adoption->outline->files.at[place.file].path;
    places_line(adoption, place, &note.line, &note.column);
    vec_push(adoption->arena, &result->plain, note);
}

static void add_tamed(struct adoption *adoption, struct adopt_result *result, uint32_t entity,
                      struct outline_spot place)
{
    struct adopt_tamed tamed = {.name = adoption->outline->entities.at[entity].name,
                                .is_new = !adoption->states[entity].was_marked};
    tamed.file = adoption->outline->files.at[place.file].path;
    places_line(adoption, place, &tamed.line, &tamed.column);
    vec_push(adoption->arena, &result->tamed, tamed);
}

static void add_unmarked(struct adoption *adoption, struct adopt_result *result, uint32_t entity,
                         struct outline_spot place, const char *reason)
{
    const struct outline *outline = adoption->outline;
    struct adopt_note note = {.name = outline->entities.at[entity].name,
                              .kind = "unmarked",
                              .reason = reason,
                              .is_pointer = true};
    if (!places_is_owned(adoption, place))
        return;
    note.file = outline->files.at[place.file].path;
    places_line(adoption, place, &note.line, &note.column);
    vec_push(adoption->arena, &result->plain, note);
}

/* Does what it leads to block where it is called? */
static bool is_lost(const struct adoption *adoption, const struct outline_flow *flow)
{
    if (!adoption->states[flow->from].is_tamed)
        return false;
    if (flow->to == OUTLINE_NONE)
        return true;
    switch (adoption->outline->entities.at[flow->to].kind) {
    case OUTLINE_RESULT: /* its calls are described */
        return false;
    case OUTLINE_CHOICE:
        return !adoption->states[flow->to].is_tamed;
    default:
        return !adoption->states[flow->to].is_declared;
    }
}

/* Tamed functions whose callers cannot know it, as those that the library calls. */
static void describe_flows(struct adoption *adoption, struct adopt_result *result)
{
    const struct outline *outline = adoption->outline;
    for (size_t i = 0; i < outline->flows.count; i++)
        if (is_lost(adoption, &outline->flows.at[i]))
            add_unmarked(adoption, result, outline->flows.at[i].from,
                         outline->flows.at[i].place.written,
                         "called through this pointer, it blocks");
    for (size_t i = 0; i < outline->calls.count; i++) {
        const struct outline_call *call = &outline->calls.at[i];
        if (adoption->states[call->callee].is_tamed && !closure_can_await(adoption, call->callee) &&
            call->context == OUTLINE_EVALUATED)
            add_unmarked(adoption, result, call->callee, call->start.written,
                         "the call of what it returns blocks");
    }
}

/* Each entity at its definition, or where it has none at its first declaration, once. */
void describe(struct adoption *adoption, struct adopt_result *result)
{
    const struct outline *outline = adoption->outline;
    bool *seen = arena_array(adoption->arena, outline->entities.count + 1, sizeof *seen);
    for (size_t i = 0; i < outline->decls.count; i++) {
        const struct outline_decl *decl = &outline->decls.at[i];
        const struct outline_entity *entity = &outline->entities.at[decl->entity];
        bool is_function = entity->kind == OUTLINE_FUNCTION;
        if (seen[decl->entity] || !places_is_owned(adoption, decl->name.written) ||
            (is_function && !decl->is_definition))
            continue;
        seen[decl->entity] = true;
        if (adoption->states[decl->entity].reason && adoption->states[decl->entity].is_wanted)
            add_note(adoption, result, decl->entity, decl->name.written);
        else if (is_function && adoption->states[decl->entity].is_tamed)
            add_tamed(adoption, result, decl->entity, decl->name.written);
    }
    describe_flows(adoption, result);
    if (result->plain.count > 0)
        qsort(result->plain.at, result->plain.count, sizeof *result->plain.at, compare_notes);
    if (result->tamed.count > 0)
        qsort(result->tamed.at, result->tamed.count, sizeof *result->tamed.at, compare_tamed);
}
