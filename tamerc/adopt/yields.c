/* SPDX-License-Identifier: BSD-3-Clause */
/* A yield before every statement of tamed functions, to test that they can wait anywhere. */
#include "adopt/parts.h"
#include "base/arena.h"

/* Behind the statement, its semicolon included. What ends it may be the argument of a macro. */
static uint32_t end_of(struct adoption *adoption, uint32_t file, uint32_t offset)
{
    struct outline_spot last = {file, offset > 0 ? offset - 1 : 0};
    uint32_t token = outline_token_at(adoption->outline, last);
    uint32_t next = token + 1;
    while (outline_token_is(adoption->outline, file, next, ")"))
        next++;
    if (!outline_token_is(adoption->outline, file, token, ";") &&
        outline_token_is(adoption->outline, file, next, ";"))
        token = next;
    return outline_tokens(adoption->outline, file)[token].end;
}

static bool yields_already(struct adoption *adoption, struct outline_spot start)
{
    static const char *const words[] = {"tamer_yield", "(", ")", ";"};
    uint32_t at = outline_token_at(adoption->outline, start);
    bool before = at >= 4, itself = true;
    for (uint32_t i = 0; i < 4; i++) {
        before = before && outline_token_is(adoption->outline, start.file, at - 4 + i, words[i]);
        itself = itself && outline_token_is(adoption->outline, start.file, at + 1 + i, words[i]);
    }
    return before || itself;
}

/* A pragma about the loop, or the statement, behind it; not one that only stands there. */
static bool is_hint(struct adoption *adoption, uint32_t file, uint32_t hash, uint32_t end)
{
    static const char *const words[] = {"ivdep",    "unroll", "nounroll", "unroll_and_jam",
                                        "novector", "loop",   "omp",      "acc"};
    for (uint32_t i = hash + 1; i < end; i++)
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (outline_token_is(adoption->outline, file, i, words[k]))
                return true;
    return false;
}

/* Does something stand in front of the statement that must be followed by it? A macro may hide
 * that. What begins a macro's argument may go on in the macro. */
static bool is_bound(struct adoption *adoption, const struct outline_statement *statement)
{
    struct outline *outline = adoption->outline;
    uint32_t file = statement->start.written.file, hash;
    uint32_t at = outline_token_at(outline, statement->start.written), before = at - 1;
    if (at == 0)
        return false;
    if (places_in_directive(adoption, file, at, &hash)) /* some pragmas are part of the statement */
        return true;
    if (places_in_directive(adoption, file, before, &hash))
        return is_hint(adoption, file, hash, at);
    if (outline_token_is(outline, file, before, "(") ||
        outline_token_is(outline, file, before, ","))
        return true;
    if (outline_token_is(outline, file, before, ")"))
        return !statement->needs_braces ||
               (at > 3 && outline_token_is(outline, file, at - 4, "_Pragma"));
    return outline_tokens(outline, file)[before].kind == TOKEN_IDENT &&
           !outline_token_is(outline, file, before, "else") &&
           !outline_token_is(outline, file, before, "do");
}

static void add_yield(struct adoption *adoption, const struct outline_statement *statement)
{
    struct outline_spot start = statement->start.written, end = statement->end.written;
    if (outline_is_nowhere(start) || start.file != end.file || outline_in_macro(statement->start) ||
        yields_already(adoption, start) || is_bound(adoption, statement))
        return;
    if (!statement->needs_braces) {
        edits_add(
            adoption, start, UINT32_MAX, EDIT_YIELD,
            arena_printf(adoption->arena, "%stamer_yield(); ", edits_await(adoption, start.file)));
        return;
    }
    if (outline_in_macro(statement->end))
        return;
    end.offset = end_of(adoption, end.file, end.offset);
    edits_add(
        adoption, start, end.offset, EDIT_YIELD,
        arena_printf(adoption->arena, "{ %stamer_yield(); ", edits_await(adoption, start.file)));
    edits_add(adoption, end, start.offset, EDIT_CLOSE, " }");
}

/* Where the braces of a function's body come from a macro, so do its statements, whatever is
 * written in the macro's arguments. */
static bool *written_bodies(const struct adoption *adoption)
{
    const struct outline *outline = adoption->outline;
    bool *written = arena_array(adoption->arena, outline->entities.count + 1, sizeof *written);
    for (size_t i = 0; i < outline->decls.count; i++) {
        const struct outline_decl *decl = &outline->decls.at[i];
        if (decl->is_definition && !outline_is_nowhere(decl->body.written))
            written[decl->entity] = !outline_in_macro(decl->body);
    }
    return written;
}

void yields_add(struct adoption *adoption)
{
    const bool *written = written_bodies(adoption);
    for (size_t i = 0; i < adoption->outline->statements.count; i++) {
        const struct outline_statement *statement = &adoption->outline->statements.at[i];
        if (adoption->states[statement->function].is_tamed && written[statement->function])
            add_yield(adoption, statement);
    }
}
