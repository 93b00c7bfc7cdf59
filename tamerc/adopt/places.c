/* SPDX-License-Identifier: BSD-3-Clause */
/* Places in the user's files, by tokens. */
#include <string.h>

#include "adopt/parts.h"

static const struct token *token_of(struct adoption *adoption, uint32_t file, uint32_t index)
{
    return &outline_tokens(adoption->outline, file)[index];
}

bool places_is_owned(const struct adoption *adoption, struct outline_spot spot)
{
    return !outline_is_nowhere(spot) && adoption->outline->files.at[spot.file].is_owned;
}

void places_line(const struct adoption *adoption, struct outline_spot spot, unsigned *ret_line,
                 unsigned *ret_column)
{
    const char *text = adoption->outline->files.at[spot.file].text;
    *ret_line = *ret_column = 1;
    for (uint32_t i = 0; i < spot.offset; i++) {
        (*ret_column)++;
        if (text[i] == '\n') {
            (*ret_line)++;
            *ret_column = 1;
        }
    }
}

bool places_in_directive(struct adoption *adoption, uint32_t file, uint32_t token,
                         uint32_t *ret_hash)
{
    while (token > 0 && !(token_of(adoption, file, token)->flags & TOKEN_BOL))
        token--;
    *ret_hash = token;
    return outline_token_is(adoption->outline, file, token, "#");
}

static char bracket(struct adoption *adoption, uint32_t file, uint32_t token)
{
    const struct token *at = token_of(adoption, file, token);
    if (at->kind != TOKEN_PUNCT || at->end - at->start != 1)
        return '\0';
    return adoption->outline->files.at[file].text[at->start];
}

uint32_t places_closing(struct adoption *adoption, uint32_t file, uint32_t token)
{
    uint32_t depth = 0, hash;
    bool in_directive = places_in_directive(adoption, file, token, &hash);
    for (uint32_t i = token; token_of(adoption, file, i)->kind != TOKEN_END; i++) {
        char c = bracket(adoption, file, i);
        if (i > token && in_directive && (token_of(adoption, file, i)->flags & TOKEN_BOL))
            break;
        if (c == '(' || c == '[' || c == '{')
            depth++;
        else if ((c == ')' || c == ']' || c == '}') && --depth == 0)
            return i;
    }
    return OUTLINE_NONE;
}

/* Of a local variable that is not the first of its declaration the parser gives the name alone. */
struct outline_spot places_declaration_start(struct adoption *adoption,
                                             const struct outline_decl *decl)
{
    struct outline_spot start = decl->start.written;
    if (adoption->outline->entities.at[decl->entity].kind != OUTLINE_VARIABLE ||
        !outline_same_spot(start, decl->name.written))
        return start;
    uint32_t depth = 0, token = outline_token_at(adoption->outline, start), hash;
    /* Out of the declarator's own parentheses first. */
    for (; token > 0; token--) {
        char c = bracket(adoption, start.file, token - 1);
        if (c && strchr(")]}", c))
            depth++;
        else if (c && strchr("([{", c) && depth > 0)
            depth--;
        else if (depth == 0 && c && strchr(";{}", c))
            break;
        else if (depth == 0 && places_in_directive(adoption, start.file, token - 1, &hash))
            break;
    }
    start.offset = token_of(adoption, start.file, token)->start;
    return start;
}

static bool holds(struct outline_spot first, struct outline_spot end, struct outline_spot spot)
{
    return first.file == spot.file && end.file == spot.file && first.offset <= spot.offset &&
           spot.offset < end.offset;
}

uint32_t places_function_at(struct adoption *adoption, struct outline_spot spot)
{
    uint32_t found = OUTLINE_NONE, size = UINT32_MAX;
    for (size_t i = 0; i < adoption->outline->decls.count; i++) {
        const struct outline_decl *decl = &adoption->outline->decls.at[i];
        const struct outline_entity *entity = &adoption->outline->entities.at[decl->entity];
        if (entity->kind != OUTLINE_FUNCTION || decl->start.written.file != spot.file)
            continue;
        struct outline_spot start = places_declaration_start(adoption, decl);
        if (!holds(start, decl->end.written, spot) ||
            decl->end.written.offset - start.offset > size)
            continue;
        size = decl->end.written.offset - start.offset;
        found = decl->entity;
    }
    return found;
}

bool places_macro(struct adoption *adoption, struct outline_spot spot, struct macro *ret)
{
    struct outline *outline = adoption->outline;
    const struct token *tokens;
    uint32_t hash;

    if (outline_is_nowhere(spot) ||
        !places_in_directive(adoption, spot.file, outline_token_at(outline, spot), &hash) ||
        !outline_token_is(outline, spot.file, hash + 1, "define"))
        return false;
    tokens = outline_tokens(outline, spot.file);
    *ret = (struct macro){.name = hash + 2, .first = hash + 3};
    if (outline_token_is(outline, spot.file, ret->first, "(") &&
        tokens[ret->first].start == tokens[ret->name].end) {
        ret->first = places_closing(adoption, spot.file, ret->first) + 1;
        ret->has_parameters = true;
    }
    for (ret->end = ret->first; tokens[ret->end].kind != TOKEN_END;)
        if (tokens[ret->end].flags & TOKEN_BOL)
            break;
        else
            ret->end++;
    return true;
}

bool places_same_token(struct adoption *adoption, uint32_t file, uint32_t token,
                       uint32_t other_file, uint32_t other)
{
    const struct token *a = token_of(adoption, file, token);
    const struct token *b = token_of(adoption, other_file, other);
    const struct outline_file *files = adoption->outline->files.at;
    return a->end - a->start == b->end - b->start &&
           memcmp(files[file].text + a->start, files[other_file].text + b->start,
                  a->end - a->start) == 0;
}

/* ---- names that ## makes ---- */

uint32_t places_pasted_end(struct adoption *adoption, uint32_t file, uint32_t token)
{
    struct outline *outline = adoption->outline;
    for (token++; outline_token_is(outline, file, token, "##"); token += 2)
        continue;
    return token;
}

bool places_pasted(struct adoption *adoption, const struct outline_path *path,
                   struct token_run *ret)
{
    for (uint32_t i = 0; i < path->count; i++) {
        struct outline_spot spot = path->spots[i];
        uint32_t first = outline_token_at(adoption->outline, spot);
        uint32_t end = i == 0 ? places_pasted_end(adoption, spot.file, first) : first + 1;
        struct macro macro;
        if (i > 0 && ret->macro.has_parameters)
            end = places_closing(adoption, spot.file, end);
        if (end == OUTLINE_NONE)
            return false;
        if (i > 0 && ret->macro.has_parameters)
            end++;
        *ret = (struct token_run){spot.file, first, end, {0}};
        if (!places_macro(adoption, spot, &macro) || macro.first != first || macro.end != end)
            return true;
        ret->macro = macro;
    }
    return false;
}
