/* SPDX-License-Identifier: BSD-3-Clause */
/* The awaits of calls. */
#include <string.h>

#include "adopt/parts.h"
#include "base/arena.h"

/* `token` begins the call: does `await` stand before it, with parentheses at most between? */
static bool has_await(struct adoption *adoption, uint32_t file, uint32_t token)
{
    while (token > 0) {
        token--;
        if (outline_token_is(adoption->outline, file, token, "await") ||
            outline_token_is(adoption->outline, file, token, "tamer_await"))
            return true;
        if (!outline_token_is(adoption->outline, file, token, "("))
            return false;
    }
    return false;
}

static bool is_asked(struct adoption *adoption, uint32_t file, uint32_t token)
{
    static const char *const words[] = {
        "tamer_blocking", "sizeof",   "_Alignof", "__alignof__",   "typeof",
        "__typeof__",     "__typeof", "alignof",  "typeof_unqual", "__builtin_constant_p"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (outline_token_is(adoption->outline, file, token, words[i]))
            return true;
    return false;
}

/* Inside of the parentheses of something that does not evaluate the call, or that says that it
 * blocks? */
static bool is_excepted(struct adoption *adoption, uint32_t file, uint32_t token)
{
    uint32_t depth = 0;
    while (token > 1) {
        token--;
        if (outline_token_is(adoption->outline, file, token, ";"))
            return false;
        if (outline_token_is(adoption->outline, file, token, ")"))
            depth++;
        else if (outline_token_is(adoption->outline, file, token, "(") && depth > 0)
            depth--;
        else if (outline_token_is(adoption->outline, file, token, "(") &&
                 is_asked(adoption, file, token - 1))
            return true;
    }
    return false;
}

/* What stands behind the call belongs to its result. */
static bool is_postfix(struct adoption *adoption, uint32_t file, uint32_t token)
{
    static const char *const postfix[] = {"(", "[", ".", "->", "++", "--"};
    for (size_t i = 0; i < sizeof postfix / sizeof *postfix; i++)
        if (outline_token_is(adoption->outline, file, token, postfix[i]))
            return true;
    return false;
}

static bool refuse(struct adoption *adoption, const struct outline_call *call, const char *why)
{
    const char *name = adoption->outline->entities.at[call->callee].name;
    return adoption_refuse(
        adoption, call->caller, call->start.written,
        arena_printf(adoption->arena, "the call of '%s' cannot get an await: %s", name, why));
}

static bool add_await(struct adoption *adoption, const struct outline_call *call)
{
    struct outline_spot start = call->start.spelled;
    if (outline_is_nowhere(start) || start.file != call->callee_last.spelled.file)
        return refuse(adoption, call, "it is made by a macro");
    if (outline_in_macro(call->start) || outline_in_macro(call->callee_last))
        return refuse(adoption, call, "it is made by a macro");
    uint32_t first = outline_token_at(adoption->outline, start);
    uint32_t open = outline_token_at(adoption->outline, call->callee_last.spelled) + 1;
    if (has_await(adoption, start.file, first) || is_excepted(adoption, start.file, first))
        return false;
    uint32_t close = outline_token_is(adoption->outline, start.file, open, "(")
                         ? places_closing(adoption, start.file, open)
                         : OUTLINE_NONE;
    if (close == OUTLINE_NONE)
        return refuse(adoption, call, "its parentheses are made by a macro");
    struct outline_spot end = {start.file,
                               outline_tokens(adoption->outline, start.file)[close].end};
    bool parens = is_postfix(adoption, start.file, close + 1);
    edits_add(adoption, start, end.offset, EDIT_AWAIT, parens ? "(await " : "await ");
    if (parens)
        edits_add(adoption, end, start.offset, EDIT_CLOSE, ")");
    adoption->awaits++;
    return false;
}

bool calls_add(struct adoption *adoption)
{
    bool refused = false;
    adoption->awaits = 0;
    for (size_t i = 0; i < adoption->outline->calls.count; i++) {
        const struct outline_call *call = &adoption->outline->calls.at[i];
        if (call->caller != OUTLINE_NONE && call->context == OUTLINE_EVALUATED &&
            adoption->states[call->caller].is_tamed && adoption->states[call->callee].is_tamed)
            refused |= add_await(adoption, call);
    }
    return !refused;
}
