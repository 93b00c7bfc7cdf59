/* SPDX-License-Identifier: BSD-3-Clause */
/* Where the awaits of calls go, as far as the text alone says it. */
#include <string.h>

#include "adopt/parts.h"
#include "base/arena.h"

static bool is_at(struct adoption *adoption, uint32_t file, uint32_t token, const char *text)
{
    return outline_token_is(adoption->outline, file, token, text);
}

static uint32_t token_at(struct adoption *adoption, struct outline_spot spot)
{
    return outline_token_at(adoption->outline, spot);
}

/* ---- what needs none ---- */

/* The await of `await f()()` is that of the second call. */
static bool is_called_on(struct adoption *adoption, const struct token_range *call)
{
    return is_at(adoption, call->file, call->last + 1, "(") ||
           is_at(adoption, call->file, call->last + 1, "[") ||
           is_at(adoption, call->file, call->last + 1, ".") ||
           is_at(adoption, call->file, call->last + 1, "->");
}

/* Does `await` stand before the call, with parentheses at most between? */
static bool has_await(struct adoption *adoption, const struct token_range *call)
{
    struct token_range inside = *call;
    while (inside.first > 0) {
        inside.first--;
        if (is_at(adoption, inside.file, inside.first, "await") ||
            is_at(adoption, inside.file, inside.first, "tamer_await"))
            return !is_called_on(adoption, &inside);
        if (!is_at(adoption, inside.file, inside.first, "(") ||
            !is_at(adoption, inside.file, ++inside.last, ")"))
            return false;
    }
    return false;
}

static bool is_exception(struct adoption *adoption, uint32_t file, uint32_t token)
{
    static const char *const words[] = {
        "tamer_blocking", "sizeof",   "_Alignof", "__alignof__",  "__alignof",
        "alignof",        "typeof",   "__typeof", "__typeof__",   "typeof_unqual",
        "__auto_type",    "_Alignas", "alignas",  "__attribute__"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_at(adoption, file, token, words[i]))
            return true;
    return false;
}

/* Inside of the parentheses of something that does not evaluate the call, or that says that it
 * blocks? */
static bool is_excepted(struct adoption *adoption, struct outline_spot spot)
{
    static const char *const ends[] = {";", "{", "}"};
    uint32_t depth = 0;
    uint32_t first = token_at(adoption, spot);
    if (first > 0 && is_exception(adoption, spot.file, first - 1))
        return true;
    for (uint32_t token = first; token > 1; token--) {
        uint32_t before = token - 1;
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
            if (is_at(adoption, spot.file, before, ends[i]))
                return false;
        if (is_at(adoption, spot.file, before, ")"))
            depth++;
        else if (is_at(adoption, spot.file, before, "(") && depth > 0)
            depth--;
        else if (is_at(adoption, spot.file, before, "(") &&
                 is_exception(adoption, spot.file, before - 1))
            return true;
    }
    return false;
}

/* ---- macros ---- */

static bool is_same_name(struct adoption *adoption, struct outline_spot spot, uint32_t file,
                         uint32_t name)
{
    return places_same_token(adoption, spot.file, token_at(adoption, spot), file, name);
}

/* The call is all that the macro stands for: the await can stand before the macro's name. */
static bool find_use(struct adoption *adoption, struct outline_spot use,
                     const struct token_range *body, struct token_range *ret)
{
    struct macro macro;
    struct outline_spot first = {body->file,
                                 outline_tokens(adoption->outline, body->file)[body->first].start};
    if (!places_macro(adoption, first, &macro) ||
        !is_same_name(adoption, use, body->file, macro.name))
        return false;
    for (uint32_t i = macro.first; i < body->first; i++)
        if (!is_at(adoption, body->file, i, "("))
            return false;
    for (uint32_t i = body->last + 1; i < macro.end; i++)
        if (!is_at(adoption, body->file, i, ")"))
            return false;
    *ret = (struct token_range){.file = use.file, .first = token_at(adoption, use)};
    ret->last =
        macro.has_parameters ? places_closing(adoption, use.file, ret->first + 1) : ret->first;
    return ret->last != OUTLINE_NONE;
}

/* ---- the tokens of a call ---- */

/* Is what stands in front of the parenthesis called? Then the site ends where that is closed. */
static bool close_site(struct adoption *adoption, struct token_range *site, uint32_t open)
{
    bool called = open != OUTLINE_NONE && is_at(adoption, site->file, open, "(");
    site->last = called ? places_closing(adoption, site->file, open) : OUTLINE_NONE;
    return site->last != OUTLINE_NONE;
}

/* Of a call that begins with what is called in parentheses: the parenthesis of its arguments. The
 * parser does not tell where such a callee ends in a macro. */
static uint32_t behind_parentheses(struct adoption *adoption, const struct outline_call *call)
{
    struct outline_spot start = call->start.spelled;
    if (outline_is_nowhere(start) || !outline_in_macro(call->start))
        return OUTLINE_NONE;
    uint32_t first = token_at(adoption, start);
    uint32_t close = is_at(adoption, start.file, first, "(")
                         ? places_closing(adoption, start.file, first)
                         : OUTLINE_NONE;
    bool called = close != OUTLINE_NONE && is_at(adoption, start.file, close + 1, "(");
    return called ? close + 1 : OUTLINE_NONE;
}

/* The tokens of the call as they are spelled, if they stand together. */
static bool find_spelled(struct adoption *adoption, const struct outline_call *call,
                         struct token_range *ret)
{
    struct outline_spot start = call->start.spelled, last = call->callee_last.spelled;
    if (outline_is_nowhere(start))
        return false;
    *ret = (struct token_range){.file = start.file, .first = token_at(adoption, start)};
    uint32_t open = behind_parentheses(adoption, call);
    if (open != OUTLINE_NONE)
        return close_site(adoption, ret, open);
    if (start.file != last.file || last.offset < start.offset ||
        outline_in_macro(call->start) != outline_in_macro(call->callee_last))
        return false;
    open = places_pasted_end(adoption, last.file, token_at(adoption, last));
    return close_site(adoption, ret, open);
}

/* A macro without parameters stands for what is called: `(` and arguments follow its name. */
static bool find_named(struct adoption *adoption, const struct outline_call *call,
                       struct token_range *ret)
{
    struct macro macro;
    struct outline_spot use = call->start.written;
    if (!outline_in_macro(call->start) || !places_macro(adoption, call->start.spelled, &macro) ||
        outline_is_nowhere(call->callee_last.spelled) ||
        !is_same_name(adoption, use, call->start.spelled.file, macro.name) ||
        macro.has_parameters || macro.first != token_at(adoption, call->start.spelled) ||
        macro.end != token_at(adoption, call->callee_last.spelled) + 1)
        return false;
    *ret = (struct token_range){.file = use.file, .first = token_at(adoption, use)};
    return close_site(adoption, ret, ret->first + 1);
}

/* ## makes the name of what is called: on the way out of the macros, where `(` follows it. */
static bool find_pasted(struct adoption *adoption, const struct outline_call *call,
                        struct token_range *ret)
{
    struct token_run run = {.file = 0};
    const struct outline_path *path = call->callee_last.path;
    if (!path || path != call->start.path || !places_pasted(adoption, path, &run))
        return false;
    *ret = (struct token_range){.file = run.file, .first = run.first};
    return close_site(adoption, ret, run.end);
}

/* ---- sites ---- */

static bool in_macro(struct adoption *adoption, const struct token_range *at)
{
    uint32_t hash;
    return places_in_directive(adoption, at->file, at->first, &hash);
}

/* use: the name of the outermost macro that the call may be made by. What a macro of Tamer's calls
 * in the midst of other things is awaited as it stands. */
static struct site *site_new(struct adoption *adoption, const struct token_range *at,
                             struct outline_spot use)
{
    struct site *site = arena_new(adoption->arena, struct site);
    const struct token *first = &outline_tokens(adoption->outline, at->file)[at->first];
    struct outline_spot spot = {at->file, first->start};
    *site = (struct site){.at = *at};
    site->kind = in_macro(adoption, at) ? SITE_MACRO : SITE_TEXT;
    site->has_use = site->kind == SITE_MACRO && find_use(adoption, use, at, &site->use);
    if ((adoption->outline->files.at[at->file].is_tamer && !site->has_use) ||
        has_await(adoption, at) || is_excepted(adoption, spot) || is_excepted(adoption, use)) {
        site->kind = SITE_FINE;
        site->has_use = false;
    }
    site->is_used = site->has_use && has_await(adoption, &site->use);
    return site;
}

/* The name of what is called is a macro's argument: each place where it may be called. */
static struct site *follow_argument(struct adoption *adoption, const struct outline_call *call)
{
    struct site *sites = NULL;
    if (!outline_same_spot(call->start.spelled, call->callee_last.spelled))
        return NULL;
    struct run_list runs = parameters_follow(adoption, &call->callee_last, false);
    for (size_t i = 0; i < runs.count; i++) {
        struct token_range at = {.file = runs.at[i].file, .first = runs.at[i].first};
        if (!close_site(adoption, &at, runs.at[i].end))
            continue;
        struct site *site = site_new(adoption, &at, call->start.expanded);
        site->next = sites;
        sites = site;
    }
    return sites;
}

const struct site *sites_find(struct adoption *adoption, const struct outline_call *call)
{
    struct token_range at = {.file = OUTLINE_NONE};
    if (find_named(adoption, call, &at) || find_pasted(adoption, call, &at) ||
        find_spelled(adoption, call, &at))
        return site_new(adoption, &at, call->start.written);
    struct site *sites = follow_argument(adoption, call);
    return sites ? sites : arena_new(adoption->arena, struct site);
}
