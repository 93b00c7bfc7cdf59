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

static const char *mark_of(const struct adoption *adoption, const struct outline_decl *decl,
                           uint32_t file)
{
    const char *mark = edits_mark(adoption, file);
    const char *stem = adoption->states[decl->entity].stem;
    if (!stem)
        return mark;
    return arena_printf(adoption->arena, "TAMED_AS(%s)%s", stem, mark + strlen("TAMED"));
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
    strbuf_puts(&text, mark_of(adoption, decl, file));
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

static const struct mark_place *place_of(struct adoption *adoption, size_t index)
{
    const struct outline_decl_list *decls = &adoption->outline->decls;
    if (!adoption->mark_places) {
        adoption->mark_places =
            arena_array(adoption->arena, decls->count + 1, sizeof *adoption->mark_places);
        for (size_t i = 0; i < decls->count; i++)
            adoption->mark_places[i] = declared_place(adoption, &decls->at[i]);
    }
    return &adoption->mark_places[index];
}

/* A place in what a macro is replaced with, over all declarations that begin there. */
struct place_in_macro {
    const struct outline_decl *plain; /* one that gets no mark; NULL: none */
    bool is_needed;                   /* for one whose mark can stand nowhere else */
};

static struct place_in_macro *place_in_macro(const struct adoption *adoption, struct names *places,
                                             struct outline_spot spot)
{
    const char *key =
        arena_printf(adoption->arena, "%u:%u", (unsigned)spot.file, (unsigned)spot.offset);
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
    for (size_t i = 0; i < adoption->outline->decls.count; i++) {
        const struct outline_decl *decl = &adoption->outline->decls.at[i];
        const struct mark_place *at = place_of(adoption, i);
        if (outline_is_nowhere(at->body))
            continue;
        struct place_in_macro *place = place_in_macro(adoption, &places, at->body);
        if (!is_tamed(adoption, decl))
            place->plain = decl;
        else
            place->is_needed |= outline_is_nowhere(at->text);
    }
    return places;
}

/* ---- marks ---- */

/* false: it was taken back, now. */
static bool refuse(struct adoption *adoption, const struct outline_decl *decl, const char *kind,
                   const char *reason)
{
    return !adoption_refuse(adoption, decl->entity, decl->name.written, kind, reason);
}

static void add_mark(struct adoption *adoption, const struct outline_decl *decl,
                     struct outline_spot at)
{
    edits_add(adoption, at, UINT32_MAX, EDIT_MARK, mark_of(adoption, decl, at.file));
}

/* Whatever the macro makes at this place, wherever it is used, has to become tamed. */
static bool mark_in_macro(struct adoption *adoption, const struct place_in_macro *place,
                          const struct outline_decl *decl, struct outline_spot body)
{
    if (!places_is_owned(adoption, body))
        return refuse(adoption, decl, "macro", "a macro makes its declaration");
    if (place->plain)
        return refuse(adoption, decl, "macro",
                      arena_printf(adoption->arena,
                                   "a macro declares it that also declares '%s', which stays plain",
                                   adoption->outline->entities.at[place->plain->entity].name));
    add_mark(adoption, decl, body);
    return true;
}

static bool mark_text(struct adoption *adoption, const struct outline_decl *decl,
                      const struct mark_place *at)
{
    if (!places_is_owned(adoption, at->text)) {
        /* Where a header says nothing of it, a function is still what its definition says. */
        if (is_function(adoption, decl) && !decl->is_definition)
            return true;
        return refuse(adoption, decl, "foreign", "its file is not to be changed");
    }
    if (is_shared(adoption, decl)) {
        if (is_function(adoption, decl) && outline_is_nowhere(at->body) &&
            (has_marked_declaration(adoption, decl->entity) || declare_alone(adoption, decl)))
            return true;
        return refuse(adoption, decl, "shared",
                      "a plain function is declared in the same declaration");
    }
    add_mark(adoption, decl, at->text);
    return true;
}

/* false: it had to be taken back. */
static bool mark(struct adoption *adoption, struct names *places, const struct outline_decl *decl,
                 const struct mark_place *at)
{
    if (outline_is_nowhere(at->body) && outline_is_nowhere(at->text))
        return refuse(adoption, decl, "macro", "a macro makes its declaration");
    if (outline_is_nowhere(at->body))
        return mark_text(adoption, decl, at);
    const struct place_in_macro *place = place_in_macro(adoption, places, at->body);
    if (!outline_is_nowhere(at->text) && (!place->is_needed || place->plain))
        return mark_text(adoption, decl, at);
    return mark_in_macro(adoption, place, decl, at->body);
}

bool marks_add(struct adoption *adoption)
{
    struct names places = find_places(adoption);
    bool fine = true;
    for (size_t i = 0; i < adoption->outline->decls.count; i++) {
        const struct outline_decl *decl = &adoption->outline->decls.at[i];
        if (!decl->is_marked && is_tamed(adoption, decl))
            fine &= mark(adoption, &places, decl, place_of(adoption, i));
    }
    return fine;
}
