/* SPDX-License-Identifier: BSD-3-Clause */
/* The marks of declarations. */
#include <string.h>

#include "adopt/parts.h"
#include "base/arena.h"
#include "base/strbuf.h"

static bool is_function(const struct adoption *adoption, const struct outline_decl *decl)
{
    return adoption->outline->entities.at[decl->entity].kind == OUTLINE_FUNCTION;
}

static bool is_tamed(const struct adoption *adoption, const struct outline_decl *decl)
{
    return adoption->states[decl->entity].is_tamed;
}

static const char *mark_of(const struct adoption *adoption, const struct outline_decl *decl)
{
    const char *stem = adoption->states[decl->entity].stem;
    if (!stem)
        return adoption->mark;
    return arena_printf(adoption->arena, "TAMED_AS(%s)%s", stem, adoption->mark + strlen("TAMED"));
}

/* ---- declarations with several declarators ---- */

/* Another declarator of the same declaration that declares a function which stays plain. */
static bool is_shared(const struct adoption *adoption, const struct outline_decl *decl)
{
    const struct outline_decl_list *decls = &adoption->outline->decls;
    for (size_t i = 0; i < decls->count; i++) {
        const struct outline_decl *other = &decls->at[i];
        if (outline_same_spot(other->start.written, decl->start.written) &&
            outline_same_spot(other->start.spelled, decl->start.spelled) &&
            is_function(adoption, other) && !is_tamed(adoption, other))
            return true;
    }
    return false;
}

static bool has_marked_declaration(const struct adoption *adoption, uint32_t entity)
{
    const struct outline_decl_list *decls = &adoption->outline->decls;
    for (size_t i = 0; i < decls->count; i++)
        if (decls->at[i].entity == entity && decls->at[i].is_marked)
            return true;
    return false;
}

static bool is_one_of(struct adoption *adoption, uint32_t file, uint32_t token,
                      const char *const *words)
{
    for (; *words; words++)
        if (outline_token_is(adoption->outline, file, token, *words))
            return true;
    return false;
}

/* Behind the specifiers that begin at the token: where the first declarator begins. */
static uint32_t behind_specifiers(struct adoption *adoption, uint32_t file, uint32_t token,
                                  uint32_t name)
{
    static const char *const declarator[] = {"*", "(", NULL};
    static const char *const behind_name[] = {",", "=", "[", ":", NULL};
    static const char *const nested[] = {"__attribute__", "__attribute", "typeof",
                                         "__typeof__",    "__typeof",    "_Alignas",
                                         "__declspec",    "{",           NULL};
    while (token < name && !is_one_of(adoption, file, token, declarator)) {
        bool has_operand = is_one_of(adoption, file, token, nested);
        bool brace = outline_token_is(adoption->outline, file, token, "{");
        uint32_t close =
            has_operand ? places_closing(adoption, file, brace ? token : token + 1) : token;
        if (close == OUTLINE_NONE)
            return OUTLINE_NONE;
        token = close + 1;
        if (is_one_of(adoption, file, token, behind_name))
            return token - 1;
    }
    return token;
}

/* Where the declarator that holds `name` begins and ends. */
static bool find_declarator(struct adoption *adoption, uint32_t file, uint32_t first, uint32_t name,
                            uint32_t *ret_first, uint32_t *ret_end)
{
    static const char *const opening[] = {"(", "[", "{", NULL};
    static const char *const ends[] = {",", ";", "=", NULL};
    const struct token *tokens = outline_tokens(adoption->outline, file);
    *ret_first = first;
    for (uint32_t at = first; tokens[at].kind != TOKEN_END; at++) {
        if (is_one_of(adoption, file, at, opening)) {
            uint32_t close = places_closing(adoption, file, at);
            if (close == OUTLINE_NONE)
                return false;
            at = close;
        } else if (is_one_of(adoption, file, at, ends)) {
            *ret_end = at;
            if (at > name)
                return true;
            *ret_first = at + 1;
        }
    }
    return false;
}

static void add_text(struct strbuf *out, struct adoption *adoption, uint32_t file, uint32_t first,
                     uint32_t end)
{
    const struct token *tokens = outline_tokens(adoption->outline, file);
    for (uint32_t i = first; i < end; i++) {
        if (i > first && tokens[i].start > tokens[i - 1].end)
            strbuf_putc(out, ' ');
        strbuf_add(out, adoption->outline->files.at[file].text + tokens[i].start,
                   tokens[i].end - tokens[i].start);
    }
}

/* The name that the first function of the declaration has. */
static uint32_t first_name(struct adoption *adoption, const struct outline_decl *decl)
{
    const struct outline_decl_list *decls = &adoption->outline->decls;
    struct outline_spot first = decl->name.written;
    for (size_t i = 0; i < decls->count; i++) {
        struct outline_spot name = decls->at[i].name.written;
        if (outline_same_spot(decls->at[i].start.written, decl->start.written) &&
            outline_same_spot(decls->at[i].start.spelled, decl->start.spelled) &&
            name.file == first.file && name.offset < first.offset)
            first = name;
    }
    return outline_token_at(adoption->outline, first);
}

/* A declaration of the function alone, in front of the one that it shares with others. */
static bool declare_alone(struct adoption *adoption, const struct outline_decl *decl)
{
    struct outline_spot start = decl->start.written;
    uint32_t file = start.file, first = outline_token_at(adoption->outline, start);
    uint32_t name = outline_token_at(adoption->outline, decl->name.written), end;
    uint32_t behind = behind_specifiers(adoption, file, first, first_name(adoption, decl));
    struct strbuf text = {0};
    if (decl->name.written.file != file || behind == OUTLINE_NONE ||
        !find_declarator(adoption, file, behind, name, &name, &end))
        return false;
    strbuf_puts(&text, mark_of(adoption, decl));
    add_text(&text, adoption, file, first, behind);
    strbuf_putc(&text, ' ');
    add_text(&text, adoption, file, name, end);
    strbuf_puts(&text, "; ");
    edits_add(adoption, start, decl->end.written.offset, EDIT_MARK,
              arena_strndup(adoption->arena, text.text, text.size));
    strbuf_free(&text);
    return true;
}

/* ---- declarations that macros make ---- */

/* The declaration is not the first thing that a macro stands for: a mark in front of the macro's
 * name would be another one's. */
static bool is_behind_another(struct adoption *adoption, const struct outline_decl *decl)
{
    struct macro macro;
    return outline_in_macro(decl->start) &&
           (!places_macro(adoption, decl->start.spelled, &macro) ||
            macro.first != outline_token_at(adoption->outline, decl->start.spelled));
}

/* Whatever the macro makes at this place, wherever it is used, becomes tamed. */
static bool all_agree(const struct adoption *adoption, struct outline_spot spelled)
{
    const struct outline_decl_list *decls = &adoption->outline->decls;
    for (size_t i = 0; i < decls->count; i++)
        if (outline_same_spot(decls->at[i].start.spelled, spelled) &&
            !is_tamed(adoption, &decls->at[i]))
            return false;
    return true;
}

/* ---- marks ---- */

static bool refuse(struct adoption *adoption, const struct outline_decl *decl, const char *kind,
                   const char *reason)
{
    return adoption_refuse(adoption, decl->entity, decl->name.written, kind, reason);
}

static bool mark(struct adoption *adoption, const struct outline_decl *decl)
{
    struct outline_spot start = places_declaration_start(adoption, decl);
    if (!places_is_owned(adoption, start)) {
        /* Where a header says nothing of it, a function is still what its definition says. */
        if (is_function(adoption, decl) && !decl->is_definition)
            return false;
        return refuse(adoption, decl, "foreign", "its file is not to be changed");
    }
    if (is_behind_another(adoption, decl)) {
        start = decl->start.spelled;
        if (outline_is_nowhere(start) || !places_is_owned(adoption, start))
            return refuse(adoption, decl, "macro", "a macro makes its declaration");
        if (!all_agree(adoption, start))
            return refuse(adoption, decl, "macro",
                          "a macro declares it that also declares what stays plain");
    } else if (is_shared(adoption, decl)) {
        if (is_function(adoption, decl) &&
            (has_marked_declaration(adoption, decl->entity) || declare_alone(adoption, decl)))
            return false;
        return refuse(adoption, decl, "shared",
                      "a plain function is declared in the same declaration");
    }
    edits_add(adoption, start, UINT32_MAX, EDIT_MARK, mark_of(adoption, decl));
    return false;
}

bool marks_add(struct adoption *adoption)
{
    bool refused = false;
    for (size_t i = 0; i < adoption->outline->decls.count; i++) {
        const struct outline_decl *decl = &adoption->outline->decls.at[i];
        if (!decl->is_marked && is_tamed(adoption, decl))
            refused |= mark(adoption, decl);
    }
    return !refused;
}
