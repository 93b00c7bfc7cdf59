/* SPDX-License-Identifier: BSD-3-Clause */
/* Which functions become tamed, and which pointers are marked. */
#include <string.h>

#include "adopt/parts.h"
#include "base/arena.h"

static const struct outline_spot nowhere = {OUTLINE_NONE, 0};

bool adoption_refuse(struct adoption *adoption, uint32_t entity, struct outline_spot place,
                     const char *kind, const char *reason)
{
    struct state *state = &adoption->states[entity];
    if (state->reason)
        return false;
    state->kind = kind;
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

/* Tamed, they would be called by what runs them. */
static bool is_called_unseen(const char *name)
{
    static const char *const names[] = {
        "memcpy",
        "memmove",
        "memset",
        "memcmp",
        "bcmp",
        "strlen",
        "abort",
        "malloc",
        "calloc",
        "realloc",
        "free",
        "aligned_alloc",
        "_start",
        "_init",
        "_fini",
        "mcount",
        "_mcount",
        "__main",
        "__mcount",
        "__fentry__",
        "__chk_fail",
        "__stack_chk_fail",
        "__stack_chk_fail_local",
    };
    static const char *const beginnings[] = {
        "__cyg_profile_func_", "__sanitizer_", "__asan_", "__tsan_", "__ubsan_",
        "__atomic_",           "__sync_",      "__aeabi_"};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (strncmp(name, beginnings[i], strlen(beginnings[i])) == 0)
            return true;
    return is_listed(name, names, sizeof names / sizeof *names);
}

static void refuse_function(struct adoption *adoption, uint32_t index)
{
    const struct adopt_options *options = adoption->options;
    const struct outline_entity *entity = &adoption->outline->entities.at[index];
    if (is_listed(entity->name, options->keep_plain, options->keep_plain_count))
        adoption_refuse(adoption, index, nowhere, "asked", "asked for by --keep-plain");
    else if (options->only_count > 0 &&
             !is_listed(entity->name, options->only, options->only_count))
        adoption_refuse(adoption, index, nowhere, "asked", "not among the names of --only");
    else if (entity->is_foreign)
        adoption_refuse(adoption, index, nowhere, "system", "a header of the system declares it");
    else if (is_called_unseen(entity->name))
        adoption_refuse(adoption, index, nowhere, "unseen",
                        "compilers, or the runtime, call it without being told to");
    else if (entity->is_variadic)
        adoption_refuse(adoption, index, entity->variadic, "variadic",
                        "it has a variable number of arguments");
    else if (!entity->is_defined)
        adoption_refuse(adoption, index, nowhere, "undefined", "it is not defined in these files");
}

void closure_refuse(struct adoption *adoption)
{
    const struct outline *outline = adoption->outline;
    for (size_t i = 0; i < outline->decls.count; i++)
        adoption->states[outline->decls.at[i].entity].is_declared = true;
    for (size_t i = 0; i < outline->entities.count; i++) {
        adoption->states[i].was_marked = outline->entities.at[i].is_marked;
        if (outline->entities.at[i].kind == OUTLINE_FUNCTION)
            refuse_function(adoption, (uint32_t)i);
    }
}

static bool set(struct adoption *adoption, uint32_t entity)
{
    struct state *state = &adoption->states[entity];
    state->is_wanted = true;
    if (state->is_tamed || state->reason)
        return false;
    state->is_tamed = true;
    return true;
}

bool closure_can_await(const struct adoption *adoption, uint32_t callee)
{
    const struct state *state = &adoption->states[callee];
    bool is_result = adoption->outline->entities.at[callee].kind == OUTLINE_RESULT;
    return state->is_tamed && (!is_result || state->was_marked);
}

static bool follow_calls(struct adoption *adoption)
{
    bool grown = false;
    for (size_t i = 0; i < adoption->outline->calls.count; i++) {
        const struct outline_call *call = &adoption->outline->calls.at[i];
        if (call->caller != OUTLINE_NONE && call->context == OUTLINE_EVALUATED &&
            closure_can_await(adoption, call->callee))
            grown |= set(adoption, call->caller);
    }
    return grown;
}

static bool follow_flows(struct adoption *adoption)
{
    bool grown = false;
    for (size_t i = 0; i < adoption->outline->flows.count; i++) {
        const struct outline_flow *flow = &adoption->outline->flows.at[i];
        if (flow->to == OUTLINE_NONE || !adoption->states[flow->from].is_tamed)
            continue;
        enum outline_kind to = adoption->outline->entities.at[flow->to].kind;
        if (to != OUTLINE_FUNCTION &&
            (to != OUTLINE_CHOICE || closure_can_await(adoption, flow->from)))
            grown |= set(adoption, flow->to);
    }
    return grown;
}

/* What a marked typedef declares needs no mark of its own. */
static void follow_types(struct adoption *adoption)
{
    const struct outline *outline = adoption->outline;
    for (size_t i = 0; i < outline->entities.count; i++) {
        uint32_t type = outline->entities.at[i].type;
        if (type != OUTLINE_NONE && outline->entities.at[type].is_marked)
            adoption->states[i].was_marked = true;
    }
}

void closure_compute(struct adoption *adoption)
{
    const struct outline *outline = adoption->outline;
    follow_types(adoption);
    for (size_t i = 0; i < outline->entities.count; i++) {
        struct state *state = &adoption->states[i];
        bool is_function = outline->entities.at[i].kind == OUTLINE_FUNCTION;
        state->is_wanted |= is_function && adoption->options->all;
        state->is_tamed =
            state->was_marked || (is_function && adoption->options->all && !state->reason);
    }
    for (bool grown = true; grown;) {
        grown = follow_calls(adoption);
        grown |= follow_flows(adoption);
    }
}
