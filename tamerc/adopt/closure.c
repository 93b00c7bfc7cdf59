/* SPDX-License-Identifier: BSD-3-Clause */
/* Which functions become tamed, and which pointers are marked. */
#include <string.h>

#include "adopt/parts.h"
#include "base/arena.h"

static const struct outline_spot nowhere = {OUTLINE_NONE, 0};

bool adoption_refuse(struct adoption *adoption, uint32_t entity, struct outline_spot place,
                     const char *reason)
{
    struct state *state = &adoption->states[entity];
    if (state->reason)
        return false;
    state->reason = arena_strdup(adoption->arena, reason);
    state->place = place;
    return true;
}

static bool is_listed(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static const char *why_not(const struct adoption *adoption, uint32_t index)
{
    const struct adopt_options *options = adoption->options;
    const struct outline_entity *entity = &adoption->outline->entities.at[index];
    if (is_listed(entity->name, options->keep_plain, options->keep_plain_count))
        return "asked for by --keep-plain";
    if (options->only_count > 0 && !is_listed(entity->name, options->only, options->only_count))
        return "not among the names of --only";
    if (entity->is_variadic)
        return "it has a variable number of arguments";
    if (!entity->is_defined)
        return "it is not defined in these files";
    return NULL;
}

void closure_refuse(struct adoption *adoption)
{
    const struct outline *outline = adoption->outline;
    for (size_t i = 0; i < outline->decls.count; i++) {
        const struct outline_decl *decl = &outline->decls.at[i];
        struct state *state = &adoption->states[decl->entity];
        state->was_marked |= decl->is_marked;
        if (outline->entities.at[decl->entity].kind == OUTLINE_FUNCTION &&
            !places_is_owned(adoption, decl->start.written))
            adoption_refuse(adoption, decl->entity, nowhere, "a header of the system declares it");
    }
    for (size_t i = 0; i < outline->entities.count; i++) {
        const char *reason = outline->entities.at[i].kind == OUTLINE_FUNCTION
                                 ? why_not(adoption, (uint32_t)i)
                                 : NULL;
        if (reason)
            adoption_refuse(adoption, (uint32_t)i, nowhere, reason);
    }
}

static bool set(struct adoption *adoption, uint32_t entity)
{
    struct state *state = &adoption->states[entity];
    if (state->is_tamed || state->reason)
        return false;
    state->is_tamed = true;
    return true;
}

static bool follow_calls(struct adoption *adoption)
{
    bool grown = false;
    for (size_t i = 0; i < adoption->outline->calls.count; i++) {
        const struct outline_call *call = &adoption->outline->calls.at[i];
        if (call->caller != OUTLINE_NONE && call->context == OUTLINE_EVALUATED &&
            adoption->states[call->callee].is_tamed)
            grown |= set(adoption, call->caller);
    }
    return grown;
}

static bool follow_flows(struct adoption *adoption)
{
    bool grown = false;
    for (size_t i = 0; i < adoption->outline->flows.count; i++) {
        const struct outline_flow *flow = &adoption->outline->flows.at[i];
        if (flow->to != OUTLINE_NONE && adoption->states[flow->from].is_tamed &&
            adoption->outline->entities.at[flow->to].kind != OUTLINE_FUNCTION)
            grown |= set(adoption, flow->to);
    }
    return grown;
}

void closure_compute(struct adoption *adoption)
{
    const struct outline *outline = adoption->outline;
    for (size_t i = 0; i < outline->entities.count; i++) {
        struct state *state = &adoption->states[i];
        bool is_function = outline->entities.at[i].kind == OUTLINE_FUNCTION;
        state->is_tamed =
            state->was_marked || (is_function && adoption->options->all && !state->reason);
    }
    for (bool grown = true; grown;) {
        grown = follow_calls(adoption);
        grown |= follow_flows(adoption);
    }
}
