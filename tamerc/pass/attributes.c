/* SPDX-License-Identifier: BSD-3-Clause */
#include "pass/attributes.h"

#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "ir/ir.h"
#include "ir/marks.h"
#include "pass/declarator.h"
#include "text/source.h"

/* Of the symbols: everything that is generated has them. */
static const char *const shared_names[] = {"visibility", "weak", NULL};

/* Of the code: the body and all ways into it have them. */
static const char *const code_names[] = {"section",
                                         "target",
                                         "hot",
                                         "cold",
                                         "minsize",
                                         "optimize",
                                         "no_sanitize",
                                         "no_sanitize_address",
                                         "no_sanitize_thread",
                                         "no_sanitize_undefined",
                                         "no_address_safety_analysis",
                                         "disable_sanitizer_instrumentation",
                                         "no_stack_protector",
                                         "stack_protect",
                                         "no_instrument_function",
                                         "no_profile_instrument_function",
                                         NULL};

/* Of the entry alone: the body is part of each way into it. */
static const char *const entry_names[] = {"noinline", "noclone", "noipa", NULL};

static const char *const alias_names[] = {"alias", NULL};

struct reader {
    struct arena *arena;
    const struct source *source;
    struct strbuf shared, code, entry;
    const char *alias;
};

bool attributes_is_one_of(const struct source *source, uint32_t index, const char *const *names)
{
    const struct token *token = &source->tokens[index];
    const char *text = source->text + token->start;
    size_t size = token->end - token->start;
    if (token->kind != TOKEN_IDENT)
        return false;
    if (size > 4 && memcmp(text, "__", 2) == 0 && memcmp(text + size - 2, "__", 2) == 0) {
        text += 2;
        size -= 4;
    }
    for (; *names; names++)
        if (strlen(*names) == size && memcmp(*names, text, size) == 0)
            return true;
    return false;
}

static void add(struct reader *reader, struct strbuf *out, uint32_t first, uint32_t end)
{
    strbuf_puts(out, "__attribute__((");
    syntax_flatten(out, reader->source, first, end, false);
    strbuf_puts(out, ")) ");
}

/* One attribute: its name, and its arguments up to `end`. */
static void read_one(struct reader *reader, uint32_t name, uint32_t end)
{
    const struct source *source = reader->source;
    if (attributes_is_one_of(source, name, shared_names))
        add(reader, &reader->shared, name, end);
    else if (attributes_is_one_of(source, name, code_names))
        add(reader, &reader->code, name, end);
    else if (attributes_is_one_of(source, name, entry_names))
        add(reader, &reader->entry, name, end);
    else if (attributes_is_one_of(source, name, alias_names) && name + 2 < end &&
             source->tokens[name + 2].kind == TOKEN_STRING) {
        const struct token *token = &source->tokens[name + 2];
        reader->alias =
            arena_strndup(reader->arena, source->text + token->start + 1,
                          token->end - token->start >= 2 ? token->end - token->start - 2 : 0);
    }
}

/* Those in tokens [first, end): in __attribute__((…)) or [[…]]. */
static void read_range(struct reader *reader, uint32_t first, uint32_t end)
{
    const struct source *source = reader->source;
    for (uint32_t i = first; i < end;) {
        uint32_t behind = i + syntax_attribute(source, i);
        if (behind == i) {
            i++;
            continue;
        }
        for (; i < behind && !mark_find(source, i, NULL); i++) {
            uint32_t next =
                syntax_punct(source, i + 1) == '(' && source->tokens[i].kind == TOKEN_IDENT
                    ? syntax_balanced(source, i + 1)
                    : i + 1;
            bool is_word = source_token_is(source, i, "__attribute__") ||
                           source_token_is(source, i, "__attribute");
            if (is_word || source->tokens[i].kind != TOKEN_IDENT)
                continue;
            read_one(reader, i, next);
            i = next - 1;
        }
        i = behind;
    }
}

static const char *take(struct arena *arena, struct strbuf *text)
{
    const char *copy = arena_strdup(arena, text->text ? text->text : "");
    strbuf_free(text);
    return copy;
}

void attributes_read(struct arena *arena, const struct source *source,
                     const struct specifiers *specifiers, const struct declarator *declarator,
                     struct ir_signature *signature)
{
    struct reader reader = {.arena = arena, .source = source};
    read_range(&reader, specifiers->first, specifiers->end);
    read_range(&reader, specifiers->end > declarator->first ? specifiers->end : declarator->first,
               declarator->open);
    read_range(&reader, declarator->end, syntax_attributes(source, declarator->end));
    signature->attributes = take(arena, &reader.shared);
    signature->code_attributes = take(arena, &reader.code);
    signature->entry_attributes = take(arena, &reader.entry);
    signature->alias = reader.alias;
}

static const char *join(struct arena *arena, const char *first, const char *later)
{
    return strstr(first, later) ? first : arena_printf(arena, "%s%s", first, later);
}

void attributes_join(struct arena *arena, struct ir_signature *first,
                     const struct ir_signature *later)
{
    first->attributes = join(arena, first->attributes, later->attributes);
    first->code_attributes = join(arena, first->code_attributes, later->code_attributes);
    first->entry_attributes = join(arena, first->entry_attributes, later->entry_attributes);
    if (later->alias)
        first->alias = later->alias;
}

/* ---- inline functions ---- */

static void replace(struct edit_list *edits, struct arena *arena, const struct source *source,
                    uint32_t index, const char *by)
{
    const struct token *token = &source->tokens[index];
    int size = (int)(token->end - token->start);
    struct ir_edit edit = {token->start, token->end, arena_printf(arena, "%-*s", size, by)};
    vec_push(arena, edits, edit);
}

void attributes_share(struct arena *arena, const struct source *source, uint32_t first,
                      uint32_t end, struct edit_list *edits)
{
    static const char *const keywords[] = {"inline", "__inline", NULL};
    static const char *const names[] = {"always_inline", "gnu_inline", NULL};
    for (uint32_t i = first; i < end; i++) {
        uint32_t last = i + syntax_attribute(source, i);
        if (last == i && attributes_is_one_of(source, i, keywords))
            replace(edits, arena, source, i, "");
        for (; i + 1 < last; i++)
            if (attributes_is_one_of(source, i, names))
                replace(edits, arena, source, i, "__unused__");
    }
}
