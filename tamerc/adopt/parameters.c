/* SPDX-License-Identifier: BSD-3-Clause */
/* What macros do with the name of a function that they get as an argument, as far as the text alone
 * says it. The parser places such names where they are given, not where they are used. */
#include <string.h>

#include "adopt/parts.h"
#include "base/arena.h"

enum { MAX_DEPTH = 16 };

/* A macro's definition. */
struct definition {
    struct definition *next; /* another one of the same name */
    struct macro macro;
    uint32_t file;
};

struct search {
    struct adoption *adoption;
    struct outline_spot use; /* of the outermost macro */
    bool declarations;       /* looks for these, not for calls */
    unsigned depth;
    struct run_list *found;
};

static bool is(struct adoption *adoption, uint32_t file, uint32_t token, const char *text)
{
    return outline_token_is(adoption->outline, file, token, text);
}

/* ---- definitions ---- */

static void add_definition(struct adoption *adoption, uint32_t file, uint32_t hash)
{
    struct outline_file *text = &adoption->outline->files.at[file];
    const struct token *tokens = outline_tokens(adoption->outline, file);
    struct definition *definition = arena_new(adoption->arena, struct definition);
    struct outline_spot spot = {file, tokens[hash].start};
    definition->file = file;
    if (!places_macro(adoption, spot, &definition->macro))
        return;
    const struct token *name = &tokens[definition->macro.name];
    const char *start = text->text + name->start;
    struct definition *first =
        names_add(&adoption->macros, start, name->end - name->start, definition);
    if (first != definition) {
        definition->next = first->next;
        first->next = definition;
    }
}

static void read_definitions(struct adoption *adoption)
{
    adoption->macros.arena = adoption->arena;
    for (uint32_t i = 0; i < adoption->outline->files.count; i++) {
        if (adoption->outline->files.at[i].is_system)
            continue;
        const struct token *tokens = outline_tokens(adoption->outline, i);
        for (uint32_t k = 0; tokens[k].kind != TOKEN_END; k++)
            if ((tokens[k].flags & TOKEN_BOL) && is(adoption, i, k, "#") &&
                is(adoption, i, k + 1, "define"))
                add_definition(adoption, i, k);
    }
}

/* The first macro of that name; NULL. */
static const struct definition *definition_of(struct adoption *adoption, uint32_t file,
                                              uint32_t token)
{
    const struct token *name = &outline_tokens(adoption->outline, file)[token];
    if (!adoption->macros.arena)
        read_definitions(adoption);
    return names_find(&adoption->macros, adoption->outline->files.at[file].text + name->start,
                      name->end - name->start);
}

/* ---- arguments and parameters ---- */

/* The name in front of the parentheses in which the token is an argument of its own, and which one
 * of them. */
static bool find_invocation(struct adoption *adoption, uint32_t file, uint32_t token,
                            uint32_t *ret_name, uint32_t *ret_index)
{
    uint32_t depth = 0;
    *ret_index = 0;
    if (token < 2 || !(is(adoption, file, token + 1, ",") || is(adoption, file, token + 1, ")")) ||
        !(is(adoption, file, token - 1, ",") || is(adoption, file, token - 1, "(")))
        return false;
    for (token--; token > 0; token--) {
        if (is(adoption, file, token, ")"))
            depth++;
        else if (depth == 0 && is(adoption, file, token, ","))
            ++*ret_index;
        else if (is(adoption, file, token, "(") && depth-- == 0)
            break;
        else if (is(adoption, file, token, ";") || is(adoption, file, token, "{"))
            return false;
    }
    *ret_name = token - 1;
    return token > 0;
}

/* The argument of that index, if it is one token. */
static bool find_argument(struct adoption *adoption, uint32_t file, uint32_t name, uint32_t index,
                          uint32_t *ret_token)
{
    uint32_t token = name + 2, depth = 0;
    for (; is(adoption, file, name + 1, "(") && index > 0; token++) {
        if (outline_tokens(adoption->outline, file)[token].kind == TOKEN_END ||
            (depth == 0 && is(adoption, file, token, ")")))
            return false;
        depth += is(adoption, file, token, "(");
        depth -= is(adoption, file, token, ")");
        index -= depth == 0 && is(adoption, file, token, ",");
    }
    *ret_token = token;
    return is(adoption, file, name + 1, "(") &&
           (is(adoption, file, token + 1, ",") || is(adoption, file, token + 1, ")"));
}

/* Index of the macro's parameter with the name of the token, or OUTLINE_NONE. */
static uint32_t parameter_index(struct adoption *adoption, uint32_t file, const struct macro *macro,
                                uint32_t token)
{
    for (uint32_t i = macro->name + 2, index = 0; macro->has_parameters && i < macro->first; i++) {
        if (places_same_token(adoption, file, i, file, token))
            return index;
        index += is(adoption, file, i, ",");
    }
    return OUTLINE_NONE;
}

/* ---- uses ---- */

static void follow_argument(struct search *search, uint32_t file, uint32_t token);

/* `name (…)` in what a macro is replaced with: does it declare the function? */
static bool is_declaration(struct adoption *adoption, uint32_t file, const struct macro *macro,
                           uint32_t token)
{
    static const char *const statements[] = {"return", "else", "do", "await", "tamer_await"};
    uint32_t close = places_closing(adoption, file, token + 1);
    if (close == OUTLINE_NONE || is(adoption, file, close + 1, "{"))
        return close != OUTLINE_NONE;
    if (token == macro->first || !(is(adoption, file, close + 1, ";") || close + 1 == macro->end))
        return false;
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++)
        if (is(adoption, file, token - 1, statements[i]))
            return false;
    return outline_tokens(adoption->outline, file)[token - 1].kind == TOKEN_IDENT;
}

static void follow_parameter(struct search *search, const struct definition *definition,
                             uint32_t index)
{
    struct adoption *adoption = search->adoption;
    const struct macro *macro = &definition->macro;
    uint32_t file = definition->file;
    for (uint32_t i = macro->first; i < macro->end; i++) {
        if (parameter_index(adoption, file, macro, i) != index || is(adoption, file, i - 1, "#") ||
            is(adoption, file, i - 1, "##") || is(adoption, file, i + 1, "##"))
            continue;
        if (i + 1 == macro->end || !is(adoption, file, i + 1, "(")) {
            follow_argument(search, file, i);
            continue;
        }
        struct token_run run = {file, i, i + 1, *macro};
        if (is_declaration(adoption, file, macro, i) == search->declarations)
            vec_push(adoption->arena, search->found, run);
    }
}

/* What is called like a macro may be a parameter that stands for one. */
static const struct definition *macro_behind(struct search *search, uint32_t file, uint32_t name)
{
    struct adoption *adoption = search->adoption;
    const struct definition *definition = definition_of(adoption, file, name);
    struct outline_spot spot = {file, outline_tokens(adoption->outline, file)[name].start};
    struct macro outer;
    if (definition || !places_macro(adoption, spot, &outer))
        return definition;
    uint32_t index = parameter_index(adoption, file, &outer, name), argument;
    uint32_t use = outline_token_at(adoption->outline, search->use);
    if (index == OUTLINE_NONE ||
        !places_same_token(adoption, search->use.file, use, file, outer.name) ||
        !find_argument(adoption, search->use.file, use, index, &argument))
        return NULL;
    return definition_of(adoption, search->use.file, argument);
}

static void follow_argument(struct search *search, uint32_t file, uint32_t token)
{
    uint32_t name, index;
    if (search->depth == MAX_DEPTH ||
        !find_invocation(search->adoption, file, token, &name, &index))
        return;
    search->depth++;
    for (const struct definition *each = macro_behind(search, file, name); each; each = each->next)
        follow_parameter(search, each, index);
    search->depth--;
}

struct run_list parameters_follow(struct adoption *adoption, const struct outline_place *name,
                                  bool declarations)
{
    struct run_list found = {0};
    struct search search = {
        .adoption = adoption, .use = name->expanded, .declarations = declarations, .found = &found};
    if (!outline_is_nowhere(name->spelled))
        follow_argument(&search, name->spelled.file,
                        outline_token_at(adoption->outline, name->spelled));
    return found;
}
