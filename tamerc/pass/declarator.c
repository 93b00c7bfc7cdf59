/* SPDX-License-Identifier: BSD-3-Clause */
#include "pass/declarator.h"

#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "ir/marks.h"
#include "text/source.h"

#define NESTING_MAX 200

static const char *const storage_words[] = {
    "static",       "extern",   "register",      "auto",      "typedef", "_Thread_local",
    "thread_local", "__thread", "__extension__", "constexpr", NULL};
static const char *const function_words[] = {"inline",    "__inline", "__inline__",
                                             "_Noreturn", "noreturn", NULL};
static const char *const qualifier_words[] = {
    "const",      "volatile",     "restrict",   "_Atomic",      "__const",  "__const__",
    "__volatile", "__volatile__", "__restrict", "__restrict__", "_Nonnull", "_Nullable",
    NULL};
static const char *const type_words[] = {
    "void",        "char",        "short",     "int",      "long",     "float",      "double",
    "signed",      "unsigned",    "_Bool",     "bool",     "_Complex", "_Imaginary", "__signed",
    "__signed__",  "__complex__", "__complex", "__int128", "_Accum",   "_Fract",     "_Sat",
    "__auto_type", "__float128",  "__float80", "__ibm128", "__bf16",   "__fp16",     NULL};
static const char *const typeof_words[] = {"typeof",  "__typeof", "__typeof__", "typeof_unqual",
                                           "_BitInt", "_Atomic",  NULL};
static const char *const tag_words[] = {"struct", "union", "enum", NULL};
static const char *const attribute_words[] = {"__attribute__", "__attribute", "_Alignas",
                                              "alignas",       "__declspec",  NULL};
static const char *const asm_words[] = {"asm", "__asm", "__asm__", NULL};

/* ---- tokens ---- */

char syntax_punct(const struct source *source, uint32_t index)
{
    const struct token *token = &source->tokens[index];
    if (token->kind != TOKEN_PUNCT)
        return 0;
    const char *text = source->text + token->start;
    uint32_t size = token->end - token->start;
    if (size == 1)
        return *text;
    if (size != 2 || (text[0] != '<' && text[0] != '%' && text[0] != ':'))
        return 0;
    static const char digraphs[][4] = {"<:[", ":>]", "<%{", "%>}"};
    for (int i = 0; i < 4; i++)
        if (memcmp(text, digraphs[i], 2) == 0)
            return digraphs[i][2];
    return 0;
}

uint32_t syntax_balanced(const struct source *source, uint32_t index)
{
    uint32_t depth = 0;
    for (; source->tokens[index].kind != TOKEN_END; index++) {
        switch (syntax_punct(source, index)) {
        case '(':
        case '[':
        case '{':
            depth++;
            break;
        case ')':
        case ']':
        case '}':
            if (--depth == 0)
                return index + 1;
            break;
        default:
            break;
        }
    }
    return index;
}

bool syntax_is_one_of(const struct source *source, uint32_t index, const char *const *words)
{
    if (source->tokens[index].kind != TOKEN_IDENT)
        return false;
    for (; *words; words++)
        if (source_token_is(source, index, *words))
            return true;
    return false;
}

static bool is_ident(const struct source *source, uint32_t index)
{
    return source->tokens[index].kind == TOKEN_IDENT;
}

uint32_t syntax_attribute(const struct source *source, uint32_t index)
{
    uint32_t mark = mark_find(source, index, NULL);
    if (mark)
        return mark;
    if (syntax_punct(source, index) == '[' && syntax_punct(source, index + 1) == '[')
        return syntax_balanced(source, index) - index;
    if ((syntax_is_one_of(source, index, attribute_words) ||
         syntax_is_one_of(source, index, asm_words)) &&
        syntax_punct(source, index + 1) == '(')
        return syntax_balanced(source, index + 1) - index;
    return 0;
}

uint32_t syntax_attributes(const struct source *source, uint32_t index)
{
    for (uint32_t count; (count = syntax_attribute(source, index)) != 0;)
        index += count;
    return index;
}

/* Does an attribute [first, end) change the type itself? */
static bool shapes_type(const struct source *source, uint32_t first, uint32_t end)
{
    static const char *const words[] = {"vector_size", "__vector_size__", "mode",
                                        "__mode__",    "ext_vector_type", NULL};
    for (; first < end; first++)
        if (syntax_is_one_of(source, first, words))
            return true;
    return false;
}

static void add_token(struct strbuf *out, const struct source *source, uint32_t index, bool blank)
{
    const struct token *token = &source->tokens[index];
    if (blank && out->size > 0 && out->text[out->size - 1] != ' ')
        strbuf_putc(out, ' ');
    strbuf_add(out, source->text + token->start, token->end - token->start);
}

void syntax_flatten(struct strbuf *out, const struct source *source, uint32_t first, uint32_t end,
                    bool bare)
{
    bool blank = false;
    for (uint32_t i = first; i < end;) {
        uint32_t skip = mark_find(source, i, NULL);
        if (!skip && bare)
            skip = syntax_attribute(source, i);
        if (!skip &&
            (source_token_is(source, i, "register") || source->tokens[i].kind == TOKEN_PRAGMA))
            skip = 1;
        if (skip) {
            i += skip;
            blank = true;
            continue;
        }
        blank = blank || (i > first && source->tokens[i].start > source->tokens[i - 1].end);
        add_token(out, source, i++, blank);
        blank = false;
    }
}

/* ---- specifiers ---- */

static void note_mark(struct specifiers *specifiers, uint32_t index, enum mark mark)
{
    specifiers->is_async = specifiers->is_async || mark == MARK_ASYNC;
    specifiers->is_tamed = specifiers->is_tamed || mark != MARK_ASYNC;
    if (mark == MARK_TAMED_AS) {
        specifiers->has_stem = true;
        specifiers->stem = index;
    }
}

/* At struct, union or enum: behind it, its tag and its body. */
static uint32_t read_tag(const struct source *source, uint32_t index, struct specifiers *specifiers)
{
    uint32_t first = index, at = syntax_attributes(source, index + 1);
    if (is_ident(source, at))
        at = syntax_attributes(source, at + 1);
    if (syntax_punct(source, at) == ':') /* an enum's type */
        while (is_ident(source, ++at))
            ;
    if (syntax_punct(source, at) != '{')
        return at;
    at = syntax_balanced(source, at);
    /* Attributes of the type itself may stand behind its body. */
    while (syntax_is_one_of(source, at, attribute_words) && !mark_find(source, at, NULL))
        at = syntax_balanced(source, at + 1);
    specifiers->type_first = first;
    specifiers->type_end = at;
    return at;
}

static bool is_type_word(const struct source *source, uint32_t index)
{
    if (syntax_is_one_of(source, index, type_words))
        return true;
    const struct token *token = &source->tokens[index];
    const char *text = source->text + token->start;
    size_t size = token->end - token->start;
    return (size > 6 && memcmp(text, "_Float", 6) == 0) ||
           (size > 8 && memcmp(text, "_Decimal", 8) == 0);
}

static void note_word(const struct source *source, uint32_t index, struct specifiers *specifiers)
{
    static const char *const inlines[] = {"inline", "__inline", "__inline__", NULL};
    specifiers->is_static = specifiers->is_static || source_token_is(source, index, "static");
    specifiers->is_typedef = specifiers->is_typedef || source_token_is(source, index, "typedef");
    specifiers->is_inline = specifiers->is_inline || syntax_is_one_of(source, index, inlines);
}

/* Where no type was written: `f(a)` declares f to return int, where `type (f)(a)` does not. */
static bool names_function(const struct source *source, uint32_t index)
{
    if (syntax_punct(source, index + 1) != '(' || syntax_attribute(source, index + 1) != 0)
        return false;
    char behind = syntax_punct(source, syntax_balanced(source, index + 1));
    return behind != '(' && behind != '[';
}

/* Behind a type, words that are keywords of newer C only: what is declared by them. */
static bool is_later_name(const struct source *source, uint32_t index)
{
    static const char *const later[] = {"bool", "constexpr", "thread_local", NULL};
    char next = syntax_punct(source, index + 1);
    return syntax_is_one_of(source, index, later) && (next == ',' || next == ')' || next == '[');
}

/* Behind the specifier at `index`; `index` itself where none begins. */
static uint32_t read_specifier(const struct source *source, uint32_t index,
                               struct specifiers *specifiers, bool *has_type)
{
    enum mark mark;
    uint32_t count = mark_find(source, index, &mark);
    if (count)
        note_mark(specifiers, index, mark);
    else
        count = syntax_attribute(source, index);
    if (count)
        return index + count;
    if (source->tokens[index].kind == TOKEN_PRAGMA)
        return index + 1;
    if (!is_ident(source, index) || (*has_type && is_later_name(source, index)))
        return index;
    if (syntax_is_one_of(source, index, typeof_words) && syntax_punct(source, index + 1) == '(') {
        *has_type = true;
        return syntax_balanced(source, index + 1);
    }
    if (syntax_is_one_of(source, index, storage_words) ||
        syntax_is_one_of(source, index, function_words)) {
        note_word(source, index, specifiers);
        return index + 1;
    }
    if (syntax_is_one_of(source, index, qualifier_words))
        return index + 1;
    if (syntax_is_one_of(source, index, tag_words)) {
        *has_type = true;
        return read_tag(source, index, specifiers);
    }
    if (is_type_word(source, index)) {
        *has_type = true;
        return index + 1;
    }
    if (*has_type || names_function(source, index))
        return index;
    *has_type = true;
    specifiers->type_ident = index;
    return index + 1;
}

struct specifiers syntax_specifiers(const struct source *source, uint32_t index, uint32_t limit)
{
    struct specifiers specifiers = {.first = index};
    bool has_type = false;
    while (index < limit) {
        uint32_t next = read_specifier(source, index, &specifiers, &has_type);
        if (next == index)
            break;
        index = next;
    }
    specifiers.end = index < limit ? index : limit;
    return specifiers;
}

char *syntax_type_text(struct arena *arena, const struct source *source,
                       const struct specifiers *specifiers, const char *type_name)
{
    struct strbuf text = {0};
    for (uint32_t i = specifiers->first; i < specifiers->end;) {
        uint32_t end = i + 1, attribute = syntax_attribute(source, i);
        bool keep = true;
        if (attribute) {
            end = i + attribute;
            keep = shapes_type(source, i, end);
        } else if (type_name && i == specifiers->type_first) {
            end = specifiers->type_end;
            strbuf_addf(&text, "%s%s", text.size ? " " : "", type_name);
            keep = false;
        } else if (syntax_is_one_of(source, i, storage_words) ||
                   syntax_is_one_of(source, i, function_words) ||
                   source->tokens[i].kind == TOKEN_PRAGMA) {
            keep = false;
        } else if (syntax_punct(source, end) == '(' && !syntax_attribute(source, end)) {
            end = end < specifiers->end ? syntax_balanced(source, end) : end;
        }
        if (keep && text.size)
            strbuf_putc(&text, ' ');
        if (keep)
            syntax_flatten(&text, source, i, end, false);
        i = end;
    }
    char *copy = arena_strdup(arena, text.size ? text.text : "int");
    strbuf_free(&text);
    return copy;
}

/* ---- declarators ---- */

struct reader {
    const struct source *source;
    uint32_t limit;
    struct declarator *declarator;
    bool bare; /* nothing but parentheses around the name so far */
    unsigned depth;
};

static uint32_t skip_pointers(const struct source *source, uint32_t index, bool *ret_pointer)
{
    for (;;) {
        uint32_t attributes = syntax_attributes(source, index);
        char c = syntax_punct(source, attributes);
        if (c == '*' || c == '^')
            *ret_pointer = true;
        else if (!syntax_is_one_of(source, attributes, qualifier_words))
            return attributes;
        index = attributes + 1;
    }
}

static uint32_t read_suffixes(struct reader *reader, uint32_t index)
{
    for (;;) {
        char c = syntax_punct(reader->source, index);
        bool attribute = c == '[' && syntax_punct(reader->source, index + 1) == '[';
        if (index >= reader->limit || (c != '(' && c != '[') || attribute)
            return index;
        uint32_t end = syntax_balanced(reader->source, index);
        if (reader->bare && c == '(') {
            reader->declarator->open = index;
            reader->declarator->close = end - 1;
            reader->declarator->core_end = end;
        }
        reader->bare = false;
        index = end;
    }
}

/* Behind the declarator at `index`, or UINT32_MAX. */
static uint32_t read_declarator(struct reader *reader, uint32_t index)
{
    bool pointer = false;
    uint32_t at = skip_pointers(reader->source, index, &pointer);
    if (at >= reader->limit || ++reader->depth > NESTING_MAX)
        return UINT32_MAX;
    if (is_ident(reader->source, at)) {
        reader->declarator->name = at;
        reader->declarator->core_first = at;
        reader->declarator->core_end = at + 1;
        reader->bare = true;
        at++;
    } else if (syntax_punct(reader->source, at) == '(') {
        uint32_t open = at;
        at = read_declarator(reader, open + 1);
        if (at == UINT32_MAX || syntax_punct(reader->source, at) != ')')
            return UINT32_MAX;
        at++;
        if (reader->bare) {
            reader->declarator->core_first = open;
            reader->declarator->core_end = at;
        }
    } else {
        return UINT32_MAX;
    }
    at = read_suffixes(reader, at);
    if (pointer)
        reader->bare = false;
    return at;
}

bool syntax_declarator(const struct source *source, uint32_t index, uint32_t limit,
                       struct declarator *ret_declarator)
{
    *ret_declarator = (struct declarator){.first = index};
    struct reader reader = {.source = source, .limit = limit, .declarator = ret_declarator};
    uint32_t end = read_declarator(&reader, index);
    if (end == UINT32_MAX || end > limit)
        return false;
    ret_declarator->end = end;
    return true;
}

/* ---- parameters ---- */

/* At a '(' in a declarator that may be abstract: does it group, rather than begin a list of
 * parameters? */
static bool groups(const struct source *source, uint32_t index)
{
    uint32_t at = syntax_attributes(source, index + 1);
    char c = syntax_punct(source, at);
    if (c == '*' || c == '^' || c == '(' || c == '[' || at > index + 1)
        return true;
    /* `(x)` names the parameter, `(int)` and `(void)` do not. */
    return is_ident(source, at) && syntax_punct(source, at + 1) == ')' && !is_type_word(source, at);
}

uint32_t syntax_param_name(const struct source *source, uint32_t first, uint32_t end,
                           uint32_t *ret_insert)
{
    uint32_t at = syntax_specifiers(source, first, end).end;
    for (;;) {
        bool pointer = false;
        at = skip_pointers(source, at, &pointer);
        if (at >= end) {
            *ret_insert = end;
            return UINT32_MAX;
        }
        if (is_ident(source, at))
            return at;
        if (syntax_punct(source, at) != '(' || !groups(source, at)) {
            *ret_insert = at;
            return UINT32_MAX;
        }
        at++;
    }
}

/* ---- external declarations ---- */

/* At an identifier at file scope: behind it and the brackets that belong to it. */
static uint32_t step_over_ident(const struct source *source, uint32_t index,
                                struct external *external)
{
    static const char *const tags[] = {"struct", "union", "enum", NULL};
    enum mark mark;
    uint32_t count = mark_find(source, index, &mark);
    if (count) {
        external->is_async = external->is_async || mark == MARK_ASYNC;
        return index + count;
    }
    external->is_typedef = external->is_typedef || source_token_is(source, index, "typedef");
    if (!syntax_is_one_of(source, index, tags))
        return index + 1;
    index = syntax_attributes(source, index + 1);
    if (source->tokens[index].kind == TOKEN_IDENT)
        index = syntax_attributes(source, index + 1);
    if (syntax_punct(source, index) == ':')
        while (source->tokens[++index].kind == TOKEN_IDENT)
            ;
    return syntax_punct(source, index) == '{' ? syntax_balanced(source, index) : index;
}

/* At the '(' of a list of names, with declarations of parameters behind it: those; else 0. */
static uint32_t old_style_at(const struct source *source, uint32_t open, uint32_t behind)
{
    static const char *const words[] = {"__extension__", "_Static_assert", "static_assert", NULL};
    uint32_t at = mark_find(source, behind, NULL) ? behind : syntax_attributes(source, behind);
    if (open == 0 || source->tokens[at].kind != TOKEN_IDENT ||
        syntax_is_one_of(source, open - 1, typeof_words) ||
        syntax_is_one_of(source, open - 1, attribute_words) ||
        syntax_is_one_of(source, open - 1, asm_words) ||
        syntax_is_one_of(source, open - 1, words) || is_type_word(source, open - 1))
        return 0;
    for (uint32_t i = open + 1; i + 1 < behind; i += 2)
        if (!is_ident(source, i) || (syntax_punct(source, i + 1) != ',' && i + 2 != behind))
            return 0;
    return behind > open + 2 ? at : 0;
}

struct external syntax_external(const struct source *source, uint32_t index)
{
    struct external external = {0};
    bool initialiser = false;
    while (source->tokens[index].kind == TOKEN_PRAGMA)
        index++;
    external.first = index;
    while (source->tokens[index].kind != TOKEN_END) {
        if (source->tokens[index].kind == TOKEN_IDENT) {
            index = step_over_ident(source, index, &external);
            continue;
        }
        char c = syntax_punct(source, index);
        if (c == ';' && external.old_style != 0) {
            index++;
            continue;
        }
        if (c == ';' || c == '}') {
            index++;
            break;
        }
        if (c == '{' && !initialiser) {
            external.body = index;
            index = syntax_balanced(source, index);
            break;
        }
        initialiser = (initialiser && c != ',') || c == '=';
        uint32_t open = index;
        index = c == '(' || c == '[' || c == '{' ? syntax_balanced(source, index) : index + 1;
        if (c == '(' && !initialiser && external.old_style == 0)
            external.old_style = old_style_at(source, open, index);
    }
    external.end = index;
    return external;
}
