/* SPDX-License-Identifier: BSD-3-Clause */
#include "pass/parameter_types.h"

#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "pass/declarator.h"
#include "text/definition.h"
#include "text/diag.h"
#include "text/source.h"

static const char *const tag_words[] = {"struct", "union", "enum", NULL};

/* A type that is moved. */
struct moved {
    struct definition definition; /* open == 0: it is only named */
    const char *name;             /* its tag in front of the function */
};

struct moved_list VEC(struct moved);

/* A parameter that such a type depends on, which never is evaluated there: tokens [first, end). */
struct stand_in {
    uint32_t first, end, name, use;
    const char *text; /* what the use is replaced with */
};

struct stand_in_list VEC(struct stand_in);

/* Another name for what the parameters declare, from a token on. */
struct renamed {
    const char *name;
    uint32_t from;
};

struct mover {
    struct strbuf *out;
    struct arena *arena;
    const struct source *source;
    struct diag *diag;
    struct file_tags tags;
    uint32_t done; /* the text is copied up to here */

    /* of one function */
    struct external external;
    struct declarator declarator;
    const char *function;
    struct moved_list moved; /* in source order; none stands in another */
    struct stand_in_list stand_ins;
    struct names own; /* tags that its parameters introduce */
    struct names renamed_tags, renamed;
};

static bool is_ident(const struct source *source, uint32_t index)
{
    return source->tokens[index].kind == TOKEN_IDENT;
}

static bool same(const struct source *source, uint32_t a, uint32_t b)
{
    const struct token *x = &source->tokens[a], *y = &source->tokens[b];
    return is_ident(source, a) && is_ident(source, b) && x->end - x->start == y->end - y->start &&
           memcmp(source->text + x->start, source->text + y->start, x->end - x->start) == 0;
}

static void *find(const struct names *names, const struct source *source, uint32_t token)
{
    const struct token *name = &source->tokens[token];
    return names_find(names, source->text + name->start, name->end - name->start);
}

static char *text_of(const struct mover *mover, uint32_t token)
{
    const struct token *name = &mover->source->tokens[token];
    return arena_strndup(mover->arena, mover->source->text + name->start, name->end - name->start);
}

static void add(struct names *names, const struct source *source, uint32_t token, void *value)
{
    const struct token *name = &source->tokens[token];
    names_add(names, source->text + name->start, name->end - name->start, value);
}

/* ---- tags ---- */

/* The tag behind the word `struct` or so; 0: the token is none, or none follows. */
static uint32_t tag_behind(const struct source *source, uint32_t word)
{
    if (!is_ident(source, word) || !syntax_is_one_of(source, word, tag_words))
        return 0;
    uint32_t tag = syntax_attributes(source, word + 1);
    return is_ident(source, tag) ? tag : 0;
}

/* The '(' of a list of parameters, so far as one sees. */
static bool opens_parameters(const struct source *source, uint32_t index)
{
    static const char *const words[] = {"typeof",        "__typeof",    "__typeof__", "_Atomic",
                                        "typeof_unqual", "_Alignas",    "alignas",    "sizeof",
                                        "_Alignof",      "alignof",     "__alignof",  "__alignof__",
                                        "__attribute__", "__attribute", "__declspec", NULL};
    if (index == 0 || syntax_punct(source, index) != '(')
        return false;
    return syntax_punct(source, index - 1) == ')' ||
           (is_ident(source, index - 1) && !syntax_is_one_of(source, index - 1, words));
}

static void read_tags(struct file_tags *tags, const struct source *source, uint32_t first)
{
    while (tags->end < first) {
        struct external external = syntax_external(source, tags->end);
        uint32_t end = external.body ? external.body : external.end;
        bool in_value = false;
        for (uint32_t i = external.first; i < (external.old_style ? external.old_style : end);
             i++) {
            char c = syntax_punct(source, i);
            in_value = c == '=' || (in_value && c != ';' && c != ',');
            uint32_t tag = tag_behind(source, i);
            if (tag)
                add(&tags->names, source, tag, tags);
            if (!in_value && opens_parameters(source, i))
                i = syntax_balanced(source, i) - 1;
        }
        tags->end = external.end;
    }
}

/* Those of the function itself that stand in front of its parameters. */
static bool is_known(const struct file_tags *tags, const struct source *source,
                     const struct external *external, const struct declarator *declarator,
                     uint32_t tag)
{
    if (find(&tags->names, source, tag))
        return true;
    for (uint32_t i = external->first; i < declarator->open; i++) {
        uint32_t other = tag_behind(source, i);
        if (other && same(source, other, tag))
            return true;
    }
    return false;
}

bool parameter_types_any(struct file_tags *tags, const struct source *source,
                         const struct external *external, const struct declarator *declarator)
{
    struct definition definition;
    for (uint32_t i = declarator->open + 1; i < external->body; i++) {
        if (!is_ident(source, i) || !syntax_is_one_of(source, i, tag_words))
            continue;
        uint32_t tag = tag_behind(source, i);
        read_tags(tags, source, external->first);
        if (definition_at(source, i, &definition) ||
            (tag && !source_token_is(source, i, "enum") &&
             !is_known(tags, source, external, declarator, tag)))
            return true;
    }
    return false;
}

/* ---- names ---- */

static bool is_member(const struct source *source, uint32_t token)
{
    return token > 0 &&
           (source_token_is(source, token - 1, ".") || source_token_is(source, token - 1, "->"));
}

/* Does the name stand outside of tokens [from, the function's end)? */
static bool stands_elsewhere(const struct mover *mover, uint32_t token, uint32_t from, bool is_tag)
{
    const struct source *source = mover->source;
    for (uint32_t i = 0; i + 1 < source->token_count; i++) {
        if (i == from)
            i = mover->external.end;
        uint32_t other = is_tag ? tag_behind(source, i) : i;
        if (other && i + 1 < source->token_count && same(source, other, token) &&
            (is_tag || !is_member(source, i)))
            return true;
    }
    return false;
}

/* The name that it gets in front of the function. */
static const char *name_for(struct mover *mover, uint32_t token, uint32_t from, bool is_tag)
{
    char *name = text_of(mover, token);
    struct names *names = is_tag ? &mover->renamed_tags : &mover->renamed;
    if (!stands_elsewhere(mover, token, from, is_tag))
        return name;
    struct renamed *renamed = arena_new(mover->arena, struct renamed);
    *renamed = (struct renamed){arena_printf(mover->arena, "%s__%s", mover->function, name), from};
    add(names, mover->source, token, renamed);
    return renamed->name;
}

static void read_enumerators(struct mover *mover, const struct definition *definition)
{
    const struct source *source = mover->source;
    uint32_t at = definition->open + 1, end = syntax_balanced(source, definition->open) - 1;
    while (at < end) {
        if (is_ident(source, at))
            name_for(mover, at, definition->word, false);
        while (at < end && syntax_punct(source, at) != ',') {
            char c = syntax_punct(source, at);
            at = c == '(' || c == '[' || c == '{' ? syntax_balanced(source, at) : at + 1;
        }
        at++;
    }
}

/* ---- what is moved ---- */

/* Is the token, in the definition of a type, an object rather than what is declared there? */
static bool is_use(const struct source *source, uint32_t token, uint32_t brackets)
{
    static const char *const words[] = {"sizeof", "_Alignof", "alignof", "__alignof__", NULL};
    char before = syntax_punct(source, token - 1);
    if (is_member(source, token))
        return false;
    if (is_ident(source, token - 1))
        return syntax_is_one_of(source, token - 1, words);
    return brackets > 0 || (before && strchr("[(=+-/:", before));
}

/* The parameter in tokens [first, end), as the type that comes later may depend on it. */
static void find_uses(struct mover *mover, const struct definition *definition, uint32_t first,
                      uint32_t end)
{
    const struct source *source = mover->source;
    uint32_t insert, brackets = 0, name = syntax_param_name(source, first, end, &insert);
    for (uint32_t i = definition->open; name != UINT32_MAX && i < definition->last; i++) {
        brackets += syntax_punct(source, i) == '[';
        brackets -= brackets > 0 && syntax_punct(source, i) == ']';
        if (!same(source, i, name) || !is_use(source, i, brackets))
            continue;
        struct stand_in stand_in = {first, end, name, i, NULL};
        stand_in.text =
            arena_printf(mover->arena, "tamer_%s__%s", mover->function, text_of(mover, name));
        vec_push(mover->arena, &mover->stand_ins, stand_in);
        for (uint32_t k = first; k < end && diag_errors(mover->diag) == 0; k++)
            if (syntax_punct(source, k) == '[')
                diag_error(mover->diag, source->tokens[i].start, source->tokens[i].end, NULL,
                           "a type that a parameter of a tamed function defines cannot depend on "
                           "an array; define it in front of the function");
    }
}

static void find_stand_ins(struct mover *mover, const struct definition *definition)
{
    const struct source *source = mover->source;
    for (uint32_t at = mover->declarator.open + 1, end; at < definition->word; at = end + 1) {
        for (end = at; end < definition->word && syntax_punct(source, end) != ',';) {
            char c = syntax_punct(source, end);
            end = c == '(' || c == '[' || c == '{' ? syntax_balanced(source, end) : end + 1;
        }
        if (end < definition->word)
            find_uses(mover, definition, at, end);
    }
}

static void add_definition(struct mover *mover, const struct definition *definition, bool is_inner)
{
    const struct source *source = mover->source;
    struct moved moved = {.definition = *definition};
    if (source_token_is(source, definition->word, "enum"))
        read_enumerators(mover, definition);
    if (definition->is_tagged && !find(&mover->own, source, definition->tag + 1)) {
        name_for(mover, definition->tag + 1, definition->word, true);
        add(&mover->own, source, definition->tag + 1, mover);
    }
    if (is_inner)
        return;
    if (definition->is_tagged) {
        const struct renamed *renamed = find(&mover->renamed_tags, source, definition->tag + 1);
        moved.name = renamed ? renamed->name : text_of(mover, definition->tag + 1);
    } else {
        moved.name = arena_printf(mover->arena, "%s__type%u", mover->function,
                                  (unsigned)mover->moved.count + 1);
    }
    vec_push(mover->arena, &mover->moved, moved);
}

static void add_named(struct mover *mover, uint32_t word, uint32_t tag, bool is_inner)
{
    struct moved moved = {.definition = {.word = word, .tag = tag}};
    if (find(&mover->own, mover->source, tag) || source_token_is(mover->source, word, "enum") ||
        is_known(&mover->tags, mover->source, &mover->external, &mover->declarator, tag))
        return;
    moved.name = name_for(mover, tag, word, true);
    add(&mover->own, mover->source, tag, mover);
    if (!is_inner)
        vec_push(mover->arena, &mover->moved, moved);
}

static void find_moved(struct mover *mover)
{
    const struct source *source = mover->source;
    struct definition definition;
    uint32_t inner = 0;
    for (uint32_t i = mover->declarator.open + 1; i < mover->external.body; i++) {
        uint32_t tag = tag_behind(source, i);
        if (definition_at(source, i, &definition)) {
            if (i >= inner)
                find_stand_ins(mover, &definition);
            add_definition(mover, &definition, i < inner);
            inner = i < inner ? inner : definition.last;
        } else if (tag) {
            add_named(mover, i, tag, i < inner);
        }
    }
}

/* ---- writing ---- */

static const char *new_name(const struct mover *mover, uint32_t token, uint32_t tag)
{
    for (size_t i = 0; i < mover->stand_ins.count; i++)
        if (mover->stand_ins.at[i].use == token)
            return mover->stand_ins.at[i].text;
    const struct renamed *renamed =
        find(token == tag ? &mover->renamed_tags : &mover->renamed, mover->source, token);
    bool applies =
        renamed && token >= renamed->from && (token == tag || !is_member(mover->source, token));
    return applies ? renamed->name : NULL;
}

/* The moved type whose definition begins there. */
static const struct moved *moved_at(const struct mover *mover, uint32_t token)
{
    for (size_t i = 0; i < mover->moved.count; i++)
        if (mover->moved.at[i].definition.word == token && mover->moved.at[i].definition.open)
            return &mover->moved.at[i];
    return NULL;
}

/* Tokens [first, end), and what is between them. `in_place`: of the function; types that are moved
 * are only named. */
static void write_tokens(struct mover *mover, uint32_t first, uint32_t end, bool in_place)
{
    const struct source *source = mover->source;
    uint32_t at = source->tokens[first].start, tag = 0;
    for (uint32_t i = first; i < end; i++) {
        const struct token *token = &source->tokens[i];
        const struct moved *moved = moved_at(mover, i);
        tag = tag_behind(source, i) ? tag_behind(source, i) : tag;
        const char *name = is_ident(source, i) ? new_name(mover, i, tag) : NULL;
        if (!name && !moved)
            continue;
        strbuf_add(mover->out, source->text + at, token->start - at);
        at = token->end;
        if (name) {
            strbuf_puts(mover->out, name);
        } else if (in_place) {
            strbuf_addf(mover->out, "%s %s", text_of(mover, i), moved->name);
            i = moved->definition.last;
            at = source->tokens[i].end;
        } else if (!moved->definition.is_tagged) {
            i = moved->definition.tag;
            at = source->tokens[i].end;
            strbuf_add(mover->out, source->text + token->start, at - token->start);
            strbuf_addf(mover->out, " %s", moved->name);
        } else {
            at = token->start;
            continue;
        }
        if (i + 1 < end)
            source_mark(mover->out, source, &source->tokens[i], at);
    }
    strbuf_add(mover->out, source->text + at, source->tokens[end - 1].end - at);
}

/* Objects that no file defines: only their types matter. */
static void write_stand_ins(struct mover *mover, const struct definition *definition)
{
    for (size_t i = 0; i < mover->stand_ins.count; i++) {
        const struct stand_in *stand_in = &mover->stand_ins.at[i];
        bool is_first = i == 0 || stand_in->name != stand_in[-1].name;
        if (stand_in->use < definition->word || stand_in->use > definition->last || !is_first)
            continue;
        strbuf_puts(mover->out, "extern ");
        write_tokens(mover, stand_in->first, stand_in->name, true);
        strbuf_addf(mover->out, " %s ", stand_in->text);
        if (stand_in->name + 1 < stand_in->end)
            write_tokens(mover, stand_in->name + 1, stand_in->end, true);
        strbuf_puts(mover->out, ";");
    }
}

static void write_function(struct mover *mover)
{
    const struct source *source = mover->source;
    const struct token *first = &source->tokens[mover->external.first];
    strbuf_add(mover->out, source->text + mover->done, first->start - mover->done);
    for (size_t i = 0; i < mover->moved.count; i++) {
        const struct definition *definition = &mover->moved.at[i].definition;
        const struct token *word = &source->tokens[definition->word];
        write_stand_ins(mover, definition);
        source_mark(mover->out, source, word, word->start);
        if (definition->open)
            write_tokens(mover, definition->word, definition->last + 1, false);
        else
            strbuf_addf(mover->out, "%s %s", text_of(mover, definition->word),
                        mover->moved.at[i].name);
        strbuf_puts(mover->out, ";");
    }
    source_mark(mover->out, source, first, first->start);
    write_tokens(mover, mover->external.first, mover->external.end, true);
    mover->done = source->tokens[mover->external.end - 1].end;
}

/* Parameters may use the type that the result has; it comes first then, under its own name. */
static void add_result(struct mover *mover, const struct specifiers *specifiers)
{
    struct moved moved;
    if (specifiers->type_end == 0 ||
        !definition_at(mover->source, specifiers->type_first, &moved.definition) ||
        !moved.definition.is_tagged)
        return;
    moved.name = text_of(mover, moved.definition.tag + 1);
    vec_push(mover->arena, &mover->moved, moved);
}

/* In damaged text a type may end behind what is taken for the body. */
static void check_moved(struct mover *mover)
{
    for (size_t i = 0; i < mover->moved.count; i++) {
        const struct definition *definition = &mover->moved.at[i].definition;
        const struct token *word = &mover->source->tokens[definition->word];
        if (definition->open && definition->last >= mover->external.body)
            diag_error(mover->diag, word->start, word->end, "tamer-declaration",
                       "this type does not end in front of the function's body");
    }
}

static void move_types(struct mover *mover, const struct specifiers *specifiers)
{
    struct names empty = {.arena = mover->arena};
    struct moved_list none = {0};
    struct stand_in_list no_stand_ins = {0};
    mover->moved = none;
    mover->stand_ins = no_stand_ins;
    mover->own = mover->renamed_tags = mover->renamed = empty;
    mover->function = text_of(mover, mover->declarator.name);
    add_result(mover, specifiers);
    find_moved(mover);
    check_moved(mover);
    if (diag_errors(mover->diag) == 0)
        write_function(mover);
}

void parameter_types_move(struct strbuf *out, struct arena *arena, const struct source *source,
                          struct diag *diag)
{
    struct mover mover = {.out = out, .arena = arena, .source = source, .diag = diag};
    mover.tags.names.arena = arena;
    for (uint32_t i = 0; source->tokens[i].kind != TOKEN_END; i = mover.external.end) {
        mover.external = syntax_external(source, i);
        struct specifiers specifiers =
            syntax_specifiers(source, mover.external.first, mover.external.end);
        uint32_t at = syntax_attributes(source, specifiers.end);
        if (mover.external.is_async && mover.external.body &&
            syntax_declarator(source, at, mover.external.body, &mover.declarator) &&
            mover.declarator.open != 0 &&
            parameter_types_any(&mover.tags, source, &mover.external, &mover.declarator))
            move_types(&mover, &specifiers);
    }
    strbuf_add(out, source->text + mover.done, source->size - mover.done);
}
