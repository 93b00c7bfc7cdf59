/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What _Alignas and aligned attributes ask for. libclang does not tell, so it is read from the
 * tokens. What cannot be read is taken for more than any of them asks: a place aligned to that is
 * aligned to less as well.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "front/clang_unit.h"
#include "front/parser.h"
#include "front/types.h"
#include "text/source.h"

enum {
    ALIGN_BASIC = 16,  /* no type of the language's own has more */
    ALIGN_VECTOR = 64, /* `aligned` without a number: the most that registers need */
    ALIGN_UNKNOWN = 4096
};

/* ---- types ---- */

struct search {
    struct arena *arena;
    const char *name;
    const struct ir_type *found;
};

static enum CXChildVisitResult visit_type(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct search *search = data;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    (void)parent;
    if (kind != CXCursor_TypedefDecl && kind != CXCursor_StructDecl && kind != CXCursor_UnionDecl)
        return CXChildVisit_Continue;
    CXString name = clang_getCursorSpelling(cursor);
    if (strcmp(clang_getCString(name), search->name) == 0)
        search->found = types_make(search->arena, clang_getCursorType(cursor), false);
    clang_disposeString(name);
    return CXChildVisit_Continue;
}

/* A typedef's name or a tag. NULL: not known. */
static const struct ir_type *named_type(const struct parser *parser, uint32_t index)
{
    const struct name *name = known_find(parser, index);
    const struct ir_type *type = NULL;
    bool marked = false;
    if (name) {
        facts_declaration(parser->facts, name->start, &type, &marked);
        return type;
    }
    struct search search = {.arena = parser->arena, .name = parser_text(parser, index)};
    clang_visitChildren(clang_getTranslationUnitCursor(parser->facts->unit->unit), visit_type,
                        &search);
    return search.found;
}

static bool is_basic(const struct parser *parser, uint32_t first, uint32_t end)
{
    if (parser_is_at(parser, end - 1, "*"))
        return true;
    for (; first < end; first++)
        if (parser_word(parser, first) != WORD_TYPE && parser_word(parser, first) != WORD_QUALIFIER)
            return false;
    return true;
}

static unsigned long type_alignment(const struct parser *parser, uint32_t first, uint32_t end)
{
    if (is_basic(parser, first, end))
        return ALIGN_BASIC;
    if (parser_word(parser, first) == WORD_TAG)
        first++;
    const struct ir_type *type = first + 1 == end ? named_type(parser, first) : NULL;
    return type && type->align > 0 ? type->align : ALIGN_UNKNOWN;
}

/* ---- values; 0: not known ---- */

static unsigned long value_of(const struct parser *parser, const struct ir_node *node);

static unsigned long calculate(const struct parser *parser, const struct ir_node *node)
{
    unsigned long left = value_of(parser, node->kids[0]), right = value_of(parser, node->kids[1]);
    const char *op = parser->source->text + node->op_start;
    if (left == 0 || right == 0)
        return 0;
    switch (*op) {
    case '*':
        return left * right;
    case '/':
        return left / right;
    case '+':
        return left + right;
    case '-':
        return left - right;
    case '<':
        return op[1] == '<' && right < 32 ? left << right : 0;
    default:
        return 0;
    }
}

static unsigned long size_of_basic(const struct parser *parser, uint32_t index)
{
    static const struct {
        const char *name;
        unsigned long size;
    } basics[] = {{"char", 1}, {"short", 2}, {"int", 4}, {"float", 4}, {"double", 8}};
    for (size_t i = 0; i < sizeof basics / sizeof *basics; i++)
        if (parser_is_at(parser, index, basics[i].name))
            return basics[i].size;
    return parser_is_at(parser, index, "long") ? parser->unit->pointer_size : 0;
}

static unsigned long size_of_type(const struct parser *parser, uint32_t first, uint32_t end)
{
    if (parser_is_at(parser, end - 1, "*"))
        return parser->unit->pointer_size;
    if (parser_word(parser, first) == WORD_TAG)
        first++;
    else if (parser_word(parser, first) == WORD_TYPE)
        return first + 1 == end ? size_of_basic(parser, first) : 0;
    const struct ir_type *type = first + 1 == end ? named_type(parser, first) : NULL;
    return type ? type->size : 0;
}

/* sizeof or _Alignof of one variable or of a type; libclang does not know this text. */
static unsigned long property_of(const struct parser *parser, const struct ir_node *node)
{
    uint32_t word = source_token_at(parser->source, node->start), first = word + 1;
    uint32_t end = source_token_at(parser->source, node->end - 1) + 1;
    bool is_size = parser_word(parser, word) == WORD_SIZEOF;
    for (; parser_is_at(parser, first, "(") && parser_is_at(parser, end - 1, ")"); end--)
        first++;
    if (known_type_begins(parser, first))
        return is_size ? size_of_type(parser, first, end) : type_alignment(parser, first, end);
    const struct name *name = known_find(parser, first);
    if (first + 1 != end || !name || name->kind != NAME_VARIABLE || !name->var)
        return 0;
    const struct ir_var *var = name->var;
    if (is_size)
        return var->type->size;
    return var->alignment > var->type->align ? var->alignment : var->type->align;
}

static unsigned long value_of(const struct parser *parser, const struct ir_node *node)
{
    switch (node->kind) {
    case IR_LITERAL:
        return strtoul(parser->source->text + node->start, NULL, 0);
    case IR_PAREN:
        return value_of(parser, node->kids[0]);
    case IR_BINARY:
        return calculate(parser, node);
    case IR_UNEVALUATED:
        return property_of(parser, node);
    default:
        return 0;
    }
}

static unsigned long operand_value(struct parser *parser, uint32_t first, uint32_t end)
{
    if (known_type_begins(parser, first))
        return type_alignment(parser, first, end);
    uint32_t at = parser->at;
    parser->lenient++;
    parser_go(parser, first);
    struct ir_node *node = parse_conditional(parser);
    parser->lenient--;
    if (parser->failed)
        return 0;
    parser->at = at;
    return value_of(parser, node);
}

/* ---- all that is asked for ---- */

uint32_t parse_alignment(struct parser *parser, uint32_t first, uint32_t end)
{
    unsigned long largest = 0;
    for (; first < end; first++) {
        bool is_attribute =
            parser_is_at(parser, first, "aligned") || parser_is_at(parser, first, "__aligned__");
        unsigned long value = ALIGN_VECTOR;
        if (!is_attribute && parser_word(parser, first) != WORD_ALIGNAS)
            continue;
        if (parser_is_at(parser, first + 1, "(")) {
            uint32_t close = parser_balanced(parser, first + 1) - 1;
            value = operand_value(parser, first + 2, close);
        }
        if (value == 0 || value > UINT32_MAX / 2)
            value = ALIGN_UNKNOWN;
        largest = value > largest ? value : largest;
    }
    return (uint32_t)largest;
}

void parse_alignment_names(struct parser *parser, uint32_t first, uint32_t end,
                           struct node_list *kids)
{
    for (; first < end; first++) {
        if ((!parser_is_at(parser, first, "aligned") &&
             !parser_is_at(parser, first, "__aligned__")) ||
            !parser_is_at(parser, first + 1, "("))
            continue;
        struct ir_node *names =
            known_constant(parser, first + 2, parser_balanced(parser, first + 1) - 1);
        if (names)
            vec_push(parser->arena, kids, names);
    }
}
