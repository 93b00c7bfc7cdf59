/* SPDX-License-Identifier: BSD-3-Clause */
/* Declarations: as they were written, but for variables that live in the frame or are set again
 * behind a suspension. */
#include "emit/body_parts.h"

#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "emit/ctype.h"
#include "text/definition.h"
#include "text/source.h"

static const struct ir_node *initialiser(const struct ir_node *declarator)
{
    return declarator->has_init ? declarator->kids[declarator->kid_count - 1] : NULL;
}

static bool loses_const(const struct ir_var *var)
{
    return var != NULL && var->saved && !var->pinned && var->type->is_const;
}

/* Is the variable no longer declared as it was written? */
static bool is_redeclared(const struct ir_var *var)
{
    return var != NULL && (var->pinned || loses_const(var) || var->type->shape != NULL);
}

static bool changes(const struct ir_node *declarator)
{
    return declarator->pre.count > 0 || is_redeclared(declarator->var);
}

/* Whether the declaration must be printed one declarator at a time. */
static bool must_split(const struct ir_node *node)
{
    uint32_t declarators = 0;
    bool any = node->whole != NULL;

    for (uint32_t i = 0; i < node->kid_count; i++) {
        const struct ir_node *kid = node->kids[i];

        if (kid == NULL || kid->kind != IR_DECLARATOR)
            continue;
        declarators++;
        any |= is_redeclared(kid->var) || (kid->pre.count > 0 && declarators > 1) ||
               kid->declared_first;
    }
    return any;
}

static bool is_zero_list(const struct body *body, const struct ir_node *list)
{
    const char *text = body->unit->source->text;

    if (list->kind != IR_INIT_LIST || list->kid_count > 1)
        return false;
    return list->kid_count == 0 ||
           (list->kids[0] != NULL && list->kids[0]->kind == IR_LITERAL &&
            list->kids[0]->end - list->kids[0]->start == 1 && text[list->kids[0]->start] == '0' &&
            list->kids[0]->start > list->start &&
            memchr(text + list->start, '.', list->kids[0]->start - list->start) == NULL &&
            memchr(text + list->start, '[', list->kids[0]->start - list->start) == NULL);
}

/* Behind `&(type…`: one value, or the list of them. A record is the only element of an array, so
 * that its value is not taken for that of its first member. */
static void print_initialiser(struct body *body, const struct ir_node *value)
{
    if (value->kind == IR_INIT_LIST ||
        (value->kind == IR_COMPOUND_LITERAL && value->type->kind == IR_TYPE_ARRAY)) {
        body_expr(body, value);
        return;
    }
    cwriter_printf(body->out, "{");
    body_expr(body, value);
    cwriter_printf(body->out, "}");
}

/* The value of a variable that lives in the frame: assigned, or copied where C cannot assign. */
static void init_pinned(struct body *body, const struct ir_node *declarator,
                        const struct ir_node *value)
{
    struct cwriter *out = body->out;
    const struct ir_var *var = declarator->var;
    const struct ir_type *type = var->type;
    bool is_raw = type->spelling == NULL;
    const char *name = is_raw ? arena_printf(body->unit->arena, "%s__type", ctype_var(var))
                              : ctype_name(body->unit->arena, type);

    if (is_zero_list(body, value)) {
        cwriter_printf(out, "__builtin_memset((void *)&");
        body_var(body, var);
        cwriter_printf(out, ", 0, sizeof ");
        body_var(body, var);
        cwriter_printf(out, ");");
        return;
    }
    if (type->kind == IR_TYPE_ARRAY ||
        (value->kind == IR_INIT_LIST && type->kind != IR_TYPE_RECORD) || type->has_const_member ||
        (is_raw && (value->kind == IR_INIT_LIST || type->is_const))) {
        cwriter_printf(out, "__builtin_memcpy((void *)&");
        body_var(body, var);
        cwriter_printf(out, ", %s&", type->is_volatile ? "(const void *)" : "");
        if (type->kind == IR_TYPE_RECORD && value->kind != IR_INIT_LIST)
            cwriter_printf(out, "(__typeof__(%s)[1])", name);
        else if (value->kind != IR_COMPOUND_LITERAL)
            cwriter_printf(out, "(%s)", name);
        print_initialiser(body, value);
        cwriter_printf(out, ", sizeof(%s));", name);
        return;
    }
    body_var(body, var);
    cwriter_printf(out, value->kind == IR_INIT_LIST ? " = (%s)" : " = ", name);
    body_expr(body, value);
    cwriter_printf(out, ";");
}

static uint32_t specifiers_end(const struct ir_node *decl)
{
    for (uint32_t i = 0; i < decl->kid_count; i++)
        if (decl->kids[i] != NULL && decl->kids[i]->kind == IR_DECLARATOR)
            return decl->kids[i]->start;
    return decl->end;
}

/* The type that the specifiers define. */
static bool find_definition(const struct source *source, const struct ir_node *decl,
                            struct definition *ret)
{
    return definition_find(source, source_token_at(source, decl->start), specifiers_end(decl), ret);
}

/* A type without a tag gets one, so that several declarations can share it. */
static void print_missing_tag(struct body *body, const struct ir_node *decl,
                              const struct definition *definition)
{
    if (definition->is_tagged)
        return;
    if (decl->name != NULL) {
        cwriter_printf(body->out, " %s ", decl->name);
        return;
    }
    for (uint32_t i = 0; i < decl->kid_count; i++) {
        if (decl->kids[i] == NULL || decl->kids[i]->kind != IR_DECLARATOR ||
            decl->kids[i]->var == NULL)
            continue;
        cwriter_printf(body->out, " tamer_tag_%s ", ctype_var(decl->kids[i]->var));
        return;
    }
}

/* Text of the specifiers, with the names in it. */
static void print_names(struct body *body, const struct ir_node *decl, uint32_t start, uint32_t end)
{
    for (uint32_t i = 0; i < decl->kid_count; i++) {
        const struct ir_node *kid = decl->kids[i];

        if (kid == NULL || kid->kind == IR_DECLARATOR || kid->start < start || kid->end > end)
            continue;
        body_text(body, start, kid->start);
        body_expr(body, kid);
        start = kid->end;
    }
    body_text(body, start, end);
}

/* Token behind the bracket that closes the one at token i. */
static uint32_t behind_brackets(const struct source *source, uint32_t i)
{
    uint32_t depth = 0;

    for (; source->tokens[i].kind != TOKEN_END; i++) {
        if (source_token_is(source, i, "("))
            depth++;
        if (source_token_is(source, i, ")") && --depth == 0)
            return i + 1;
    }
    return i;
}

/* Not a storage class, but what says that the type is that of the initialiser. */
static bool is_deduced(const struct ir_node *decl)
{
    for (uint32_t i = 0; i < decl->kid_count; i++)
        if (decl->kids[i] != NULL && decl->kids[i]->is_deduced)
            return true;
    return false;
}

static bool is_storage(const struct source *source, uint32_t i)
{
    static const char *const words[] = {"register", "static",        "extern",      "typedef",
                                        "__thread", "_Thread_local", "thread_local"};

    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (source_token_is(source, i, words[k]))
            return true;
    return false;
}

/* Likewise, without what a typedef cannot have. */
static void print_type_names(struct body *body, const struct ir_node *decl, uint32_t start,
                             uint32_t end)
{
    const struct source *source = body->unit->source;
    bool deduced = is_deduced(decl);

    for (uint32_t i = source_token_at(source, start); source->tokens[i].start < end; i++) {
        uint32_t behind = i + 1;

        if (source_token_is(source, i, "_Alignas") || source_token_is(source, i, "alignas"))
            behind = behind_brackets(source, i + 1);
        else if (!is_storage(source, i) && (deduced || !source_token_is(source, i, "auto")))
            continue;
        print_names(body, decl, start, source->tokens[i].start);
        start = source->tokens[behind - 1].end;
        i = behind - 1;
    }
    print_names(body, decl, start, end);
}

/* What the declaration begins with; a type that it defines is only named. */
static void print_specifiers_alone(struct body *body, const struct ir_node *decl, bool as_type)
{
    const struct source *source = body->unit->source;
    void (*print)(struct body *, const struct ir_node *, uint32_t, uint32_t) =
        as_type ? print_type_names : print_names;
    struct definition definition;

    if (!find_definition(source, decl, &definition)) {
        print(body, decl, decl->start, specifiers_end(decl));
        return;
    }
    /* Attributes of the type stand where it is defined alone. */
    print(body, decl, decl->start, source->tokens[definition.word].end);
    print(body, decl, source->tokens[definition.tag].end, source->tokens[definition.open].start);
    print_missing_tag(body, decl, &definition);
    print(body, decl, source->tokens[definition.last].end, specifiers_end(decl));
}

/* In front of any declarator: they may stand close to the first, as in `int*p, n`. */
static void print_specifiers(struct body *body, const struct ir_node *decl, bool as_type)
{
    char last = body->unit->source->text[specifiers_end(decl) - 1];

    print_specifiers_alone(body, decl, as_type);
    if (last != ' ' && last != '\t' && last != '\n')
        cwriter_printf(body->out, " ");
}

const char *body_specifiers(const struct body *body, const struct ir_node *decl)
{
    struct strbuf text = {0};
    struct cwriter writer;
    struct body other = *body;
    const char *made;

    cwriter_init(&writer, &text, body->unit->source, false);
    writer.bare = true;
    other.out = &writer;
    print_specifiers_alone(&other, decl, true);
    made = arena_strndup(body->unit->arena, text.text, text.size);
    strbuf_free(&text);
    return made;
}

/* `struct tag { … };` alone, without the qualifiers and the storage class of what is declared. */
static void print_type_definition(struct body *body, const struct ir_node *decl)
{
    const struct source *source = body->unit->source;
    struct definition definition;

    if (!find_definition(source, decl, &definition))
        return;
    body_text(body, source->tokens[definition.word].start, source->tokens[definition.open].start);
    print_missing_tag(body, decl, &definition);
    print_names(body, decl, source->tokens[definition.open].start,
                source->tokens[definition.last].end);
    cwriter_printf(body->out, "; ");
}

static uint32_t declared_end(const struct ir_node *declarator, const struct body *body)
{
    const struct ir_node *value = initialiser(declarator);
    uint32_t token;

    if (value == NULL)
        return declarator->end;
    token = source_token_at(body->unit->source, value->start);
    return token > 0 ? body->unit->source->tokens[token - 1].start : value->start; /* the '=' */
}

/* The declaration of NAME + suffix, without initialiser. */
static void print_beside(struct body *body, const struct ir_node *decl,
                         const struct ir_node *declarator, const char *suffix)
{
    uint32_t name_end = declarator->name_start + (uint32_t)strlen(declarator->var->name);

    print_specifiers(body, decl, true);
    body_text(body, declarator->start, declarator->name_start);
    cwriter_printf(body->out, " %s%s", ctype_var(declarator->var), suffix);
    body_text(body, name_end, declared_end(declarator, body));
}

/* T name[] = …, or a typedef of T[]: the initialiser has the number of elements. */
static bool has_open_bound(const struct source *source, const struct ir_node *declarator)
{
    uint32_t i = source_token_at(source, declarator->name_start) + 1;

    if (declarator->type->kind != IR_TYPE_ARRAY || !declarator->has_init)
        return false;
    while (source_token_is(source, i, ")"))
        i++;
    return !source_token_is(source, i, "[") || source_token_is(source, i + 1, "]");
}

/* A pinned variable of a local type: its name for the type, so that the bytes in the frame can be
 * read as one. */
static void print_raw_type(struct body *body, const struct ir_node *decl,
                           const struct ir_node *declarator)
{
    const struct ir_var *var = declarator->var;
    bool is_open = has_open_bound(body->unit->source, declarator);
    const char *name = ctype_var(var);

    cwriter_printf(body->out, "typedef ");
    print_beside(body, decl, declarator, is_open ? "__items" : "__type");
    cwriter_printf(body->out, "; ");
    if (is_open)
        cwriter_printf(body->out,
                       "typedef __typeof__((*(%s__items *)0)[0]) %s__type[%u / sizeof "
                       "(*(%s__items *)0)[0]]; ",
                       name, name, var->type->size, name);
}

/* Likewise, where only the value has the type: by way of another variable. */
static void print_raw_deduced(struct body *body, const struct ir_node *decl,
                              const struct ir_node *declarator)
{
    const char *name = ctype_var(declarator->var);

    print_beside(body, decl, declarator, "__value");
    cwriter_printf(body->out, " = ");
    body_expr(body, initialiser(declarator));
    cwriter_printf(body->out, "; typedef __typeof__(%s__value) %s__type; ", name, name);
    cwriter_printf(body->out, "__builtin_memcpy((void *)&");
    body_var(body, declarator->var);
    cwriter_printf(body->out, ", (const void *)&%s__value, sizeof %s__value);", name, name);
}

static void print_declared_first(struct body *body, const struct ir_node *decl,
                                 const struct ir_node *declarator)
{
    const struct ir_var *var = declarator->var;

    cwriter_at(body->out, declarator->start);
    print_specifiers(body, decl, false);
    body_text(body, declarator->start, declarator->name_start);
    cwriter_printf(body->out, "%s", ctype_var(var));
    body_text(body, declarator->name_start + (uint32_t)strlen(var->name),
              declared_end(declarator, body));
    cwriter_printf(body->out, "; ");
    body_list(body, &declarator->pre);
    cwriter_printf(body->out, "%s = ", ctype_var(var));
    body_expr(body, initialiser(declarator));
    cwriter_printf(body->out, ";");
}

static void print_declarator(struct body *body, const struct ir_node *decl,
                             const struct ir_node *declarator)
{
    const struct ir_var *var = declarator->var;
    const struct ir_node *value = initialiser(declarator);

    if (var != NULL && var->type->shape != NULL) {
        variable_type_declarator(body, declarator);
        return;
    }
    if (declarator->declared_first && !var->pinned) {
        print_declared_first(body, decl, declarator);
        return;
    }
    bool is_raw = var != NULL && var->pinned && var->type->spelling == NULL;
    if (is_raw && !declarator->is_deduced)
        print_raw_type(body, decl, declarator);
    if (var != NULL && var->pinned && var->field->changes_type)
        cwriter_printf(body->out, "__asm__ __volatile__(\"\" : : : \"memory\"); ");
    body_list(body, &declarator->pre);
    cwriter_at(body->out, declarator->start);
    if (var != NULL && var->pinned) {
        if (is_raw && declarator->is_deduced)
            print_raw_deduced(body, decl, declarator);
        else if (value != NULL)
            init_pinned(body, declarator, value);
        return;
    }
    if (loses_const(var) && var->type->spelling != NULL) {
        cwriter_printf(body->out, "%s",
                       ctype_declare(body->unit->arena, var->type, ctype_var(var)));
        if (value != NULL) {
            cwriter_printf(body->out, " = ");
            body_expr(body, value);
        }
        cwriter_printf(body->out, ";");
        return;
    }
    print_specifiers(body, decl, false);
    body_stmt(body, declarator);
    cwriter_printf(body->out, ";");
}

static void print_split_decl(struct body *body, const struct ir_node *decl)
{
    const struct ir_node *whole = decl->whole != NULL ? decl->whole : decl;

    cwriter_at(body->out, decl->start);
    if (decl->start == whole->start)
        print_type_definition(body, whole);
    for (uint32_t i = 0; i < decl->kid_count; i++) {
        if (decl->kids[i] == NULL || decl->kids[i]->kind != IR_DECLARATOR)
            continue;
        print_declarator(body, whole, decl->kids[i]);
        cwriter_printf(body->out, " ");
    }
}

void body_declarator(struct body *body, const struct ir_node *declarator)
{
    const struct ir_var *var = declarator->var;
    uint32_t position = declarator->start, name_end;
    bool renamed = var != NULL && var->renamed != NULL;

    name_end = renamed ? declarator->name_start + (uint32_t)strlen(var->name) : 0;
    for (uint32_t i = 0; i <= declarator->kid_count; i++) {
        const struct ir_node *kid = i < declarator->kid_count ? declarator->kids[i] : NULL;
        uint32_t end = kid != NULL ? kid->start : declarator->end;

        if (i < declarator->kid_count && kid == NULL)
            continue;
        if (renamed && position <= declarator->name_start && declarator->name_start < end) {
            body_text(body, position, declarator->name_start);
            cwriter_printf(body->out, "%s", var->renamed);
            position = name_end;
        }
        body_text(body, position, end);
        if (kid != NULL) {
            body_expr(body, kid);
            position = kid->end;
        }
    }
    if (var != NULL && var->half_set && !declarator->has_init && var->type->size > 0)
        cwriter_printf(body->out, " = {0}");
}

/* What is evaluated in front of the declaration may need the type that it defines. */
static bool defines_too_late(const struct body *body, const struct ir_node *node)
{
    struct definition definition;
    bool any = false;

    for (uint32_t i = 0; i < node->kid_count; i++)
        any |= node->kids[i] != NULL && node->kids[i]->kind == IR_DECLARATOR &&
               node->kids[i]->pre.count > 0;
    return any && find_definition(body->unit->source, node, &definition);
}

static bool is_constexpr(const struct ir_node *node)
{
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (node->kids[i] != NULL && node->kids[i]->kind == IR_DECLARATOR &&
            node->kids[i]->var != NULL && node->kids[i]->var->is_constexpr)
            return true;
    return false;
}

void body_decl(struct body *body, const struct ir_node *node)
{
    if (must_split(node) || defines_too_late(body, node)) {
        print_split_decl(body, node);
        return;
    }
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (node->kids[i] != NULL && node->kids[i]->kind == IR_DECLARATOR)
            body_list(body, &node->kids[i]->pre);
    if (is_constexpr(node)) {
        cwriter_at(body->out, node->start);
        cwriter_printf(body->out, "static ");
    }
    body_gaps(body, node);
}

/* In front of a statement that a label stands before: C wants none before a declaration. */
static bool follows_label(const struct ir_node *moved)
{
    const struct ir_node *around = moved->parent->parent;

    return around != NULL && moved->parent->pre.items[0] == moved &&
           (around->kind == IR_LABEL || around->kind == IR_CASE || around->kind == IR_DEFAULT);
}

void body_null(struct body *body, const struct ir_node *node)
{
    const struct source *source = body->unit->source;
    struct definition definition;
    uint32_t position;

    if (node->name == NULL ||
        !definition_at(source, source_token_at(source, node->start), &definition)) {
        body_gaps(body, node);
        return;
    }
    cwriter_at(body->out, node->start);
    cwriter_printf(body->out, follows_label(node) ? ";\n" : "");
    cwriter_source(body->out, node->start, source->tokens[definition.tag].end);
    cwriter_printf(body->out, " %s ", node->name);
    position = source->tokens[definition.open].start;
    for (uint32_t i = 0; i < node->kid_count; i++) {
        body_text(body, position, node->kids[i]->start);
        body_expr(body, node->kids[i]);
        position = node->kids[i]->end;
    }
    body_text(body, position, node->end);
    cwriter_printf(body->out, ";\n");
}

bool body_changes_shape(const struct ir_node *statement)
{
    if (statement->kind == IR_DECL) {
        for (uint32_t i = 0; i < statement->kid_count; i++)
            if (statement->kids[i] != NULL && statement->kids[i]->kind == IR_DECLARATOR &&
                changes(statement->kids[i]))
                return true;
        return false;
    }
    return statement->pre.count > 0;
}
