/* SPDX-License-Identifier: BSD-3-Clause */
/* The awaits of calls. */
#include <string.h>

#include "adopt/parts.h"
#include "base/arena.h"

/* Where the await goes: tokens of one file. */
struct site {
    uint32_t file, first, last; /* last: the closing parenthesis */
};

static bool is_at(struct adoption *adoption, uint32_t file, uint32_t token, const char *text)
{
    return outline_token_is(adoption->outline, file, token, text);
}

static uint32_t token_at(struct adoption *adoption, struct outline_spot spot)
{
    return outline_token_at(adoption->outline, spot);
}

/* ---- what needs none ---- */

/* `token` begins the call: does `await` stand before it, with parentheses at most between? */
static bool has_await(struct adoption *adoption, uint32_t file, uint32_t token)
{
    while (token > 0) {
        token--;
        if (is_at(adoption, file, token, "await") || is_at(adoption, file, token, "tamer_await"))
            return true;
        if (!is_at(adoption, file, token, "("))
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
    for (uint32_t token = token_at(adoption, spot); token > 1; token--) {
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
    const struct token *token = &outline_tokens(adoption->outline, file)[name];
    const char *text =
        arena_strndup(adoption->arena, adoption->outline->files.at[file].text + token->start,
                      token->end - token->start);
    return is_at(adoption, spot.file, token_at(adoption, spot), text);
}

/* The call is all that the macro stands for: the await can stand before the macro's name. */
static bool find_use(struct adoption *adoption, const struct outline_call *call,
                     const struct site *body, struct site *ret)
{
    struct macro macro;
    struct outline_spot use = call->start.written;
    if (!places_macro(adoption, call->start.spelled, &macro) ||
        !is_same_name(adoption, use, body->file, macro.name))
        return false;
    for (uint32_t i = macro.first; i < body->first; i++)
        if (!is_at(adoption, body->file, i, "("))
            return false;
    for (uint32_t i = body->last + 1; i < macro.end; i++)
        if (!is_at(adoption, body->file, i, ")"))
            return false;
    *ret = (struct site){.file = use.file, .first = token_at(adoption, use)};
    ret->last =
        macro.has_parameters ? places_closing(adoption, use.file, ret->first + 1) : ret->first;
    return ret->last != OUTLINE_NONE;
}

static bool is_awaited(const struct adoption *adoption, const struct outline_call *call)
{
    return call->caller != OUTLINE_NONE && call->context == OUTLINE_EVALUATED &&
           adoption->states[call->caller].is_tamed && adoption->states[call->callee].is_tamed;
}

/* Every call that the macro makes at this place is to be awaited. */
static bool all_agree(const struct adoption *adoption, struct outline_spot spelled)
{
    const struct outline_call_list *calls = &adoption->outline->calls;
    for (size_t i = 0; i < calls->count; i++)
        if (outline_same_spot(calls->at[i].start.spelled, spelled) &&
            calls->at[i].context != OUTLINE_UNEVALUATED && !is_awaited(adoption, &calls->at[i]))
            return false;
    return true;
}

/* ---- where the await goes ---- */

static bool refuse(struct adoption *adoption, const struct outline_call *call, const char *why)
{
    const char *name = adoption->outline->entities.at[call->callee].name;
    adoption_refuse(adoption, call->caller, call->start.written, "macro",
                    arena_printf(adoption->arena, "the call of '%s' %s", name, why));
    return false;
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
                         struct site *ret)
{
    struct outline_spot start = call->start.spelled, last = call->callee_last.spelled;
    uint32_t open = behind_parentheses(adoption, call);
    if (open != OUTLINE_NONE) {
        *ret = (struct site){.file = start.file, .first = token_at(adoption, start)};
        ret->last = places_closing(adoption, start.file, open);
        return ret->last != OUTLINE_NONE;
    }
    if (outline_is_nowhere(start) || start.file != last.file || last.offset < start.offset ||
        outline_in_macro(call->start) != outline_in_macro(call->callee_last))
        return false;
    ret->file = start.file;
    ret->first = token_at(adoption, start);
    open = token_at(adoption, last) + 1;
    ret->last = is_at(adoption, ret->file, open, "(") ? places_closing(adoption, ret->file, open)
                                                      : OUTLINE_NONE;
    return ret->last != OUTLINE_NONE;
}

/* A macro without parameters stands for what is called: `(` and arguments follow its name. */
static bool find_named(struct adoption *adoption, const struct outline_call *call, struct site *ret)
{
    struct macro macro;
    struct outline_spot use = call->start.written;
    if (!outline_in_macro(call->start) || !places_macro(adoption, call->start.spelled, &macro) ||
        outline_is_nowhere(call->callee_last.spelled) ||
        !is_same_name(adoption, use, call->start.spelled.file, macro.name) ||
        macro.has_parameters || macro.first != token_at(adoption, call->start.spelled) ||
        macro.end != token_at(adoption, call->callee_last.spelled) + 1)
        return false;
    *ret = (struct site){.file = use.file, .first = token_at(adoption, use)};
    bool called = is_at(adoption, use.file, ret->first + 1, "(");
    ret->last = called ? places_closing(adoption, use.file, ret->first + 1) : OUTLINE_NONE;
    return ret->last != OUTLINE_NONE;
}

/* false: there is no place, and the caller was taken back; or none is needed (*ret_needed). */
static bool find_site(struct adoption *adoption, const struct outline_call *call, struct site *ret,
                      bool *ret_needed)
{
    struct site body;
    bool in_macro = outline_in_macro(call->start);
    *ret_needed = true;
    if (find_named(adoption, call, ret)) {
        *ret_needed = !has_await(adoption, ret->file, ret->first) &&
                      !is_excepted(adoption, call->start.written);
        return *ret_needed;
    }
    if (!find_spelled(adoption, call, &body))
        return refuse(adoption, call, "is put together by a macro");
    *ret_needed = !has_await(adoption, body.file, body.first) &&
                  !is_excepted(adoption, call->start.spelled) &&
                  !(in_macro && is_excepted(adoption, call->start.written));
    *ret = body;
    if (!*ret_needed || !in_macro)
        return *ret_needed;
    if (find_use(adoption, call, &body, ret)) {
        *ret_needed = !has_await(adoption, ret->file, ret->first);
        return *ret_needed;
    }
    *ret = body;
    if (!places_is_owned(adoption, call->start.spelled))
        return refuse(adoption, call, "is made by a macro whose file is not to be changed");
    if (!all_agree(adoption, call->start.spelled))
        return refuse(adoption, call, "stands in a macro that plain code uses, too");
    return true;
}

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
        if (is_at(adoption, file, last + 1, postfix[i]))
            return true;
    return false;
}

static void add_await(struct adoption *adoption, const struct site *site)
{
    const struct token *tokens = outline_tokens(adoption->outline, site->file);
    struct outline_spot start = {site->file, tokens[site->first].start};
    struct outline_spot end = {site->file, tokens[site->last].end};
    bool parens = needs_parens(adoption, site->file, site->last);
    edits_add(adoption, start, end.offset, EDIT_AWAIT,
              parens ? arena_printf(adoption->arena, "(%s", adoption->await) : adoption->await);
    if (parens)
        edits_add(adoption, end, start.offset, EDIT_CLOSE, ")");
}

bool calls_add(struct adoption *adoption)
{
    bool refused = false;
    for (size_t i = 0; i < adoption->outline->calls.count; i++) {
        const struct outline_call *call = &adoption->outline->calls.at[i];
        struct site site;
        bool needed;
        if (!is_awaited(adoption, call))
            continue;
        if (find_site(adoption, call, &site, &needed))
            add_await(adoption, &site);
        else
            refused |= needed;
    }
    return !refused;
}
