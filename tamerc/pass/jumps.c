/* SPDX-License-Identifier: BSD-3-Clause */
#include "pass/jumps.h"

#include "base/arena.h"
#include "base/vec.h"
#include "ir/ir.h"
#include "ir/marks.h"
#include "pass/declarator.h"
#include "text/source.h"

struct jumps {
    struct ir_unit *unit;
    const struct source *source;
};

static bool is_setjmp(const struct source *source, uint32_t index)
{
    static const char *const names[] = {"setjmp", "_setjmp", "sigsetjmp", "__sigsetjmp", NULL};

    return source->tokens[index].kind == TOKEN_IDENT && syntax_is_one_of(source, index, names) &&
           syntax_punct(source, index + 1) == '(';
}

/* A declaration, or the member of something: in doubt not a call. */
static bool is_called(const struct source *source, uint32_t index)
{
    static const char *const before[] = {"return", "else", "do", "case", NULL};

    if (source->tokens[index - 1].kind == TOKEN_IDENT)
        return syntax_is_one_of(source, index - 1, before);
    return !source_token_is(source, index - 1, "*") && !source_token_is(source, index - 1, ".") &&
           !source_token_is(source, index - 1, "->");
}

static void insert(struct jumps *jumps, uint32_t offset, const char *text)
{
    struct ir_edit edit = {.start = offset, .end = offset, .text = text};

    vec_push(jumps->unit->arena, &jumps->unit->insertions, edit);
}

bool jumps_any_landing(const struct source *source)
{
    for (uint32_t i = 1; i < source->token_count; i++)
        if (is_setjmp(source, i) && is_called(source, i))
            return true;
    return false;
}

/* `declaration`: what goes in front of the same token, or "". */
static void add_call(struct jumps *jumps, uint32_t name, unsigned number, const char *declaration)
{
    const struct token *tokens = jumps->source->tokens;
    uint32_t behind = syntax_balanced(jumps->source, name + 1);

    insert(jumps, tokens[name].start,
           arena_printf(jumps->unit->arena,
                        "%s(tamer_jump_mark(&tamer_jump%u), tamer_jump_land(&tamer_jump%u, ",
                        declaration, number, number));
    insert(jumps, tokens[behind].start, "))");
}

static uint32_t next_call(const struct source *source, const struct external *external,
                          uint32_t index)
{
    while (index < external->end && !(is_setjmp(source, index) && is_called(source, index)))
        index++;
    return index;
}

static const char *declaration_of(const struct jumps *jumps, unsigned count)
{
    const char *text = "tamer_jump tamer_jump1";

    for (unsigned i = 2; i <= count; i++)
        text = arena_printf(jumps->unit->arena, "%s, tamer_jump%u", text, i);
    return arena_printf(jumps->unit->arena, "%s; ", text);
}

static void look_into(struct jumps *jumps, const struct external *external)
{
    const struct source *source = jumps->source;
    uint32_t first = external->body + 1, name = next_call(source, external, first);
    const char *declaration;
    unsigned count = 0;

    for (uint32_t i = name; i < external->end; i = next_call(source, external, i + 1))
        count++;
    if (count == 0)
        return;
    while (source->tokens[first].kind == TOKEN_PRAGMA)
        first++;
    declaration = declaration_of(jumps, count);
    if (first != name)
        insert(jumps, source->tokens[first].start, declaration);
    for (unsigned i = 1; i <= count; i++, name = next_call(source, external, name + 1))
        add_call(jumps, name, i, first == name ? declaration : "");
}

void jumps_collect(struct ir_unit *unit)
{
    const struct source *source = unit->source;
    struct jumps jumps = {.unit = unit, .source = source};
    bool is_known = false;

    for (uint32_t i = 0; source->tokens[i].kind != TOKEN_END;) {
        struct external external = syntax_external(source, i);

        for (; !is_known && i < external.end; i++)
            is_known = source_token_is(source, i, "tamer_jump_land");
        if (is_known && external.body && !external.is_async && external.first < external.end &&
            !(source->tokens[external.first].flags & TOKEN_SYSTEM))
            look_into(&jumps, &external);
        i = external.end;
    }
}
