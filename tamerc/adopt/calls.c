/* SPDX-License-Identifier: BSD-3-Clause */
/* The awaits of calls. */
#include <string.h>

#include "adopt/parts.h"
#include "base/arena.h"

static bool is_awaited(const struct adoption *adoption, const struct outline_call *call)
{
    return call->caller != OUTLINE_NONE && call->context == OUTLINE_EVALUATED &&
           adoption->states[call->caller].is_tamed && closure_can_await(adoption, call->callee);
}

static const struct site *sites_of(struct adoption *adoption, size_t index)
{
    struct outline *outline = adoption->outline;
    if (!adoption->sites) {
        adoption->sites =
            arena_array(adoption->arena, outline->calls.count + 1, sizeof *adoption->sites);
        for (size_t i = 0; i < outline->calls.count; i++)
            adoption->sites[i] = sites_find(adoption, &outline->calls.at[i]);
    }
    return adoption->sites[index];
}

/* ---- macros ---- */

/* A place in what a macro is replaced with, over all calls that are made there. */
struct place_in_macro {
    const struct outline_call *plain; /* one that is not to be awaited there; NULL: none */
    bool is_needed;                   /* for one whose await can stand nowhere else */
};

static const char *key_of(const struct adoption *adoption, const struct site *site)
{
    return arena_printf(adoption->arena, "%u:%u", (unsigned)site->at.file,
                        (unsigned)site->at.first);
}

static struct place_in_macro *place_of(const struct adoption *adoption, struct names *places,
                                       const struct site *site)
{
    const char *key = key_of(adoption, site);
    struct place_in_macro *place = names_find(places, key, strlen(key));
    if (!place) {
        place = arena_new(adoption->arena, struct place_in_macro);
        names_add(places, key, strlen(key), place);
    }
    return place;
}

static struct names find_places(struct adoption *adoption)
{
    struct names places = {.arena = adoption->arena};
    for (size_t i = 0; i < adoption->outline->calls.count; i++) {
        const struct outline_call *call = &adoption->outline->calls.at[i];
        for (const struct site *site = sites_of(adoption, i); site; site = site->next) {
            if (site->kind != SITE_MACRO || call->context == OUTLINE_UNEVALUATED)
                continue;
            struct place_in_macro *place = place_of(adoption, &places, site);
            if (!is_awaited(adoption, call) || site->is_used)
                place->plain = call;
            else
                place->is_needed |= !site->has_use;
        }
    }
    return places;
}

/* false: the caller was taken back. One that the user has marked cannot be: the translator has the
 * last word. */
static bool refuse(struct adoption *adoption, const struct outline_call *call, const char *why)
{
    const char *name = adoption->outline->entities.at[call->callee].name;
    const char *reason = arena_printf(adoption->arena, "the call of '%s' %s", name, why);
    return !adoption_refuse(adoption, call->caller, call->start.written, "macro", reason);
}

/* The other call is made at the same place of the macro, and not to be awaited there. */
static const char *why_not(const struct adoption *adoption, const struct outline_call *other)
{
    const struct outline_entity *entities = adoption->outline->entities.at;
    if (is_awaited(adoption, other))
        return "stands in a macro, another use of which is awaited as a whole";
    if (!adoption->states[other->callee].is_tamed)
        return arena_printf(adoption->arena,
                            "stands in a macro that makes a call of '%s', too, which stays plain",
                            entities[other->callee].name);
    if (other->caller == OUTLINE_NONE || other->context != OUTLINE_EVALUATED)
        return "stands in a macro that is used outside of functions, too";
    return arena_printf(adoption->arena, "stands in a macro that '%s' uses, too, which stays plain",
                        entities[other->caller].name);
}

/* ---- awaits ---- */

/* What stands behind the call belongs to its result. At the end of a macro that is not known. */
static bool needs_parens(struct adoption *adoption, uint32_t file, uint32_t last)
{
    static const char *const postfix[] = {"(", "[", ".", "->", "++", "--"};
    const struct token *next = &outline_tokens(adoption->outline, file)[last + 1];
    uint32_t hash;
    if (next->kind == TOKEN_END || (next->flags & TOKEN_BOL))
        if (places_in_directive(adoption, file, last, &hash))
            return true;
    for (size_t i = 0; i < sizeof postfix / sizeof *postfix; i++)
        if (outline_token_is(adoption->outline, file, last + 1, postfix[i]))
            return true;
    return false;
}

static void add_await(struct adoption *adoption, const struct token_range *site)
{
    const struct token *tokens = outline_tokens(adoption->outline, site->file);
    struct outline_spot start = {site->file, tokens[site->first].start};
    struct outline_spot end = {site->file, tokens[site->last].end};
    const char *await = edits_await(adoption, site->file);
    bool parens = needs_parens(adoption, site->file, site->last);
    edits_add(adoption, start, end.offset, EDIT_AWAIT,
              parens ? arena_printf(adoption->arena, "(%s", await) : await);
    if (parens)
        edits_add(adoption, end, start.offset, EDIT_CLOSE, ")");
}

/* false: the caller was taken back. */
static bool add_site(struct adoption *adoption, struct names *places,
                     const struct outline_call *call, const struct site *site)
{
    const struct place_in_macro *place;
    struct outline_spot spot = {site->at.file, 0};
    if (site->kind == SITE_NONE)
        return refuse(adoption, call, "is put together by a macro");
    if (site->kind == SITE_FINE || site->is_used)
        return true;
    if (site->kind == SITE_TEXT) {
        add_await(adoption, &site->at);
        return true;
    }
    place = place_of(adoption, places, site);
    if (site->has_use && (!place->is_needed || place->plain))
        add_await(adoption, &site->use);
    else if (!places_is_owned(adoption, spot))
        return refuse(adoption, call, "is made by a macro whose file is not to be changed");
    else if (place->plain)
        return refuse(adoption, call, why_not(adoption, place->plain));
    else
        add_await(adoption, &site->at);
    return true;
}

bool calls_add(struct adoption *adoption)
{
    struct names places = find_places(adoption);
    bool fine = true;
    for (size_t i = 0; i < adoption->outline->calls.count; i++) {
        const struct outline_call *call = &adoption->outline->calls.at[i];
        if (is_awaited(adoption, call))
            for (const struct site *site = sites_of(adoption, i); site; site = site->next)
                fine &= add_site(adoption, &places, call, site);
    }
    return fine;
}
