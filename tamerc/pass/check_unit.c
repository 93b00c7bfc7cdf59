/* SPDX-License-Identifier: BSD-3-Clause */
/* What may not stand outside of tamed functions, and what their declarations may not say. Tokens
 * only. */
#include "pass/check.h"

#include <string.h>

#include "base/arena.h"
#include "base/names.h"
#include "ir/ir.h"
#include "ir/marks.h"
#include "pass/attributes.h"
#include "pass/check_words.h"
#include "pass/declarator.h"
#include "pass/jumps.h"
#include "text/diag.h"
#include "text/source.h"

struct check_unit {
    struct ir_unit *unit;
    const struct source *source;
    struct diag *diag;
    struct names made;  /* every name that is made: the signature it is made for */
    bool has_coroutine; /* async without TAMED */
    enum {
        LANDING_UNKNOWN,
        LANDING_NONE,
        LANDING_SEEN
    } landing; /* a call of setjmp: see jumps.h */
};

static uint32_t start_of(const struct check_unit *check, uint32_t token)
{
    return check->source->tokens[token].start;
}

static uint32_t end_of(const struct check_unit *check, uint32_t token)
{
    return check->source->tokens[token].end;
}

static int name_size(const struct check_unit *check, uint32_t token)
{
    return (int)(end_of(check, token) - start_of(check, token));
}

static const char *name_text(const struct check_unit *check, uint32_t token)
{
    return check->source->text + start_of(check, token);
}

/* Not the user's text: what headers of the system do is not looked at. */
static bool is_foreign(const struct check_unit *check, uint32_t token)
{
    return (check->source->tokens[token].flags & TOKEN_SYSTEM) ||
           mark_is_inserted(check->source, token);
}

/* ---- marks ---- */

static void refuse_tamed_alone(struct check_unit *check, uint32_t mark, uint32_t count)
{
    uint32_t start = start_of(check, mark), end = end_of(check, mark + count - 1);
    diag_error(check->diag, start, end, "tamer-marks",
               "TAMED says nothing without async: write 'TAMED async' to make the function "
               "suspendable and callable as before");
    diag_fixit_insert(check->diag, end, " async");
}

/* TAMED and async belong to one sequence of specifiers; whatever ends such a sequence ends the
 * search. */
static void check_marks(struct check_unit *check, const struct external *external)
{
    uint32_t tamed = 0, tamed_count = 0;
    bool has_async = false;
    for (uint32_t i = external->first; i < external->end;) {
        enum mark mark = MARK_NONE;
        uint32_t count = mark_find(check->source, i, &mark);
        if (count > 0) {
            has_async |= mark == MARK_ASYNC;
            if (mark != MARK_ASYNC) {
                tamed = i;
                tamed_count = count;
            }
            i += count;
            continue;
        }
        char c = syntax_punct(check->source, i);
        i++;
        if (!c || !strchr(";{}(),=", c))
            continue;
        if (tamed_count > 0 && !has_async)
            refuse_tamed_alone(check, tamed, tamed_count);
        tamed_count = 0;
        has_async = false;
    }
}

/* ---- attributes of tamed functions ---- */

static void refuse_attribute(struct check_unit *check, uint32_t index)
{
    diag_error(check->diag, start_of(check, index), end_of(check, index), "tamer-attribute",
               "a tamed function cannot be '%.*s'; put it on a plain function that calls this one",
               name_size(check, index), name_text(check, index));
}

static void check_attributes(struct check_unit *check, uint32_t first, uint32_t end)
{
    static const char *const refused[] = {
        "noreturn",  "_Noreturn", "constructor",   "destructor",    "naked", "ifunc",
        "interrupt", "signal",    "target_clones", "returns_twice", NULL};
    const struct source *source = check->source;
    for (uint32_t i = first; i < end; i++) {
        uint32_t last = i + syntax_attribute(source, i);
        if (source_token_is(source, i, "_Noreturn"))
            refuse_attribute(check, i);
        for (; i + 1 < last; i++)
            if (attributes_is_one_of(source, i, refused))
                refuse_attribute(check, i);
    }
}

/* ---- bodies of plain functions ---- */

/* `await`: two marks, then something that can be a call. The prefix of a declaration or a statement
 * expression is not ours. */
static bool is_await(const struct source *source, uint32_t index)
{
    static const char *const declares[] = {"struct", "union",  "enum",  "typedef", "static",
                                           "int",    "const",  "char",  "long",    "unsigned",
                                           "double", "signed", "float", "extern",  NULL};
    if (!source_token_is(source, index, "__extension__") ||
        !source_token_is(source, index + 1, "__extension__"))
        return false;
    uint32_t next = index + 2;
    while (source_token_is(source, next, "__extension__"))
        next++;
    if (syntax_is_one_of(source, next, declares))
        return false;
    return syntax_punct(source, next) != '(' || syntax_punct(source, next + 1) != '{';
}

static bool is_check(const struct source *source, uint32_t index)
{
    static const char head[] = "\"tamer_check:";
    const struct token *token = &source->tokens[index];
    return token->kind == TOKEN_STRING && token->end - token->start > sizeof head - 1 &&
           memcmp(source->text + token->start, head, sizeof head - 1) == 0;
}

static void note_way_out(struct check_unit *check, const struct external *external, uint32_t name)
{
    if (!external->body || !name)
        return;
    diag_note(check->diag, start_of(check, name), end_of(check, name),
              "mark '%.*s' to allow it; who calls it need not change", name_size(check, name),
              name_text(check, name));
    diag_fixit_insert(check->diag, start_of(check, external->first), "TAMED async ");
}

static void refuse_outside(struct check_unit *check, const struct external *external, uint32_t name,
                           uint32_t index, const char *what)
{
    diag_error(check->diag, start_of(check, index), end_of(check, index), "tamer-outside",
               "'%s' outside of a tamed function", what);
    note_way_out(check, external, name);
}

static const struct ir_signature *signature_at(const struct check_unit *check, uint32_t name)
{
    const char *text =
        arena_strndup(check->unit->arena, name_text(check, name), (size_t)name_size(check, name));
    return ir_signature_find(check->unit, text);
}

static bool is_same_name(const struct check_unit *check, uint32_t a, uint32_t b)
{
    return check->source->tokens[a].kind == TOKEN_IDENT &&
           name_size(check, a) == name_size(check, b) &&
           memcmp(name_text(check, a), name_text(check, b), (size_t)name_size(check, b)) == 0;
}

/* NAME(...) as an expression that is evaluated, as far as the tokens around it tell: in doubt not.
 */
static bool is_plain_call(const struct check_unit *check, uint32_t name)
{
    static const char *const before[] = {"return", "else", "do", NULL};
    static const char *const asks[] = {"sizeof", "typeof", "__typeof__", "__typeof", NULL};
    const struct source *source = check->source;
    uint32_t last = name - 1;
    if (syntax_punct(source, name + 1) != '(' || source_token_is(source, last, "*") ||
        source_token_is(source, last, ".") || source_token_is(source, last, "->"))
        return false;
    if (source->tokens[last].kind == TOKEN_IDENT)
        return syntax_is_one_of(source, last, before);
    return syntax_punct(source, last) != '(' || !syntax_is_one_of(source, last - 1, asks);
}

/* A coroutine without a plain wrapper, or a generator; not where a parameter or variable may have
 * its name. */
static const struct ir_signature *coroutine_called(const struct check_unit *check,
                                                   const struct external *external, uint32_t name)
{
    if (!check->has_coroutine || check->source->tokens[name].kind != TOKEN_IDENT ||
        !is_plain_call(check, name))
        return NULL;
    const struct ir_signature *signature = signature_at(check, name);
    if (!signature ||
        (signature->has_sync && check_kind_of(signature) != &check_kinds[CHECK_GENERATOR]))
        return NULL;
    for (uint32_t i = external->first + 1; i < external->end; i++)
        if (is_same_name(check, i, name) && !is_plain_call(check, i))
            return NULL;
    return signature;
}

static void warn_generator(struct check_unit *check, uint32_t name,
                           const struct ir_signature *signature)
{
    diag_warning(check->diag, start_of(check, name), end_of(check, name), "tamer-generator",
                 "'%s' is a generator, and a plain call of it asks for no values; write "
                 "TAMER_EACH(value, %s, ...), or open it by tamer_generator_open",
                 signature->name, signature->stem);
}

static void refuse_coroutine(struct check_unit *check, uint32_t name,
                             const struct ir_signature *signature)
{
    diag_error(check->diag, start_of(check, name), end_of(check, name), "tamer-outside",
               "'%s' is async without TAMED: it can only be awaited, in tamed functions",
               signature->name);
    if (strncmp(signature->name, "tamer_", 6) != 0) /* not one of our own */
        diag_note(check->diag, signature->name_at, signature->name_at,
                  "mark '%s' TAMED async to call it from anywhere", signature->name);
}

static void call_coroutine(struct check_unit *check, const struct external *external,
                           uint32_t function, uint32_t name, const struct ir_signature *signature)
{
    if (check_macro_of(signature))
        refuse_outside(check, external, function, name, check_macro_of(signature));
    else if (signature->has_sync)
        warn_generator(check, name, signature);
    else
        refuse_coroutine(check, name, signature);
}

/* It may lead past tamed functions, which are never told. */
static bool is_jump(const struct source *source, uint32_t i)
{
    static const char *const jumps[] = {"longjmp", "_longjmp", "siglongjmp", "__builtin_longjmp"};
    bool found = false;
    for (size_t k = 0; k < sizeof jumps / sizeof *jumps; k++)
        found |= source_token_is(source, i, jumps[k]);
    return found && syntax_punct(source, i + 1) == '(';
}

/* Where the file has a landing of its own, its jumps are most likely meant for that, which is told
 * of them. */
static bool is_lost_jump(struct check_unit *check, uint32_t i)
{
    if (!is_jump(check->source, i))
        return false;
    if (check->landing == LANDING_UNKNOWN)
        check->landing = jumps_any_landing(check->source) ? LANDING_SEEN : LANDING_NONE;
    return check->landing == LANDING_NONE;
}

/* `name`: the token of the function's name; 0 where the declaration is no function's definition. */
static void check_plain(struct check_unit *check, const struct external *external, uint32_t name)
{
    const struct source *source = check->source;
    uint32_t body = external->body ? external->body : external->end;
    const struct ir_signature *coroutine;
    for (uint32_t i = external->first; i < external->end; i++) {
        if (is_await(source, i)) {
            diag_error(check->diag, start_of(check, i), end_of(check, i + 1), "tamer-outside",
                       "'await' outside of a tamed function");
            note_way_out(check, external, name);
            i++;
        } else if (i > body && source_token_is(source, i, "tamer_raise") &&
                   syntax_punct(source, i + 1) == '(') {
            refuse_outside(check, external, name, i, "tamer_raise");
        } else if (i > body && source_token_is(source, i, "tamer_defer_mark_")) {
            refuse_outside(check, external, name, i, "tamer_defer");
        } else if (i > body && is_check(source, i)) {
            refuse_outside(check, external, name, i, "tamer_check");
        } else if (i > body && (coroutine = coroutine_called(check, external, i))) {
            call_coroutine(check, external, name, i, coroutine);
        } else if (i > body && is_lost_jump(check, i)) {
            diag_warning(check->diag, start_of(check, i), end_of(check, i), "tamer-longjmp",
                         "if this jump leads out of a tamed function, that is never told of it; "
                         "raise and catch an error instead");
        }
    }
}

/* ---- names that are made ---- */

static void add_made(struct check_unit *check, struct ir_signature *signature, const char *ending)
{
    char *name = arena_printf(check->unit->arena, "%s%s", signature->stem, ending);
    names_add(&check->made, name, strlen(name), signature);
}

static void collect_made(struct check_unit *check)
{
    for (struct ir_signature *each = check->unit->signatures; each; each = each->next) {
        check->has_coroutine |= !each->has_sync;
        if (each->is_synthetic || !each->wanted || !each->has_sync)
            continue;
        add_made(check, each, "_scoped");
        add_made(check, each, "_scoped_into");
        add_made(check, each, "_delayed");
        add_made(check, each, "_get");
        add_made(check, each, "_value");
    }
}

/* NAME__anything is the translation's, too. */
static const struct ir_signature *owner_of_inner_name(const struct check_unit *check, uint32_t name)
{
    const char *text = name_text(check, name);
    int size = name_size(check, name);
    if (size > 6 &&
        memcmp(text, "tamer_", 6) == 0) /* the runtime's headers may bring some inline */
        return NULL;
    for (int i = 1; i + 2 < size; i++) {
        if (text[i] != '_' || text[i + 1] != '_')
            continue;
        const char *prefix = arena_strndup(check->unit->arena, text, (size_t)i);
        const struct ir_signature *signature = ir_signature_find(check->unit, prefix);
        if (signature && signature->wanted)
            return signature;
    }
    return NULL;
}

static void note_owner(struct check_unit *check, const struct ir_signature *owner)
{
    diag_note(check->diag, owner->name_at, owner->name_at, "'%s' is declared here", owner->name);
}

static void check_name(struct check_unit *check, uint32_t name)
{
    const struct ir_signature *made =
        names_find(&check->made, name_text(check, name), (size_t)name_size(check, name));
    const struct ir_signature *inner = made ? NULL : owner_of_inner_name(check, name);
    if (made) {
        diag_error(check->diag, start_of(check, name), end_of(check, name), "tamer-name",
                   "'%.*s' is made for the tamed function '%s'; choose another name, or write "
                   "TAMED_AS(stem) in place of TAMED there",
                   name_size(check, name), name_text(check, name), made->name);
        note_owner(check, made);
    } else if (inner) {
        diag_error(check->diag, start_of(check, name), end_of(check, name), "tamer-name",
                   "names that begin with '%s__' are made for the tamed function '%s'; choose "
                   "another name",
                   inner->name, inner->name);
        note_owner(check, inner);
    }
}

/* Behind the declarator, its attributes and its initialiser: at the next declarator, or 0. */
static uint32_t next_declarator(const struct source *source, uint32_t index, uint32_t end)
{
    while (index < end) {
        char c = syntax_punct(source, index);
        if (c == ',')
            return index + 1;
        index = c && strchr("([{", c) ? syntax_balanced(source, index) : index + 1;
    }
    return 0;
}

static void check_names(struct check_unit *check, const struct external *external,
                        const struct specifiers *specifiers)
{
    const struct source *source = check->source;
    uint32_t limit = external->body ? external->body : external->end;
    for (uint32_t at = specifiers->end; at != 0 && at < limit;) {
        struct declarator declarator;
        at = syntax_attributes(source, at);
        if (!syntax_declarator(source, at, limit, &declarator))
            return;
        check_name(check, declarator.name);
        at = next_declarator(source, declarator.end, limit);
    }
}

/* ---- one external declaration ---- */

static void refuse_unmarked(struct check_unit *check, const struct external *external,
                            uint32_t name, const struct ir_signature *signature)
{
    diag_error(check->diag, start_of(check, name), end_of(check, name), "tamer-marks",
               "'%s' is declared as a tamed function, but its definition has no marks",
               signature->name);
    diag_fixit_insert(check->diag, start_of(check, external->first),
                      signature->has_sync ? "TAMED async " : "async ");
    diag_note(check->diag, signature->name_at, signature->name_at, "'%s' is declared here",
              signature->name);
}

static void refuse_main(struct check_unit *check, const struct external *external, uint32_t name)
{
    diag_error(check->diag, start_of(check, name), end_of(check, name), "tamer-marks",
               "'main' is async without TAMED, and nothing could start it; write 'TAMED async', or "
               "keep main plain: what it calls may be tamed");
    diag_fixit_insert(check->diag, start_of(check, external->first), "TAMED ");
}

static void check_definition(struct check_unit *check, const struct external *external,
                             uint32_t name, const struct ir_signature *signature)
{
    bool is_made =
        names_find(&check->made, signature->name, strlen(signature->name)) != NULL; /* said */
    if (!external->is_async && !is_made)
        refuse_unmarked(check, external, name, signature);
    if (external->is_async && !signature->has_sync && strcmp(signature->name, "main") == 0)
        refuse_main(check, external, name);
}

static void check_external(struct check_unit *check, const struct external *external)
{
    const struct source *source = check->source;
    uint32_t limit = external->body ? external->body : external->end;
    struct specifiers specifiers = syntax_specifiers(source, external->first, external->end);
    struct declarator declarator = {0};
    bool has_name =
        syntax_declarator(source, syntax_attributes(source, specifiers.end), limit, &declarator);
    uint32_t name = has_name && declarator.open ? declarator.name : 0;
    const struct ir_signature *signature = name ? signature_at(check, name) : NULL;

    if (check_word_names(source, check->diag, external))
        return;
    check_marks(check, external);
    check_kinds_used(check->unit, check->diag, external);
    if (check->made.count > 0)
        check_names(check, external, &specifiers);
    if (signature && external->body)
        check_definition(check, external, name, signature);
    if (!external->is_async || !external->body)
        check_plain(check, external, external->body ? name : 0);
    if (signature && external->is_async)
        check_attributes(check, external->first, limit);
}

bool check_unit(struct ir_unit *unit, struct diag *diag)
{
    size_t errors = diag_errors(diag);
    struct check_unit check = {.unit = unit, .source = unit->source, .diag = diag};

    check.made.arena = unit->arena;
    collect_made(&check);
    for (uint32_t i = 0; unit->source->tokens[i].kind != TOKEN_END;) {
        struct external external = syntax_external(unit->source, i);
        if (external.first < external.end && !is_foreign(&check, external.first))
            check_external(&check, &external);
        i = external.end;
    }
    return diag_errors(diag) == errors;
}
