/* SPDX-License-Identifier: BSD-3-Clause */
/* Where the marks of declarations go, as far as the text alone says it. */
#include <string.h>

#include "adopt/parts.h"

static const struct outline_spot nowhere = {OUTLINE_NONE, 0};

static struct outline_spot spot_at(struct adoption *adoption, uint32_t file, uint32_t token)
{
    return (struct outline_spot){file, outline_tokens(adoption->outline, file)[token].start};
}

static bool is(struct adoption *adoption, uint32_t file, uint32_t token, const char *const *words)
{
    for (; *words; words++)
        if (outline_token_is(adoption->outline, file, token, *words))
            return true;
    return false;
}

/* The first token of the declaration that declares the name at `token`, in what the macro is
 * replaced with; OUTLINE_NONE: the name is something else's argument. */
static uint32_t declaration_start(struct adoption *adoption, const struct macro *macro,
                                  uint32_t file, uint32_t token)
{
    static const char *const ends[] = {";", "{", "}", NULL};
    static const char *const closing[] = {")", "]", NULL}, *const opening[] = {"(", "[", NULL};
    uint32_t depth = 0;
    for (; token > macro->first; token--) {
        if (is(adoption, file, token - 1, closing))
            depth++;
        else if (is(adoption, file, token - 1, opening) && depth-- == 0)
            return OUTLINE_NONE;
        else if (depth == 0 && is(adoption, file, token - 1, ends))
            return token;
    }
    return token;
}

/* In what a macro is replaced with; or in front of the macro's name, if the declaration is the
 * first thing that it makes there. */
static struct mark_place place_in_macro(struct adoption *adoption, const struct macro *macro,
                                        uint32_t file, uint32_t first, struct outline_spot use)
{
    struct mark_place place = {.text = nowhere, .body = spot_at(adoption, file, first)};
    uint32_t name = outline_token_at(adoption->outline, use);
    if (first == macro->first && places_same_token(adoption, use.file, name, file, macro->name))
        place.text = use;
    return place;
}

/* A function whose name stands in what the macro is replaced with. */
static struct mark_place place_of_made(struct adoption *adoption, const struct outline_decl *decl,
                                       const struct macro *macro, struct outline_spot name)
{
    struct macro other;
    struct outline_spot start = decl->start.spelled;
    uint32_t file = name.file, first;
    bool start_in_macro = places_macro(adoption, start, &other);
    if (start_in_macro && start.file == file && other.name == macro->name)
        first = outline_token_at(adoption->outline, start);
    else
        first = declaration_start(adoption, macro, file, outline_token_at(adoption->outline, name));
    if (first != OUTLINE_NONE)
        return place_in_macro(adoption, macro, file, first, decl->name.written);
    return (struct mark_place){.text = nowhere, .body = start_in_macro ? start : nowhere};
}

/* The macro gets both the name and what its declaration begins with. */
static struct mark_place place_of_argument(struct adoption *adoption,
                                           const struct outline_decl *decl)
{
    struct run_list runs = parameters_follow(adoption, &decl->name, true);
    struct mark_place place = {.text = decl->name.expanded, .body = nowhere};
    if (runs.count != 1)
        return place;
    struct token_run *run = &runs.at[0];
    uint32_t first = declaration_start(adoption, &run->macro, run->file, run->first);
    if (first == OUTLINE_NONE)
        return place;
    return place_in_macro(adoption, &run->macro, run->file, first, decl->name.expanded);
}

/* The name is written outside of macros. */
static struct mark_place place_of_named(struct adoption *adoption, const struct outline_decl *decl)
{
    struct macro macro;
    bool is_argument = !outline_same_spot(decl->name.expanded, decl->name.written);
    bool is_made = is_argument && outline_same_spot(decl->name.expanded, decl->start.expanded);
    struct outline_spot start = decl->start.spelled;
    if (is_made && places_macro(adoption, start, &macro))
        return place_in_macro(adoption, &macro, start.file,
                              outline_token_at(adoption->outline, start), decl->start.written);
    if (is_made)
        return place_of_argument(adoption, decl);
    return (struct mark_place){.text = places_declaration_start(adoption, decl), .body = nowhere};
}

static struct mark_place place_of_function(struct adoption *adoption,
                                           const struct outline_decl *decl)
{
    struct macro macro;
    struct token_run run = {.file = 0};
    struct outline_spot name = decl->name.spelled;
    if (decl->name.path && places_pasted(adoption, decl->name.path, &run))
        name = spot_at(adoption, run.file, run.first);
    else if (outline_is_nowhere(name))
        return (struct mark_place){.text = nowhere, .body = decl->start.spelled};
    if (places_macro(adoption, name, &macro))
        return place_of_made(adoption, decl, &macro, name);
    return place_of_named(adoption, decl);
}

static struct mark_place place_of_pointer(struct adoption *adoption,
                                          const struct outline_decl *decl)
{
    struct macro macro;
    struct outline_spot start = decl->start.spelled;
    bool is_first = !outline_in_macro(decl->start) ||
                    (places_macro(adoption, start, &macro) &&
                     macro.first == outline_token_at(adoption->outline, start));
    if (is_first)
        return (struct mark_place){.text = places_declaration_start(adoption, decl),
                                   .body = nowhere};
    return (struct mark_place){.text = nowhere, .body = start};
}

struct mark_place declared_place(struct adoption *adoption, const struct outline_decl *decl)
{
    if (adoption->outline->entities.at[decl->entity].kind == OUTLINE_FUNCTION)
        return place_of_function(adoption, decl);
    return place_of_pointer(adoption, decl);
}
