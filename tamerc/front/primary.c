/* SPDX-License-Identifier: BSD-3-Clause */
/* Operands and the operators behind them. */
#include <string.h>

#include "base/arena.h"
#include "front/parser.h"
#include "text/source.h"

static struct ir_node *dummy(struct parser *parser)
{
    uint32_t here = parser_here(parser);
    return parser_finish(parser, parser_node(parser, IR_LITERAL, here, here));
}

/* ---- names and constants ---- */

static struct ir_node *literal(struct parser *parser)
{
    uint32_t start = parser_here(parser);
    bool is_string = parser_token(parser, parser->at)->kind == TOKEN_STRING;
    do
        parser_advance(parser);
    while (is_string && parser_token(parser, parser->at)->kind == TOKEN_STRING);
    return parser_finish(parser, parser_node(parser, IR_LITERAL, start, parser_behind(parser)));
}

/* libclang must know the same declaration. An extern or static one may have been seen before. */
static void check_agreement(struct parser *parser, const struct ir_node *node,
                            const struct name *name)
{
    const struct fact *fact = parser_fact(parser, node);
    if (fact && name->var->kind != IR_VAR_STATIC &&
        facts_declared_at(parser->facts, fact) != name->start)
        parser_fail(parser, node->start, node->end, "tamerc does not understand this name");
}

static void check_is_constant(struct parser *parser, const struct ir_node *node)
{
    const struct fact *fact = parser_fact(parser, node);
    if (fact && !facts_is_constant_name(fact))
        parser_fail(parser, node->start, node->end, "tamerc does not understand this name");
}

static struct ir_node *local_name(struct parser *parser, struct ir_node *node,
                                  const struct name *name)
{
    if (name->kind == NAME_CONSTANT) {
        node->kind = IR_LITERAL;
        check_is_constant(parser, node);
    } else if (name->kind == NAME_VARIABLE && name->var) {
        node->var = name->var;
        check_agreement(parser, node, name);
    } else {
        node->is_global = true;
    }
    return parser_finish(parser, node);
}

static bool forbids_inlining(const struct parser *parser, uint32_t index)
{
    static const char *const names[] = {"__builtin_va_end", "__builtin_apply_args",
                                        "__builtin_apply", "__builtin_return"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (parser_is_at(parser, index, names[i]))
            return true;
    return false;
}

static struct ir_node *named(struct parser *parser)
{
    const struct token *token = parser_token(parser, parser->at);
    const struct name *name = known_find(parser, parser->at);
    struct ir_node *node = parser_node(parser, IR_REF, token->start, token->end);
    node->name = parser_text(parser, parser->at);
    node->name_start = token->start;
    parser->func->is_never_inlined |= forbids_inlining(parser, parser->at);
    parser_advance(parser);
    if (name)
        return local_name(parser, node, name);
    const struct fact *fact = parser_fact(parser, node);
    if (fact && facts_is_constant_name(fact))
        node->kind = IR_LITERAL;
    else
        node->is_global = true;
    node->is_unknown = fact && facts_is_unknown_builtin(parser->facts, fact);
    return parser_finish(parser, node);
}

/* ---- parentheses ---- */

static struct ir_node *statement_expression(struct parser *parser)
{
    uint32_t start = parser_here(parser);
    parser_advance(parser);
    struct ir_node *block = parse_block(parser);
    parser_expect(parser, ")");
    struct ir_node *node = parser_node(parser, IR_STMT_EXPR, start, parser_behind(parser));
    parser_kids(parser, node, &block, 1);
    return parser_finish(parser, node);
}

static struct ir_node *parenthesised(struct parser *parser)
{
    uint32_t start = parser_here(parser);
    parser_advance(parser);
    struct ir_node *inner = parse_expression(parser);
    parser_expect(parser, ")");
    struct ir_node *node = parser_node(parser, IR_PAREN, start, parser_behind(parser));
    parser_kids(parser, node, &inner, 1);
    return parse_marked_paren(parser, parser_finish(parser, node));
}

static struct ir_node *parse_primary(struct parser *parser)
{
    const struct token *token = parser_token(parser, parser->at);
    switch (token->kind) {
    case TOKEN_NUMBER:
    case TOKEN_CHAR:
    case TOKEN_STRING:
        return literal(parser);
    case TOKEN_IDENT:
        break;
    default:
        if (parser_is(parser, "(") && parser_is_at(parser, parser->at + 1, "{"))
            return statement_expression(parser);
        if (parser_is(parser, "(") && known_type_begins(parser, parser->at + 1))
            return parse_compound_literal(parser);
        if (parser_is(parser, "("))
            return parenthesised(parser);
        parser_fail(parser, parser_here(parser), parser_here(parser),
                    "tamerc does not understand this construct: an expression was expected here");
        return dummy(parser);
    }
    enum word word = parser_word(parser, parser->at);
    if (word == WORD_CONSTANT || word == WORD_FUNCTION_NAME)
        return literal(parser);
    struct ir_node *builtin = parse_builtin(parser);
    if (builtin)
        return builtin;
    if (word == WORD_NONE)
        return named(parser);
    parser_fail(parser, token->start, token->end, "tamerc does not understand this construct");
    return dummy(parser);
}

/* ---- behind the operand ---- */

static struct ir_node *index_of(struct parser *parser, struct ir_node *base)
{
    parser_advance(parser);
    struct ir_node *kids[] = {base, parse_expression(parser)};
    parser_expect(parser, "]");
    struct ir_node *node = parser_node(parser, IR_INDEX, base->start, parser_behind(parser));
    parser_kids(parser, node, kids, 2);
    return parser_finish(parser, node);
}

static struct ir_node *member_of(struct parser *parser, struct ir_node *base)
{
    enum ir_kind kind = parser_is(parser, ".") ? IR_MEMBER : IR_ARROW;
    parser_advance(parser);
    const char *name = parser_text(parser, parser->at);
    if (parser_token(parser, parser->at)->kind != TOKEN_IDENT)
        parser_expect(parser, "a member's name");
    parser_advance(parser);
    struct ir_node *node = parser_node(parser, kind, base->start, parser_behind(parser));
    node->name = name;
    parser_kids(parser, node, &base, 1);
    return parser_finish(parser, node);
}

static struct ir_node *step_of(struct parser *parser, struct ir_node *base)
{
    parser_advance(parser);
    struct ir_node *node = parser_node(parser, IR_INCDEC, base->start, parser_behind(parser));
    parser_kids(parser, node, &base, 1);
    return parser_finish(parser, node);
}

/* ---- calls ---- */

/* What the value is read from, in part at least; NULL: it is made here. */
static struct ir_node *origin_of(const struct ir_node *node)
{
    switch (node->kind) {
    case IR_PAREN:
    case IR_DEREF:
    case IR_INDEX:
    case IR_ADDRESS:
    case IR_INCDEC:
    case IR_ASSIGN:
        return node->kids[0];
    case IR_COMMA:
        return node->kids[node->kid_count - 1];
    case IR_BINARY:
        return node->kids[node->kids[0]->type->kind == IR_TYPE_INTEGER];
    default:
        return NULL;
    }
}

static bool is_tamed_function(const struct parser *parser, const struct ir_node *node)
{
    return node->kind == IR_REF && !node->var && node->type->kind == IR_TYPE_FUNCTION &&
           ir_signature_find(parser->unit, node->name);
}

/* The declaration whose mark says that the pointer leads to a tamed function: of the function
 * itself, of the variable or member that it is read from, of one of those that it may be. */
static bool is_marked_pointer(const struct parser *parser, struct ir_node *callee)
{
    for (; callee; callee = origin_of(callee)) {
        const struct fact *fact = parser_fact(parser, callee);
        if (is_tamed_function(parser, callee) ||
            (callee->kind == IR_REF && callee->var && callee->var->is_tamed))
            return true;
        if (callee->kind != IR_PAREN && fact && facts_is_marked(fact))
            return true;
        if (callee->kind == IR_COND)
            return is_marked_pointer(parser, callee->kids[callee->kids[1] ? 1 : 0]) ||
                   is_marked_pointer(parser, callee->kids[2]);
    }
    return false;
}

static void describe_pointer(struct parser *parser, struct ir_node *call)
{
    struct ir_node *callee = call->kids[0];
    call->is_pointer_call = true;
    if (parser->failed || !is_marked_pointer(parser, callee))
        return;
    const struct fact *fact = parser_fact(parser, parser_strip(callee));
    if (!fact)
        return;
    call->is_marked_pointer = true;
    call->param_types = facts_parameters(parser->facts, fact, &call->param_count);
    for (uint32_t i = 0; i < call->param_count; i++)
        if (!call->param_types[i] || !call->param_types[i]->spelling)
            parser_fail(parser, callee->start, callee->end,
                        "a parameter of the tamed function behind this pointer has a type without "
                        "a name outside the function; declare the type at file scope");
}

static void describe_call(struct parser *parser, struct ir_node *call)
{
    const struct ir_node *callee = parser_strip(call->kids[0]);
    bool is_function =
        callee->kind == IR_REF && !callee->var && callee->type->kind == IR_TYPE_FUNCTION;
    if (is_function)
        call->callee = ir_signature_find(parser->unit, callee->name);
    else
        describe_pointer(parser, call);
}

/* Calls that our macros make: blocking in plain functions, awaited in tamed ones. */
static struct ir_node *awaited_by_itself(struct parser *parser, struct ir_node *call)
{
    static const char *const names[] = {"tamer_each_next_", "tamer_with_begin_"};
    for (uint32_t i = 0; call->callee && i < sizeof names / sizeof *names; i++) {
        if (strcmp(call->callee->name, names[i]) != 0)
            continue;
        struct ir_node *node = parser_node(parser, IR_AWAIT, call->start, call->end);
        parser_kids(parser, node, &call, 1);
        node->callee = call->callee;
        return parser_finish(parser, node);
    }
    return call;
}

static struct ir_node *call_of(struct parser *parser, struct ir_node *base)
{

    struct node_list kids = {0};
    vec_push(parser->arena, &kids, base);
    parser_advance(parser);
    while (!parser->failed && !parser_is(parser, ")")) {
        vec_push(parser->arena, &kids, parse_assignment(parser));
        if (!parser_accept(parser, ","))
            break;
    }
    parser_expect(parser, ")");
    struct ir_node *node = parser_node(parser, IR_CALL, base->start, parser_behind(parser));
    parser_kids(parser, node, kids.at, kids.count);
    parser_finish(parser, node);
    describe_call(parser, node);
    return awaited_by_itself(parser, parse_marked_call(parser, node));
}

struct ir_node *parse_postfix(struct parser *parser)
{
    struct ir_node *node = parse_primary(parser);
    uint32_t depth = parser->depth;
    while (!parser->failed && parser_enter(parser)) {
        if (parser_is(parser, "["))
            node = index_of(parser, node);
        else if (parser_is(parser, "("))
            node = call_of(parser, node);
        else if (parser_is(parser, ".") || parser_is(parser, "->"))
            node = member_of(parser, node);
        else if (parser_is(parser, "++") || parser_is(parser, "--"))
            node = step_of(parser, node);
        else
            break;
    }
    parser->depth = depth;
    return node;
}
