/* SPDX-License-Identifier: BSD-3-Clause */
/* Declarations inside functions. */
#include <string.h>

#include "base/arena.h"
#include "front/parser.h"
#include "text/source.h"

/* What the specifiers say about everything that is declared with them. */
struct specifiers {
    struct ir_cleanup cleanup;
    bool is_register, is_constexpr;
    bool has_type;
    uint32_t alignment; /* that is asked for; 0: none */
    uint32_t type_word; /* token: typeof, _Atomic, __auto_type, auto; a typedef's name; else 0 */
    struct ir_node *operand; /* of a typeof, once it has been read */
    struct node_list kids;   /* of IR_DECL */
};

static const struct ir_type unknown_type = {
    .kind = IR_TYPE_INTEGER, .size = 4, .align = 4, .spelling = "int"};

/* ---- specifiers ---- */

/* What has to go with `cleanup(NAME)` at the token, so that the rest is still a list: its prefix
 * and a comma; the whole attribute where there is nothing else in it. */
static struct ir_cleanup cleanup_at(const struct parser *parser, uint32_t word)
{
    struct ir_cleanup cleanup = {.name = parser_text(parser, word + 2)};
    uint32_t first = word, last = word + 3;
    while (parser_is_at(parser, first - 1, ":") || parser_is_at(parser, first - 1, "::") ||
           parser_is_at(parser, first - 1, "gnu"))
        first--;
    if (parser_is_at(parser, last + 1, ","))
        last++;
    else if (parser_is_at(parser, first - 1, ","))
        first--;
    else if (parser_is_at(parser, first - 1, "["))
        first -= 2, last += 2;
    else if (parser_is_at(parser, first - 2, "(") && parser_is_at(parser, last + 2, ")"))
        first -= 3, last += 2;
    cleanup.start = parser_token(parser, first)->start;
    cleanup.end = parser_token(parser, last)->end;
    return cleanup;
}

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

static void note_attributes(struct parser *parser, uint32_t first, uint32_t end,
                            struct ir_cleanup *cleanup, uint32_t *alignment, struct node_list *kids)
{
    for (uint32_t at = first; at < end; at++)
        if ((parser_is_at(parser, at, "cleanup") || parser_is_at(parser, at, "__cleanup__")) &&
            parser_is_at(parser, at + 1, "(") && parser_is_at(parser, at + 3, ")"))
            *cleanup = cleanup_at(parser, at);
    *alignment = larger(*alignment, parse_alignment(parser, first, end));
    parse_alignment_names(parser, first, end, kids);
}

static void add_node(struct parser *parser, struct node_list *kids, struct ir_node *names)
{
    if (names)
        vec_push(parser->arena, kids, names);
}

static void add_names(struct parser *parser, struct node_list *kids, uint32_t first, uint32_t end)
{
    add_node(parser, kids, known_unevaluated(parser, first, end));
}

/* struct, union or enum: its tag, and its body where there is one. */
static void skip_tag(struct parser *parser, struct specifiers *specifiers)
{
    uint32_t first = parser->at;
    parser_advance(parser);
    parser_go(parser, parser_attributes(parser, parser->at));
    if (parser_is_ident(parser, parser->at))
        parser_advance(parser);
    if (parser_is_at(parser, first, "enum") && parser_accept(parser, ":"))
        while (known_type_begins(parser, parser->at))
            parser_advance(parser);
    if (parser_is(parser, "{")) {
        uint32_t open = parser->at;
        parser_go(parser, parser_balanced(parser, open));
        known_enumerators(parser, first, parser->at);
        if (parser_is_at(parser, first, "enum"))
            add_node(parser, &specifiers->kids, known_constant(parser, open, parser->at));
        else
            add_names(parser, &specifiers->kids, open, parser->at);
    }
    specifiers->has_type = true;
}

/* typeof(…), _Atomic(…), _Alignas(…): a word and an operand in parentheses. */
static void skip_operand(struct parser *parser, struct specifiers *specifiers)
{
    uint32_t first = parser->at;
    parser_go(parser, parser_balanced(parser, first + 1));
    known_enumerators(parser, first, parser->at);
    add_names(parser, &specifiers->kids, first, parser->at);
}

/* One specifier at the position; false: none is there. */
static bool skip_specifier(struct parser *parser, struct specifiers *specifiers)
{
    uint32_t at = parser->at;
    enum word word = parser_word(parser, at);
    bool operand = parser_is_at(parser, at + 1, "(");
    switch (word) {
    case WORD_TAG:
        skip_tag(parser, specifiers);
        return true;
    case WORD_TYPEOF:
        specifiers->has_type = true;
        specifiers->type_word = at;
        skip_operand(parser, specifiers);
        return true;
    case WORD_ALIGNAS:
        parser_go(parser, parser_balanced(parser, at + 1));
        add_node(parser, &specifiers->kids, known_constant(parser, at, parser->at));
        specifiers->alignment =
            larger(specifiers->alignment, parse_alignment(parser, at, parser->at));
        return true;
    case WORD_QUALIFIER:
        if (operand && parser_is_at(parser, at, "_Atomic")) {
            specifiers->has_type = true;
            specifiers->type_word = at;
            skip_operand(parser, specifiers);
            return true;
        }
        break;
    case WORD_TYPE:
        specifiers->has_type = true;
        specifiers->type_word = at;
        break;
    case WORD_REGISTER:
        specifiers->is_register = true;
        break;
    case WORD_STORAGE:
        specifiers->is_constexpr |= parser_is_at(parser, at, "constexpr");
        if (specifiers->type_word == 0 && parser_is_at(parser, at, "auto"))
            specifiers->type_word = at;
        break;
    case WORD_TYPEDEF:
    case WORD_EXTENSION:
        break;
    case WORD_NONE:
        if (parser_attributes(parser, at) != at) { /* [[…]] */
            parser_go(parser, parser_attributes(parser, at));
            note_attributes(parser, at, parser->at, &specifiers->cleanup, &specifiers->alignment,
                            &specifiers->kids);
            return true;
        }
        if (specifiers->has_type || !known_type_begins(parser, at))
            return false;
        specifiers->has_type = true;
        specifiers->type_word = at;
        add_names(parser, &specifiers->kids, at, at + 1);
        break;
    case WORD_ATTRIBUTE:
        parser_go(parser, parser_attributes(parser, at));
        note_attributes(parser, at, parser->at, &specifiers->cleanup, &specifiers->alignment,
                        &specifiers->kids);
        return true;
    default:
        return false;
    }
    parser_advance(parser);
    return true;
}

/* ---- declarators ---- */

struct declared {
    uint32_t name; /* token; 0: an unnamed bit-field or nothing */
    struct ir_cleanup cleanup;
    uint32_t alignment;      /* that is asked for; 0: none */
    bool is_abstract;        /* of a type name */
    struct node_list kids;   /* expressions inside */
    struct node_list bounds; /* of arrays, from the name outwards; NULL: none is written */
};

static void parse_declarator(struct parser *parser, struct declared *declared);

static void skip_pointers(struct parser *parser, struct declared *declared)
{
    for (;;) {
        uint32_t at = parser_attributes(parser, parser->at);
        note_attributes(parser, parser->at, at, &declared->cleanup, &declared->alignment,
                        &declared->kids);
        if (!parser_is_at(parser, at, "*") && !parser_is_at(parser, at, "^") &&
            parser_word(parser, at) != WORD_QUALIFIER) {
            parser_go(parser, at);
            return;
        }
        parser_go(parser, at + 1);
    }
}

static void parse_bound(struct parser *parser, struct declared *declared)
{
    parser_advance(parser);
    while (parser_is(parser, "static") || parser_word(parser, parser->at) == WORD_QUALIFIER)
        parser_advance(parser);
    struct ir_node *bound = NULL;
    if (parser_is(parser, "*") && parser_is_at(parser, parser->at + 1, "]"))
        parser_advance(parser);
    if (!parser_is(parser, "]")) {
        parser->lenient++;
        bound = parse_assignment(parser);
        vec_push(parser->arena, &declared->kids, bound);
        parser->lenient--;
    }
    vec_push(parser->arena, &declared->bounds, bound);
    parser_expect(parser, "]");
}

static void parse_suffixes(struct parser *parser, struct declared *declared)
{
    for (;;) {
        uint32_t at = parser->at;
        if (parser_is(parser, "(")) {
            parser_go(parser, parser_balanced(parser, at));
            add_names(parser, &declared->kids, at, parser->at);
        } else if (parser_is(parser, "[") && !parser_is_at(parser, at + 1, "[")) {
            parse_bound(parser, declared);
        } else {
            return;
        }
    }
}

/* At a '(' of an abstract declarator, rather than of a list of parameters. */
static bool groups(const struct parser *parser)
{
    uint32_t at = parser_attributes(parser, parser->at + 1);
    return parser_is(parser, "(") &&
           (parser_is_at(parser, at, "*") || parser_is_at(parser, at, "(") ||
            parser_is_at(parser, at, "[") || parser_is_at(parser, at, "^"));
}

static void parse_declarator(struct parser *parser, struct declared *declared)
{
    if (!parser_enter(parser))
        return;
    skip_pointers(parser, declared);
    if (declared->is_abstract ? groups(parser) : parser_is(parser, "(")) {
        parser_advance(parser);
        parse_declarator(parser, declared);
        parser_expect(parser, ")");
    } else if (declared->is_abstract) {
        declared->name = parser->at;
    } else if (parser_token(parser, parser->at)->kind == TOKEN_IDENT) {
        declared->name = parser->at;
        parser_advance(parser);
    } else {
        parser_fail(parser, parser_here(parser), parser_here(parser),
                    "tamerc does not understand this declaration");
    }
    parse_suffixes(parser, declared);
    parser_leave(parser);
}

/* Attributes and asm("…") behind a declarator. */
static void skip_trailers(struct parser *parser, struct declared *declared)
{
    for (;;) {
        uint32_t at = parser->at;
        if (parser_word(parser, at) == WORD_ASM)
            parser_go(parser, parser_balanced(parser, at + 1));
        else
            parser_go(parser, parser_attributes(parser, at));
        if (parser->at == at)
            return;
        note_attributes(parser, at, parser->at, &declared->cleanup, &declared->alignment,
                        &declared->kids);
    }
}

/* ---- variably modified types ---- */

/* The operand of a typeof. Read once more: these nodes are not part of the tree. */
static struct ir_node *typeof_operand(struct parser *parser, uint32_t word)
{
    uint32_t at = parser->at, end = parser_balanced(parser, word + 1) - 1;
    struct node_list kids = {0};
    struct ir_node *operand;
    parser_refuse_await(parser, word, end);
    if (parser->failed)
        return parser_node(parser, IR_UNEVALUATED, 0, 0);
    parser->lenient++;
    parser_go(parser, word + 2);
    if (known_type_begins(parser, parser->at)) {
        operand = parser_node(parser, IR_UNEVALUATED, parser_here(parser), 0);
        operand->derivation = parse_type_name(parser, parser->at, end, &kids);
    } else {
        operand = parse_expression(parser);
    }
    parser->lenient--;
    if (!parser->failed)
        parser->at = at;
    return operand;
}

static bool is_deduced(const struct parser *parser, const struct specifiers *specifiers)
{
    uint32_t word = specifiers->type_word;
    return word != 0 && (parser_is_at(parser, word, "__auto_type") ||
                         (!specifiers->has_type && parser_is_at(parser, word, "auto")));
}

/* What the specifiers of a variably modified type say, where that is itself one. */
static struct ir_node *base_of(struct parser *parser, struct specifiers *specifiers,
                               struct ir_node *value)
{
    uint32_t word = specifiers->type_word;
    if (word == 0)
        return NULL;
    if ((parser_word(parser, word) == WORD_TYPEOF || parser_is_at(parser, word, "_Atomic")) &&
        !specifiers->operand)
        specifiers->operand = typeof_operand(parser, word);
    if (specifiers->operand)
        return specifiers->operand;
    for (size_t i = 0; i < specifiers->kids.count; i++) {
        const struct ir_node *names = specifiers->kids.at[i];
        if (names->kind == IR_UNEVALUATED && names->start == parser_token(parser, word)->start &&
            names->kids[0]->var->kind == IR_VAR_TYPE)
            return names->kids[0];
    }
    return is_deduced(parser, specifiers) ? value : NULL;
}

static const struct ir_derivation *derivation_of(struct parser *parser,
                                                 struct specifiers *specifiers,
                                                 const struct declared *declared,
                                                 struct ir_node *value)
{
    struct ir_derivation *derivation = arena_new(parser->arena, struct ir_derivation);
    derivation->bounds = declared->bounds.at;
    derivation->bound_count = (uint32_t)declared->bounds.count;
    derivation->base = base_of(parser, specifiers, value);
    for (size_t i = 0; i < specifiers->kids.count; i++)
        specifiers->kids.at[i]->is_evaluated |= specifiers->kids.at[i]->kind == IR_UNEVALUATED;
    return derivation;
}

const struct ir_derivation *parse_type_name(struct parser *parser, uint32_t first, uint32_t end,
                                            struct node_list *kids)
{
    uint32_t at = parser->at, limit = parser->limit;
    struct specifiers specifiers = {0};
    struct declared declared = {.is_abstract = true};
    parser_go(parser, first);
    parser->limit = end;
    while (skip_specifier(parser, &specifiers))
        ;
    parse_declarator(parser, &declared);
    parser->limit = limit;
    parser->at = parser->failed ? limit : at;
    for (size_t i = 0; i < specifiers.kids.count; i++)
        vec_push(parser->arena, kids, specifiers.kids.at[i]);
    for (size_t i = 0; i < declared.kids.count; i++)
        vec_push(parser->arena, kids, declared.kids.at[i]);
    return derivation_of(parser, &specifiers, &declared, NULL);
}

/* A parameter that is an array is a pointer, whose own bound says nothing. The tokens are those
 * around its name. */
static bool is_array_between(const struct parser *parser, uint32_t before, uint32_t behind)
{
    while (parser_is_at(parser, before, "(") && parser_is_at(parser, behind, ")")) {
        before--;
        behind++;
    }
    return parser_is_at(parser, behind, "[");
}

/* A parameter that is an array by its specifiers is a pointer: the outermost bound says nothing. */
static void drop_bound(struct parser *parser, struct ir_node *base)
{
    struct ir_derivation *derivation;
    if (!base || base->kind != IR_UNEVALUATED || !base->derivation ||
        base->derivation->bound_count == 0)
        return;
    derivation = arena_new(parser->arena, struct ir_derivation);
    *derivation = *base->derivation;
    derivation->bounds++;
    derivation->bound_count--;
    base->derivation = derivation;
}

struct ir_node *parse_parameter(struct parser *parser, uint32_t first, uint32_t end, uint32_t name,
                                bool varies, bool is_array)
{
    uint32_t at = parser->at, limit = parser->limit;
    struct specifiers specifiers = {0};
    struct declared declared = {0};
    if (!varies && !parser_mentions(parser, first, end, "["))
        return NULL;
    parser_go(parser, first);
    parser->limit = end;
    while (skip_specifier(parser, &specifiers))
        ;
    do { /* an old-style declaration may be one of several parameters */
        declared = (struct declared){.is_abstract = name == end};
        parse_declarator(parser, &declared);
    } while (!parser->failed && name < end && declared.name != name && parser_accept(parser, ","));
    parser->limit = limit;
    parser->at = parser->failed ? limit : at;
    bool is_evaluated = varies;
    for (size_t i = 0; i < declared.bounds.count; i++)
        is_evaluated |= declared.bounds.at[i] && !declared.bounds.at[i]->is_constant;
    if (!is_evaluated)
        return NULL;
    parser_refuse_await(parser, first, end);
    struct ir_node *node = parser_node(parser, IR_DECLARATOR, parser_token(parser, first)->start,
                                       parser_token(parser, end - 1)->end);
    struct ir_derivation *derivation = arena_new(parser->arena, struct ir_derivation);
    uint32_t behind = declared.name + (name < end);
    uint32_t dropped = is_array_between(parser, declared.name - 1, behind) ? 1 : 0;
    derivation->bounds = declared.bounds.at + dropped;
    derivation->bound_count = (uint32_t)declared.bounds.count - dropped;
    derivation->base = varies ? base_of(parser, &specifiers, NULL) : NULL;
    if (is_array && dropped == 0)
        drop_bound(parser, derivation->base);
    node->derivation = derivation;
    if (dropped > 0 && declared.bounds.at[0])
        parser_kids(parser, node, declared.bounds.at, 1);
    return node;
}

/* ---- what is declared ---- */

static void add_variable(struct parser *parser, struct ir_node *node,
                         const struct specifiers *specifiers, const struct declared *declared,
                         enum fact_decl decl, bool marked)
{
    bool is_constexpr = decl == FACT_VARIABLE && specifiers->is_constexpr &&
                        !specifiers->is_register &&
                        !(parser->block && parser->block->kind == IR_FOR);
    enum ir_var_kind kind = decl == FACT_STATIC || is_constexpr ? IR_VAR_STATIC : IR_VAR_LOCAL;
    if (decl == FACT_TYPEDEF)
        kind = IR_VAR_TYPE;
    struct ir_var *var = ir_var_add(parser->unit, parser->func, kind, node->name, node->type);
    var->declarator = node;
    var->block = parser->block;
    var->is_register = specifiers->is_register;
    var->is_constexpr = is_constexpr;
    if (!parser->opens_scope && kind != IR_VAR_STATIC)
        var->cleanup = declared->cleanup.name ? declared->cleanup : specifiers->cleanup;
    var->is_cleanup = var->cleanup.name != NULL;
    var->alignment = larger(specifiers->alignment, declared->alignment);
    var->is_tamed = marked;
    node->var = var;
    known_add(parser, decl == FACT_TYPEDEF ? NAME_TYPE : NAME_VARIABLE, declared->name, var);
}

/* TAMER_SCOPE's second variable is its own affair. */
static bool is_hidden(const struct parser *parser, const char *name)
{
    size_t size = strlen(name);
    return parser->opens_scope && size > 6 && strcmp(name + size - 6, "__once") == 0;
}

static void declare(struct parser *parser, struct ir_node *node,
                    const struct specifiers *specifiers, const struct declared *declared)
{
    const struct ir_type *type = NULL;
    bool marked = false;
    enum fact_decl decl = facts_declaration(parser->facts, node->name_start, &type, &marked);
    if (!type && parser->lenient == 0)
        parser_fail(parser, node->name_start, node->name_start,
                    "tamerc does not understand this declaration");
    node->type = type ? type : &unknown_type;
    if (decl == FACT_TYPEDEF && !node->type->is_variable)
        known_add(parser, NAME_TYPE, declared->name, NULL);
    else if (decl == FACT_FUNCTION)
        known_add(parser, NAME_FUNCTION, declared->name, NULL);
    else if (is_hidden(parser, node->name))
        known_add(parser, NAME_VARIABLE, declared->name, NULL);
    else
        add_variable(parser, node, specifiers, declared, decl, marked);
}

static struct ir_node *parse_declared(struct parser *parser, struct specifiers *specifiers)
{
    struct declared declared = {0};
    struct ir_node *node = parser_node(parser, IR_DECLARATOR, parser_here(parser), 0);
    parse_declarator(parser, &declared);
    skip_trailers(parser, &declared);
    if (parser->failed)
        return node;
    node->name_start = parser_token(parser, declared.name)->start;
    node->name = parser_text(parser, declared.name);
    declare(parser, node, specifiers, &declared);
    if (parser_accept(parser, "=")) {
        node->has_init = true;
        node->is_deduced = is_deduced(parser, specifiers);
        vec_push(parser->arena, &declared.kids, parse_initialiser(parser));
    }
    node->end = parser_behind(parser);
    parser_kids(parser, node, declared.kids.at, declared.kids.count);
    if (node->type && node->type->is_variable)
        node->derivation = derivation_of(parser, specifiers, &declared,
                                         node->has_init ? node->kids[node->kid_count - 1] : NULL);
    return node;
}

/* ---- declarations ---- */

/* Declares no variable; names: IR_UNEVALUATEDs inside. */
static struct ir_node *parse_without_declarator(struct parser *parser, uint32_t start,
                                                const struct node_list *names)
{
    parser_expect(parser, ";");
    struct ir_node *node = parser_node(parser, IR_NULL, start, parser_behind(parser));
    if (names->count > 0)
        parser_kids(parser, node, names->at, names->count);
    return node;
}

static struct ir_node *parse_assertion(struct parser *parser)
{
    uint32_t start = parser_here(parser), first = parser->at + 1;
    struct node_list names = {0};
    parser_go(parser, parser_balanced(parser, first));
    add_node(parser, &names, known_constant(parser, first, parser->at));
    return parse_without_declarator(parser, start, &names);
}

static struct ir_node *parse_local_labels(struct parser *parser)
{
    uint32_t start = parser_here(parser);
    for (parser_advance(parser);
         !parser->failed && parser->at < parser->limit && !parser_is(parser, ";");
         parser_advance(parser))
        if (parser_is_ident(parser, parser->at))
            known_add_label(parser, parser->at);
    return parse_without_declarator(parser, start, &(struct node_list){0});
}

struct ir_node *parse_declaration(struct parser *parser)
{
    uint32_t start = parser_here(parser);
    if (parser_word(parser, parser->at) == WORD_STATIC_ASSERT)
        return parse_assertion(parser);
    if (parser_word(parser, parser->at) == WORD_LABEL)
        return parse_local_labels(parser);
    struct specifiers specifiers = {0};
    while (skip_specifier(parser, &specifiers))
        ;
    if (parser_is(parser, ";"))
        return parse_without_declarator(parser, start, &specifiers.kids);
    do {
        struct ir_node *declarator = parse_declared(parser, &specifiers);
        vec_push(parser->arena, &specifiers.kids, declarator);
    } while (!parser->failed && parser_accept(parser, ","));
    parser_expect(parser, ";");
    struct ir_node *node = parser_node(parser, IR_DECL, start, parser_behind(parser));
    parser_kids(parser, node, specifiers.kids.at, specifiers.kids.count);
    return node;
}

bool parse_declaration_begins(const struct parser *parser)
{
    uint32_t at = parser_attributes(parser, parser->at);
    enum word word = parser_word(parser, at);
    if (word == WORD_STATIC_ASSERT || word == WORD_LABEL)
        return true;
    if (parser_is_at(parser, at + 1, ":") && word == WORD_NONE)
        return false; /* a label may have the name of a type */
    return known_type_begins(parser, at);
}
