/* SPDX-License-Identifier: BSD-3-Clause */
#include "pass/signatures.h"

#include <string.h>

#include "base/arena.h"
#include "base/names.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "ir/ir.h"
#include "ir/marks.h"
#include "pass/attributes.h"
#include "pass/declarator.h"
#include "pass/old_style.h"
#include "pass/parameter_types.h"
#include "text/diag.h"
#include "text/source.h"

struct index_list VEC(uint32_t);

/* A later declaration of a function. */
struct repeat {
    struct ir_signature *first, *later;
};

struct collector {
    struct ir_unit *unit;
    struct arena *arena;
    const struct source *source;
    struct diag *diag;
    struct ir_signature **tail;
    struct names functions; /* name: the function's signature */
    struct names made;      /* name of anything that is made: the signature it is made for */
    struct edit_list edits;
    struct repeat_list VEC(struct repeat) repeats;
    struct file_tags tags; /* of parameter_types_any */
    struct index_list own; /* tokens that name the functions in their own declarations, ascending */
};

static const char *token_text(const struct collector *collector, uint32_t index)
{
    const struct token *token = &collector->source->tokens[index];
    return arena_strndup(collector->arena, collector->source->text + token->start,
                         token->end - token->start);
}

/* ---- parameters ---- */

static struct ir_param param_new(struct collector *collector, uint32_t first, uint32_t end,
                                 uint32_t number)
{
    const struct source *source = collector->source;
    uint32_t insert = end, name = syntax_param_name(source, first, end, &insert);
    struct ir_param param = {.start = source->tokens[first].start,
                             .end = source->tokens[end - 1].end};
    struct strbuf text = {0};
    if (name != UINT32_MAX) {
        param.name = token_text(collector, name);
        syntax_flatten(&text, source, first, end, false);
    } else {
        param.name = arena_printf(collector->arena, "tamer_p%u", (unsigned)number);
        syntax_flatten(&text, source, first, insert, false);
        bool tight = text.size && strchr("*(", text.text[text.size - 1]);
        strbuf_addf(&text, "%s%s", tight ? "" : " ", param.name);
        syntax_flatten(&text, source, insert, end, false);
    }
    param.text = arena_strdup(collector->arena, text.text);
    strbuf_free(&text);
    return param;
}

/* Behind the parameter that begins at `index`: at its comma, or at `close`. */
static uint32_t param_end(const struct source *source, uint32_t index, uint32_t close)
{
    while (index < close) {
        char c = syntax_punct(source, index);
        if (c == ',')
            break;
        index = c == '(' || c == '[' || c == '{' ? syntax_balanced(source, index) : index + 1;
    }
    return index < close ? index : close;
}

static bool refuse(struct collector *collector, uint32_t index, const char *message)
{
    const struct token *token = &collector->source->tokens[index];
    diag_error(collector->diag, token->start, token->end, "tamer-declaration", "%s", message);
    return false;
}

static bool read_params(struct collector *collector, const struct external *external,
                        const struct declarator *declarator, struct ir_signature *signature)
{
    struct param_list VEC(struct ir_param) params = {0};
    const struct source *source = collector->source;
    uint32_t at = declarator->open + 1, close = declarator->close;
    bool is_old = old_style_defines(source, external, declarator);
    signature->is_open = at == close || is_old;
    if (at == close || (at + 1 == close && source_token_is(source, at, "void")))
        return true;
    collector->unit->has_parameter_types |=
        external->body && parameter_types_any(&collector->tags, source, external, declarator);
    if (is_old) {
        signature->params = old_style_params(collector->arena, source, external, declarator,
                                             &signature->param_count);
        signature->old_params = signature->params;
        return true;
    }
    while (at < close) {
        uint32_t end = param_end(source, at, close);
        if (source_token_is(source, at, "..."))
            return refuse(
                collector, at,
                "a tamed function cannot have variable arguments; pass an array, or a struct");
        if (end == at)
            return refuse(collector, at, "expected a parameter of the tamed function");
        struct ir_param param = param_new(collector, at, end, (uint32_t)params.count + 1);
        vec_push(collector->arena, &params, param);
        at = end < close ? end + 1 : close;
    }
    signature->params = params.at;
    signature->param_count = (uint32_t)params.count;
    return true;
}

/* ---- signatures ---- */

static void append(struct collector *collector, struct ir_signature *signature)
{
    *collector->tail = signature;
    collector->tail = &signature->next;
}

static char *flat(struct collector *collector, uint32_t first, uint32_t end)
{
    struct strbuf text = {0};
    syntax_flatten(&text, collector->source, first, end, true);
    char *copy = arena_strdup(collector->arena, text.text ? text.text : "");
    strbuf_free(&text);
    return copy;
}

/* What stands before the name: can be followed by it. */
static char *flat_before(struct collector *collector, uint32_t first, uint32_t end)
{
    char *text = flat(collector, first, end);
    size_t size = strlen(text);
    bool tight = size == 0 || strchr("*(", text[size - 1]);
    return tight ? text : arena_printf(collector->arena, "%s ", text);
}

static void add_getter(struct collector *collector, struct ir_signature *signature)
{
    struct arena *arena = collector->arena;
    struct ir_signature *getter = arena_new(arena, struct ir_signature);
    struct ir_param *param = arena_new(arena, struct ir_param);
    *param = (struct ir_param){
        .name = "tamer_handle",
        .text = arena_printf(arena, "%s_delayed *tamer_handle", signature->stem),
        .start = signature->declared_at,
        .end = signature->declared_at,
    };
    *getter = *signature;
    getter->next = NULL;
    getter->name = getter->stem = arena_printf(arena, "%s_get", signature->stem);
    getter->is_synthetic = true;
    getter->params = param;
    getter->param_count = 1;
    signature->getter = getter;
    append(collector, getter);
}

static void note_before(struct collector *collector, const struct ir_signature *before)
{
    diag_note(collector->diag, before->name_at, before->name_at, "'%s' was declared here",
              before->name);
}

/* The name is the function's own, or is made for it: nothing else may have it. */
static bool claim(struct collector *collector, struct ir_signature *signature, const char *name)
{
    struct ir_signature *other = names_add(&collector->made, name, strlen(name), signature);
    if (other == signature)
        return true;
    diag_error(
        collector->diag, signature->name_at, signature->name_at, "tamer-name",
        "'%s' would stand for both '%s' and '%s'; give one of them another stem with TAMED_AS",
        name, other->name, signature->name);
    note_before(collector, other);
    return false;
}

static void add_made_names(struct collector *collector, struct ir_signature *signature)
{
    static const char *const endings[] = {"_scoped", "_scoped_into", "_delayed", "_get", "_value"};
    bool ok = claim(collector, signature, signature->name);
    for (size_t i = 0; ok && signature->has_sync && i < sizeof endings / sizeof *endings; i++)
        ok = claim(collector, signature,
                   arena_printf(collector->arena, "%s%s", signature->stem, endings[i]));
}

/* A second declaration of a tamed function. */
static void compare_marks(struct collector *collector, struct ir_signature *before,
                          const struct ir_signature *now)
{
    before->is_inline = before->is_inline || now->is_inline;
    attributes_join(collector->arena, before, now);
    if (before->getter) {
        before->getter->attributes = before->attributes;
        before->getter->code_attributes = before->code_attributes;
    }
    if (before->has_sync == now->has_sync && strcmp(before->stem, now->stem) == 0)
        return;
    diag_error(collector->diag, now->name_at, now->name_at, "tamer-marks",
               "the marks of '%s' differ from those of its first declaration", now->name);
    note_before(collector, before);
}

static void place(struct collector *collector, struct ir_signature *signature,
                  const struct external *external, const struct specifiers *specifiers)
{
    const struct token *tokens = collector->source->tokens;
    signature->declared_at = tokens[external->first].start;
    signature->is_defined_first = external->body != 0;
    if (external->body)
        signature->body_start = tokens[external->body].start;
    signature->declare_at = external->body ? signature->declared_at : tokens[external->end - 1].end;
    if (signature->type_name) {
        signature->type_start = tokens[specifiers->type_first].start;
        signature->type_end = tokens[specifiers->type_end - 1].end;
    }
}

static const char *stem_text(struct collector *collector, uint32_t mark)
{
    uint32_t start, end;
    mark_stem(collector->source, mark, &start, &end);
    return arena_strndup(collector->arena, collector->source->text + start, end - start);
}

static void share_inline(struct collector *collector, const struct external *external,
                         const struct specifiers *specifiers, struct ir_signature *signature)
{
    const struct ir_signature *before =
        names_find(&collector->functions, signature->name, strlen(signature->name));
    if (!specifiers->is_inline || specifiers->is_static || (before && before->is_static))
        return;
    attributes_share(collector->arena, collector->source, external->first,
                     external->body ? external->body : external->end, &collector->edits);
    if (external->body)
        signature->attributes =
            arena_printf(collector->arena, "__attribute__((weak)) %s", signature->attributes);
}

/* What a function is declared by: its own declaration, or a typedef. */
struct shape {
    struct specifiers specifiers;
    struct declarator declarator;
    const char *type_name; /* for a type that the specifiers define; else NULL */
    bool has_tag;          /* type_name is its own, and serves behind the declaration */
};

static void add_function(struct collector *collector, const struct external *external,
                         const struct specifiers *specifiers, const struct declarator *declarator,
                         const struct shape *shape)
{
    const struct source *source = collector->source;
    struct ir_signature *signature = arena_new(collector->arena, struct ir_signature);
    signature->name = token_text(collector, declarator->name);
    signature->stem =
        specifiers->has_stem ? stem_text(collector, specifiers->stem) : signature->name;
    signature->has_sync = specifiers->is_tamed;
    signature->is_static = specifiers->is_static;
    signature->is_inline = specifiers->is_inline;
    signature->name_at = source->tokens[declarator->name].start;
    signature->type_name = shape->has_tag ? NULL : shape->type_name;
    signature->specifiers =
        syntax_type_text(collector->arena, source, &shape->specifiers, shape->type_name);
    signature->before =
        flat_before(collector, shape->declarator.first, shape->declarator.core_first);
    signature->after = flat(collector, shape->declarator.core_end, shape->declarator.end);
    attributes_read(collector->arena, source, specifiers, declarator, signature);
    share_inline(collector, external, specifiers, signature);
    signature->wanted = external->body != 0;
    place(collector, signature, external, specifiers);
    if (!read_params(collector, external, &shape->declarator, signature))
        return;
    vec_push(collector->arena, &collector->own, declarator->name);
    struct ir_signature *first =
        names_add(&collector->functions, signature->name, strlen(signature->name), signature);
    if (first != signature) {
        struct repeat repeat = {first, signature};
        compare_marks(collector, first, signature);
        vec_push(collector->arena, &collector->repeats, repeat);
        first->wanted = first->wanted || signature->wanted;
        if (external->body)
            first->body_start = signature->body_start;
        return;
    }
    append(collector, signature);
    add_made_names(collector, signature);
    if (signature->has_sync)
        add_getter(collector, signature);
}

/* ---- marked declarations ---- */

static bool is_name_alone(const struct declarator *declarator)
{
    return declarator->name == declarator->first && declarator->end == declarator->name + 1;
}

/* Which typedef before token `limit` makes `name` a function type. False: none does. */
static bool find_function_type(const struct collector *collector, const char *name, uint32_t limit,
                               struct shape *ret_shape)
{
    const struct source *source = collector->source;
    struct external external;
    for (uint32_t i = 0; i < limit; i = external.end) {
        external = syntax_external(source, i);
        if (!external.is_typedef)
            continue;
        ret_shape->specifiers = syntax_specifiers(source, external.first, external.end);
        const struct declarator *declarator = &ret_shape->declarator;
        if (!syntax_declarator(source, ret_shape->specifiers.end, external.end,
                               &ret_shape->declarator) ||
            !source_token_is(source, declarator->name, name))
            continue;
        if (declarator->open != 0 || !is_name_alone(declarator) ||
            !ret_shape->specifiers.type_ident)
            return declarator->open != 0;
        return find_function_type(collector,
                                  token_text(collector, ret_shape->specifiers.type_ident),
                                  external.first, ret_shape);
    }
    return false;
}

/* A marked declarator that is no function's: a variable, unless its type is a typedef of a function
 * type. */
static bool read_variable(struct collector *collector, const struct external *external,
                          const struct specifiers *specifiers, const struct declarator *declarator)
{
    struct shape shape = {0};
    if (!is_name_alone(declarator) || !specifiers->type_ident ||
        !find_function_type(collector, token_text(collector, specifiers->type_ident),
                            external->first, &shape))
        return true;
    if (shape.specifiers.type_end)
        return refuse(collector, declarator->name,
                      arena_printf(collector->arena,
                                   "'%s' is declared through a typedef that defines another type; "
                                   "define that in front of it",
                                   token_text(collector, declarator->name)));
    add_function(collector, external, specifiers, declarator, &shape);
    return true;
}

/* Behind the attributes, initialiser and comma that follow a declarator; 0 where the declaration
 * ends. */
static uint32_t next_declarator(const struct source *source, uint32_t index, uint32_t end)
{
    index = param_end(source, syntax_attributes(source, index), end);
    return index < end ? index + 1 : 0;
}

/* Between `declarator` and the body or the end of the declaration: only attributes, or another
 * declarator. */
static bool check_behind(struct collector *collector, const struct external *external,
                         const struct declarator *declarator)
{
    const struct source *source = collector->source;
    uint32_t at = syntax_attributes(source, declarator->end);
    char c = syntax_punct(source, at);
    if (c == ';' || c == ',' || c == '{' || source->tokens[at].kind == TOKEN_END ||
        (external->body && (at == external->old_style || declarator->end == external->old_style)))
        return true;
    return refuse(collector, at, "unexpected text behind the declaration of a tamed function");
}

/* `struct TAG` of the type that the specifiers define; NULL: they define none, or it has no tag. */
static const char *tagged_type(struct collector *collector, const struct specifiers *specifiers)
{
    uint32_t tag = syntax_attributes(collector->source, specifiers->type_first + 1);
    if (specifiers->type_end == 0 || collector->source->tokens[tag].kind != TOKEN_IDENT ||
        syntax_punct(collector->source, tag + 1) != '{')
        return NULL;
    return arena_printf(collector->arena, "%s %s", token_text(collector, specifiers->type_first),
                        token_text(collector, tag));
}

static void read_marked(struct collector *collector, const struct external *external)
{
    const struct source *source = collector->source;
    struct specifiers specifiers = syntax_specifiers(source, external->first, external->end);
    uint32_t limit = external->body ? external->body : external->end;
    const char *type_name = external->body ? NULL : tagged_type(collector, &specifiers);
    bool has_tag = type_name != NULL;
    if (specifiers.is_typedef || syntax_punct(source, specifiers.end) == ';')
        return;
    for (uint32_t at = specifiers.end; at != 0;) {
        struct declarator declarator;
        at = syntax_attributes(source, at);
        if (!syntax_declarator(source, at, limit, &declarator)) {
            refuse(collector, at < external->end ? at : external->first,
                   "expected the name of a tamed function");
            return;
        }
        if (declarator.open == 0) {
            if (!read_variable(collector, external, &specifiers, &declarator))
                return;
        } else {
            if (!check_behind(collector, external, &declarator))
                return;
            if (specifiers.type_end && !type_name)
                type_name = arena_printf(collector->arena, "%s__base",
                                         token_text(collector, declarator.name));
            struct shape shape = {specifiers, declarator, type_name, has_tag};
            add_function(collector, external, &specifiers, &declarator, &shape);
        }
        at = external->body ? 0 : next_declarator(source, declarator.end, limit);
    }
}

/* ---- which of them the text uses ---- */

static void find_wanted(struct collector *collector)
{
    const struct source *source = collector->source;
    uint32_t end = source->token_count - 1;
    size_t own = 0;
    for (struct ir_signature *s = collector->unit->signatures; s; s = s->next)
        s->has_tasks = s->has_sync && s->wanted && !s->is_static; /* defined here, for others too */
    for (uint32_t i = 0; i < end; i++) {
        const struct token *token = &source->tokens[i];
        if (token->kind != TOKEN_IDENT)
            continue;
        if (own < collector->own.count && collector->own.at[own] == i) {
            own++;
            continue;
        }
        struct ir_signature *signature =
            names_find(&collector->made, source->text + token->start, token->end - token->start);
        if (!signature)
            continue;
        signature->wanted = true;
        signature->has_tasks |= signature->has_sync && !source_token_is(source, i, signature->name);
        if (signature->getter && source_token_is(source, i, signature->getter->name))
            signature->getter->is_mentioned = true;
    }
    for (struct ir_signature *s = collector->unit->signatures; s; s = s->next) {
        if (s->alias_of && s->has_sync)
            s->has_tasks = s->alias_of->has_tasks = true;
        if (s->getter)
            s->getter->wanted = s->wanted && s->has_tasks;
    }
}

static void find_aliases(struct collector *collector)
{
    for (struct ir_signature *s = collector->unit->signatures; s; s = s->next) {
        if (s->is_synthetic || !s->alias)
            continue;
        s->alias_of = ir_signature_find(collector->unit, s->alias);
        if (s->alias_of)
            continue;
        diag_error(collector->diag, s->name_at, s->name_at, "tamer-attribute",
                   "'%s' is another name of '%s', which is not tamed; mark that one too, or this "
                   "one not",
                   s->name, s->alias);
    }
}

/* The text has got their declarations by now, which would count as uses. */
static void keep_wanted(struct collector *collector, const struct ir_signature *before)
{
    for (; before; before = before->next) {
        struct ir_signature *now = ir_signature_find(collector->unit, before->name);
        if (!now)
            continue;
        now->wanted = before->wanted;
        now->has_tasks = before->has_tasks;
        now->is_mentioned = before->is_mentioned;
        now->attributes = before->attributes;
        now->async_at = before->async_at;
    }
}

bool signatures_collect(struct ir_unit *unit, struct diag *diag)
{
    const struct ir_signature *before = unit->signatures;
    size_t errors = diag_errors(diag);
    struct collector collector = {
        .unit = unit, .arena = unit->arena, .source = unit->source, .diag = diag};
    collector.functions.arena = collector.made.arena = collector.tags.names.arena = unit->arena;
    unit->has_parameter_types = false;
    collector.tail = &unit->signatures;
    unit->signatures = NULL;
    for (uint32_t i = 0; unit->source->tokens[i].kind != TOKEN_END;) {
        struct external external = syntax_external(unit->source, i);
        if (external.is_async)
            read_marked(&collector, &external);
        i = external.end;
    }
    ir_signatures_index(unit);
    unit->edits = collector.edits.at;
    unit->edit_count = (uint32_t)collector.edits.count;
    find_aliases(&collector);
    for (size_t i = 0; i < collector.repeats.count; i++)
        old_style_complete(unit, collector.repeats.at[i].first, collector.repeats.at[i].later);
    if (unit->signatures)
        old_style_place(unit);
    if (before)
        keep_wanted(&collector, before);
    else if (unit->signatures)
        find_wanted(&collector);
    return diag_errors(diag) == errors;
}
