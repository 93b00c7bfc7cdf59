/* SPDX-License-Identifier: BSD-3-Clause */
#include "pass/old_style.h"

#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "ir/ir.h"
#include "pass/declarator.h"
#include "text/source.h"

/* ---- parameters ---- */

static bool same_token(const struct source *source, uint32_t a, uint32_t b)
{
    const struct token *left = &source->tokens[a], *right = &source->tokens[b];
    size_t size = left->end - left->start;
    return left->kind == TOKEN_IDENT && right->kind == TOKEN_IDENT &&
           right->end - right->start == size &&
           memcmp(source->text + left->start, source->text + right->start, size) == 0;
}

/* At the ',' or ';' behind the declarator that ends at `index`. */
static uint32_t behind_declarator(const struct source *source, uint32_t index, uint32_t limit)
{
    while (index < limit) {
        char c = syntax_punct(source, index);
        if (c == ',' || c == ';')
            return index;
        index = c == '(' || c == '[' || c == '{' ? syntax_balanced(source, index) : index + 1;
    }
    return limit;
}

struct declared {
    struct specifiers specifiers;
    struct declarator declarator;
    uint32_t end; /* attributes included */
};

/* The declaration of `name` among those at [first, body). */
static bool find_declared(const struct source *source, uint32_t first, uint32_t body, uint32_t name,
                          struct declared *ret)
{
    while (first < body) {
        ret->specifiers = syntax_specifiers(source, first, body);
        uint32_t at = ret->specifiers.end;
        while (syntax_declarator(source, at, body, &ret->declarator)) {
            at = ret->end = behind_declarator(source, ret->declarator.end, body);
            if (same_token(source, ret->declarator.name, name))
                return true;
            if (syntax_punct(source, at) != ',')
                break;
            at++;
        }
        first = behind_declarator(source, at, body);
        first += first < body;
    }
    return false;
}

/* Does a bound in tokens [first, end) name a parameter, which a prototype may have none of yet? */
static bool names_parameter(const struct source *source, const struct declarator *names,
                            uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        for (uint32_t name = names->open + 1; name < names->close; name += 2)
            if (same_token(source, i, name))
                return true;
    return false;
}

/* Tokens [first, end), without such bounds. */
static void add_declarator(struct strbuf *text, const struct source *source,
                           const struct declarator *names, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++) {
        uint32_t behind = syntax_punct(source, i) == '[' ? syntax_balanced(source, i) : i;
        if (behind == i || !names_parameter(source, names, i, behind))
            continue;
        syntax_flatten(text, source, first, i, false);
        strbuf_puts(text, "[1 + !tamer_this.call]");
        first = behind;
        i = behind - 1;
    }
    syntax_flatten(text, source, first, end, false);
}

static struct ir_param param_of(struct arena *arena, const struct source *source,
                                const struct external *external, const struct declarator *names,
                                uint32_t name)
{
    const struct token *token = &source->tokens[name];
    struct declared declared;
    struct strbuf text = {0};
    struct ir_param param = {.start = token->start, .end = token->end};
    param.name = arena_strndup(arena, source->text + token->start, token->end - token->start);
    if (external->old_style != 0 &&
        find_declared(source, external->old_style, external->body, name, &declared)) {
        syntax_flatten(&text, source, declared.specifiers.first, declared.specifiers.end, false);
        strbuf_puts(&text, text.size ? " " : "int ");
        add_declarator(&text, source, names, declared.declarator.first, declared.end);
        param.start = source->tokens[declared.specifiers.first].start;
        param.end = source->tokens[declared.end - 1].end;
    } else {
        strbuf_addf(&text, "int %s", param.name);
    }
    param.text = arena_strdup(arena, text.text);
    strbuf_free(&text);
    return param;
}

/* Does a typedef before the token `limit` declare the name? */
static bool is_type_name(const struct source *source, uint32_t name, uint32_t limit)
{
    struct external external;
    for (uint32_t i = 0; i < limit; i = external.end) {
        external = syntax_external(source, i);
        if (!external.is_typedef)
            continue;
        struct specifiers specifiers = syntax_specifiers(source, external.first, external.end);
        struct declarator declarator;
        uint32_t at = specifiers.end;
        while (syntax_declarator(source, at, external.end, &declarator)) {
            if (same_token(source, declarator.name, name))
                return true;
            at = behind_declarator(source, declarator.end, external.end) + 1;
        }
    }
    return false;
}

bool old_style_defines(const struct source *source, const struct external *external,
                       const struct declarator *declarator)
{
    static const char *const types[] = {"void",   "int",    "char",     "short", "long", "float",
                                        "double", "signed", "unsigned", "_Bool", "bool", NULL};
    if (external->body == 0 || external->old_style != 0)
        return external->old_style != 0;
    for (uint32_t i = declarator->open + 1; i < declarator->close; i += 2)
        if (source->tokens[i].kind != TOKEN_IDENT || syntax_is_one_of(source, i, types) ||
            (i + 1 < declarator->close && syntax_punct(source, i + 1) != ',') ||
            is_type_name(source, i, external->first))
            return false;
    return declarator->open + 1 < declarator->close;
}

struct ir_param *old_style_params(struct arena *arena, const struct source *source,
                                  const struct external *external,
                                  const struct declarator *declarator, uint32_t *ret_count)
{
    struct param_list VEC(struct ir_param) params = {0};
    for (uint32_t i = declarator->open + 1; i < declarator->close; i += 2)
        vec_push(arena, &params, param_of(arena, source, external, declarator, i));
    *ret_count = (uint32_t)params.count;
    return params.at;
}

/* ---- places ---- */

static bool stands_before(const struct source *source, uint32_t name, uint32_t end)
{
    for (uint32_t i = 0; i < end; i++)
        if (same_token(source, i, name))
            return true;
    return false;
}

/* Whether the types that the parameters name stand in the text before the offset, too. */
static bool are_types_known(const struct source *source, const struct ir_signature *signature,
                            uint32_t offset)
{
    static const char *const tags[] = {"struct", "union", "enum", NULL};
    uint32_t end = source_token_at(source, offset);
    for (uint32_t k = 0; k < signature->param_count; k++) {
        uint32_t first = source_token_at(source, signature->params[k].start);
        struct specifiers specifiers = syntax_specifiers(source, first, source->token_count - 1);
        for (uint32_t i = first; i < specifiers.end; i++) {
            bool is_tag = i > first && syntax_is_one_of(source, i - 1, tags);
            bool is_type = i == specifiers.type_ident &&
                           !source_token_is(source, i, signature->params[k].name);
            if ((is_tag || is_type) && !stands_before(source, i, end))
                return false;
        }
    }
    return true;
}

/* Takes the signature and its getter out of the list, and puts them in where their place is. */
static void move(struct ir_unit *unit, struct ir_signature *signature)
{
    struct ir_signature *last = signature->getter ? signature->getter : signature;
    struct ir_signature **link = &unit->signatures;
    while (*link != signature)
        link = &(*link)->next;
    *link = last->next;
    link = &unit->signatures;
    while (*link && (*link)->declare_at <= signature->declare_at)
        link = &(*link)->next;
    last->next = *link;
    *link = signature;
}

static void put(struct ir_unit *unit, struct ir_signature *signature, uint32_t declared_at,
                uint32_t declare_at, bool is_before)
{
    signature->declared_at = declared_at;
    signature->declare_at = declare_at;
    signature->is_defined_first = is_before;
    if (signature->getter) {
        signature->getter->declared_at = declared_at;
        signature->getter->declare_at = declare_at;
        signature->getter->is_defined_first = is_before;
    }
    move(unit, signature);
}

void old_style_complete(struct ir_unit *unit, struct ir_signature *first,
                        const struct ir_signature *later)
{
    bool is_empty = first->is_open && first->param_count == 0;
    if (is_empty) {
        first->params = later->params;
        first->param_count = later->param_count;
        first->is_open = later->is_open;
    }
    if (later->old_params && later->param_count == first->param_count)
        first->old_params = later->old_params;
    if (is_empty && !are_types_known(unit->source, first, first->declare_at))
        put(unit, first, later->declared_at, later->declare_at, later->is_defined_first);
}

static struct ir_signature *called_at(const struct ir_unit *unit, uint32_t index)
{
    const struct source *source = unit->source;
    const struct token *token = &source->tokens[index];
    if (token->kind != TOKEN_IDENT || syntax_punct(source, index + 1) != '(' ||
        (index > 0 &&
         (source_token_is(source, index - 1, ".") || source_token_is(source, index - 1, "->"))))
        return NULL;
    char name[128];
    size_t size = token->end - token->start;
    if (size >= sizeof name)
        return NULL;
    memcpy(name, source->text + token->start, size);
    name[size] = '\0';
    return ir_signature_find(unit, name);
}

/* What C89 takes an undeclared function for: one that returns int, and gets what calls without a
 * prototype pass. */
static bool fits_undeclared(const struct ir_signature *signature)
{
    static const char *const promoted[] = {"char", "short", "float", "bool", "_Bool"};
    if (strcmp(signature->specifiers, "int") != 0 || *signature->before || *signature->after)
        return false;
    for (uint32_t k = 0; !signature->is_open && k < signature->param_count; k++)
        for (size_t i = 0; i < sizeof promoted / sizeof *promoted; i++)
            if (strstr(signature->params[k].text, promoted[i]) &&
                !strchr(signature->params[k].text, '*'))
                return false;
    return true;
}

/* Does the function in tokens [first, call) declare something of its own by the name? */
static bool is_declared_inside(const struct source *source, uint32_t first, uint32_t call)
{
    for (uint32_t i = first; i < call; i++)
        if (same_token(source, i, call) && syntax_punct(source, i + 1) != '(')
            return true;
    return false;
}

/* Do the specifiers say a type that is known before the token `limit`? */
static bool is_type_said(const struct source *source, const struct specifiers *specifiers,
                         uint32_t limit)
{
    static const char *const tags[] = {"struct", "union", "enum", NULL};
    bool is_said = false;
    if (specifiers->type_ident)
        return is_type_name(source, specifiers->type_ident, limit);
    for (uint32_t i = specifiers->first; i < specifiers->end; i++) {
        if (syntax_is_one_of(source, i, tags) && !stands_before(source, i + 1, limit))
            return false;
        is_said |= !source_token_is(source, i, "__extension__");
    }
    return is_said;
}

/* Is the token `name` what a declaration that begins at `first` declares? */
static bool is_declared_at(const struct source *source, uint32_t first, uint32_t name,
                           const struct external *external)
{
    struct specifiers specifiers = syntax_specifiers(source, first, external->end);
    struct declarator declarator;
    uint32_t at = specifiers.end;
    if (at == first || !is_type_said(source, &specifiers, external->first))
        return false;
    while (at <= name && syntax_declarator(source, at, external->end, &declarator)) {
        if (declarator.name == name)
            return declarator.open != 0;
        at = behind_declarator(source, declarator.end, external->end) + 1;
    }
    return false;
}

/* Does a declaration in the function, before the call, say what is called? Its result may be
 * anything then. */
static bool is_declared_in_block(const struct ir_unit *unit, const struct ir_signature *called,
                                 const struct external *external, uint32_t call)
{
    const struct source *source = unit->source;
    uint32_t declared = source_token_at(source, called->declared_at);
    struct specifiers specifiers = syntax_specifiers(source, declared, source->token_count - 1);
    if (!is_type_said(source, &specifiers, external->first))
        return false;
    for (uint32_t i = external->body, first = i; i < call; i++) {
        char punct = syntax_punct(source, i);
        if (punct == ';' || punct == '{' || punct == '}')
            first = i + 1;
        else if (same_token(source, i, call) && is_declared_at(source, first, i, external))
            return true;
    }
    return false;
}

void old_style_place(struct ir_unit *unit)
{
    const struct source *source = unit->source;
    for (uint32_t i = 0; source->tokens[i].kind != TOKEN_END;) {
        struct external external = syntax_external(source, i);
        uint32_t start = source->tokens[external.first].start;
        for (uint32_t at = external.body; external.body && at < external.end; at++) {
            struct ir_signature *called = called_at(unit, at);
            if (called && !called->is_synthetic && !called->is_static && !called->type_end &&
                called->declared_at > start &&
                (fits_undeclared(called) || is_declared_in_block(unit, called, &external, at)) &&
                !is_declared_inside(source, external.first, at) &&
                are_types_known(source, called, start)) {
                put(unit, called, start, start, true);
                called->is_called_first = fits_undeclared(called);
            }
        }
        i = external.end;
    }
}
