/* SPDX-License-Identifier: BSD-3-Clause */
/* Expressions from the comma down to the operators before an operand. */
#include "front/parser.h"
#include "text/source.h"

struct operator
{
    const char *text;
    int level;
    enum ir_kind kind;
};

static const struct operator binary_operators[] = {
    {"||", 1, IR_OR},
    {"&&", 2, IR_AND},
    {"|", 3, IR_BINARY},
    {"^", 4, IR_BINARY},
    {"&", 5, IR_BINARY},
    {"==", 6, IR_BINARY},
    {"!=", 6, IR_BINARY},
    {"<", 7, IR_BINARY},
    {">", 7, IR_BINARY},
    {"<=", 7, IR_BINARY},
    {">=", 7, IR_BINARY},
    {"<<", 8, IR_BINARY},
    {">>", 8, IR_BINARY},
    {"+", 9, IR_BINARY},
    {"-", 9, IR_BINARY},
    {"*", 10, IR_BINARY},
    {"/", 10, IR_BINARY},
    {"%", 10, IR_BINARY},
};

static const char *const assignment_operators[] = {
    "=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=",
};

static const struct operator* binary_operator(const struct parser *parser)
{
    if (parser_token(parser, parser->at)->kind != TOKEN_PUNCT)
        return NULL;
    for (size_t i = 0; i < sizeof binary_operators / sizeof *binary_operators; i++)
        if (parser_is(parser, binary_operators[i].text))
            return &binary_operators[i];
    return NULL;
}

static struct ir_node *join(struct parser *parser, enum ir_kind kind, uint32_t op_start,
                            struct ir_node *left, struct ir_node *right)
{
    struct ir_node *kids[] = {left, right};
    struct ir_node *node = parser_node(parser, kind, left->start, right->end);
    node->op_start = op_start;
    parser_kids(parser, node, kids, 2);
    return parser_finish(parser, node);
}

/* Chains of one level lean to the left, so their length is depth of the tree too. */
static struct ir_node *parse_binary(struct parser *parser, int level)
{
    struct ir_node *left = parse_cast(parser);
    uint32_t depth = parser->depth;
    for (const struct operator* op;
         (op = binary_operator(parser)) && op->level >= level && parser_enter(parser);) {
        uint32_t op_start = parser_here(parser);
        parser_advance(parser);
        struct ir_node *right = parse_binary(parser, op->level + 1);
        left = join(parser, op->kind, op_start, left, right);
    }
    parser->depth = depth;
    return left;
}

/* At the '?'. */
static struct ir_node *parse_choice(struct parser *parser, struct ir_node *test)
{
    uint32_t op_start = parser_here(parser);
    struct ir_node *kids[] = {test, NULL, NULL};
    parser_advance(parser);
    if (!parser_is(parser, ":"))
        kids[1] = parse_expression(parser);
    parser_expect(parser, ":");
    kids[2] = parse_conditional(parser);
    struct ir_node *node = parser_node(parser, IR_COND, test->start, kids[2]->end);
    node->op_start = op_start;
    parser_kids(parser, node, kids, 3);
    return parser_finish(parser, node);
}

struct ir_node *parse_conditional(struct parser *parser)
{
    struct ir_node *node = parse_binary(parser, 1);
    if (parser_is(parser, "?") && parser_enter(parser)) {
        node = parse_choice(parser, node);
        parser_leave(parser);
    }
    return node;
}

static bool is_assignment(const struct parser *parser)
{
    if (parser_token(parser, parser->at)->kind != TOKEN_PUNCT)
        return false;
    for (size_t i = 0; i < sizeof assignment_operators / sizeof *assignment_operators; i++)
        if (parser_is(parser, assignment_operators[i]))
            return true;
    return false;
}

struct ir_node *parse_assignment(struct parser *parser)
{
    struct ir_node *left = parse_conditional(parser);
    if (!is_assignment(parser) || !parser_enter(parser))
        return left;
    uint32_t op_start = parser_here(parser);
    enum ir_kind kind = parser_is(parser, "=") ? IR_ASSIGN : IR_ASSIGN_OP;
    parser_advance(parser);
    struct ir_node *right = parse_assignment(parser);
    parser_leave(parser);
    return join(parser, kind, op_start, left, right);
}

struct ir_node *parse_expression(struct parser *parser)
{
    struct ir_node *left = parse_assignment(parser);
    uint32_t depth = parser->depth;
    while (parser_is(parser, ",") && parser_enter(parser)) {
        uint32_t op_start = parser_here(parser);
        parser_advance(parser);
        left = join(parser, IR_COMMA, op_start, left, parse_assignment(parser));
    }
    parser->depth = depth;
    return left;
}

/* ---- operators before an operand ---- */

static struct ir_node *prefix(struct parser *parser, enum ir_kind kind, uint32_t start,
                              struct ir_node *operand)
{
    struct ir_node *node = parser_node(parser, kind, start, operand->end);
    parser_kids(parser, node, &operand, 1);
    return parser_finish(parser, node);
}

static bool is_unary_operator(const struct parser *parser)
{
    static const char *const operators[] = {"-", "+", "~", "!", "&", "*", "++", "--"};
    if (parser_token(parser, parser->at)->kind != TOKEN_PUNCT)
        return false;
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (parser_is(parser, operators[i]))
            return true;
    return false;
}

static enum ir_kind unary_kind(const struct parser *parser)
{
    if (parser_is(parser, "&"))
        return IR_ADDRESS;
    if (parser_is(parser, "*"))
        return IR_DEREF;
    return parser_is(parser, "++") || parser_is(parser, "--") ? IR_INCDEC : IR_UNARY;
}

static struct ir_node *parse_unary(struct parser *parser)
{
    uint32_t start = parser_here(parser);
    enum ir_kind kind = unary_kind(parser);
    parser_advance(parser);
    return prefix(parser, kind, start, parse_cast(parser));
}

/* What an await waits for, behind parentheses and marks of extensions. */
static struct ir_node *awaited(const struct parser *parser, struct ir_node *operand)
{
    for (;;) {
        operand = parser_strip(operand);
        uint32_t token = source_token_at(parser->source, operand->start);
        if (operand->kind != IR_UNARY || parser_word(parser, token) != WORD_EXTENSION)
            return operand;
        operand = operand->kids[0];
    }
}

/* Two __extension__ in a row are an await; a third one belongs to its operand. */
static struct ir_node *parse_extension(struct parser *parser)
{
    uint32_t start = parser_here(parser);
    bool is_await = parser_word(parser, parser->at + 1) == WORD_EXTENSION;
    parser_advance(parser);
    if (!is_await)
        return prefix(parser, IR_UNARY, start, parse_cast(parser));
    parser_advance(parser);
    struct ir_node *operand = parse_cast(parser);
    struct ir_node *call = awaited(parser, operand);
    struct ir_node *node = parser_node(parser, IR_AWAIT, start, operand->end);
    parser_kids(parser, node, &call, 1);
    node->callee = call->kind == IR_CALL ? call->callee : NULL;
    return parser_finish(parser, node);
}

/* ---- operands that are not evaluated ---- */

/* Is there a type in parentheses at the position? */
static bool at_type(const struct parser *parser)
{
    return parser_is(parser, "(") && known_type_begins(parser, parser->at + 1);
}

static struct ir_node *unevaluated(struct parser *parser, uint32_t first)
{
    struct ir_node *node = known_unevaluated(parser, first, parser->at);
    if (!node)
        node = parser_node(parser, IR_UNEVALUATED, 0, 0);
    node->start = parser_token(parser, first)->start;
    node->end = parser_behind(parser);
    return parser_finish(parser, node);
}

/* Is the type in these parentheses a typedef of a variably modified one? */
static bool names_variable_type(const struct parser *parser, uint32_t open)
{
    const struct name *name = known_find(parser, open + 1);
    return name && name->kind == NAME_TYPE && name->var;
}

/* Is the type in it that of one operand or another, and depends on a value? */
static bool chooses_variable_type(const struct ir_node *node)
{
    if (!node)
        return false;
    if (node->kind == IR_COND && node->type && node->type->is_variable)
        return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (chooses_variable_type(node->kids[i]))
            return true;
    return false;
}

/* Can it change with the variables that it names, or does it change any? */
static bool has_effect(const struct ir_node *node)
{
    if (!node)
        return false;
    switch (node->kind) {
    case IR_INCDEC:
    case IR_ASSIGN:
    case IR_ASSIGN_OP:
    case IR_CALL:
    case IR_STMT_EXPR:
    case IR_CAST:
    case IR_COMPOUND_LITERAL:
        return true;
    default:
        break;
    }
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (has_effect(node->kids[i]))
            return true;
    return false;
}

/* Does a type name in tokens [first, end) have a bound that variables of the function, or calls,
 * make? */
static bool has_bound(const struct parser *parser, uint32_t first, uint32_t end)
{
    for (; first < end; first++)
        for (uint32_t at = first + 1;
             parser_is_at(parser, first, "[") && at < parser_balanced(parser, first); at++) {
            const struct name *name = known_find(parser, at);
            bool is_call = parser_is_ident(parser, at) && parser_is_at(parser, at + 1, "(") &&
                           parser_word(parser, at) == WORD_NONE;
            if (is_call || (name && name->var))
                return true;
        }
    return false;
}

static struct ir_node *parse_sizeof(struct parser *parser)
{
    uint32_t first = parser->at;
    bool is_evaluated, changes;
    struct ir_node *operand = NULL;
    parser->lenient++;
    parser_advance(parser);
    if (at_type(parser)) {
        uint32_t open = parser->at, close = parser_balanced(parser, open);
        known_enumerators(parser, open, close);
        if (parser_is_at(parser, close, "{"))
            parse_postfix(parser);
        else
            parser_go(parser, close);
        is_evaluated =
            parser_mentions(parser, open, close, "[") || names_variable_type(parser, open);
        changes = has_bound(parser, open, close);
    } else {
        operand = parse_cast(parser);
        is_evaluated = operand->type->is_variable;
        changes = is_evaluated && has_effect(operand);
    }
    parser->lenient--;
    if (is_evaluated && operand && operand->type->kind == IR_TYPE_ARRAY &&
        chooses_variable_type(operand)) {
        parser_refuse_await(parser, first, parser->at);
        return prefix(parser, IR_UNARY, parser_token(parser, first)->start, operand);
    }
    struct ir_node *node = unevaluated(parser, first);
    node->is_evaluated = is_evaluated;
    node->is_constant = !changes;
    if (is_evaluated)
        parser_refuse_await(parser, first, parser->at);
    return node;
}

static struct ir_node *parse_label_address(struct parser *parser)
{
    uint32_t start = parser_here(parser);
    parser_advance(parser);
    const char *name = parser_text(parser, parser->at);
    parser_advance(parser);
    struct ir_node *node = parser_node(parser, IR_LITERAL, start, parser_behind(parser));
    node->name = name;
    parser->func->has_computed_goto = true;
    ir_list_add(parser->arena, &parser->func->labels_taken, node);
    return parser_finish(parser, node);
}

/* ---- casts ---- */

struct ir_node *parse_variable_type(struct parser *parser, struct ir_node *node, uint32_t open)
{
    struct node_list kids = {0};
    struct ir_node *operand = node->kids[node->kid_count - 1];
    if (!node->type->is_variable || parser->failed)
        return node;
    node->derivation = parse_type_name(parser, open + 1, parser_balanced(parser, open) - 1, &kids);
    vec_push(parser->arena, &kids, operand);
    parser_kids(parser, node, kids.at, kids.count);
    return node;
}

static struct ir_node *parse_typed(struct parser *parser)
{
    uint32_t start = parser_here(parser), open = parser->at;
    uint32_t close = parser_balanced(parser, open);
    if (parser_is_at(parser, close, "{"))
        return parse_postfix(parser);
    struct ir_node *kids[2];
    size_t count = 0;
    known_enumerators(parser, open, close);
    kids[0] = known_unevaluated(parser, open + 1, close - 1);
    count += kids[0] != NULL;
    parser_go(parser, close);
    kids[count] = parse_cast(parser);
    struct ir_node *node = parser_node(parser, IR_CAST, start, kids[count]->end);
    parser_kids(parser, node, kids, count + 1);
    return parse_variable_type(parser, parser_finish(parser, node), open);
}

static struct ir_node *parse_cast_inner(struct parser *parser)
{
    switch (parser_word(parser, parser->at)) {
    case WORD_EXTENSION:
        return parse_extension(parser);
    case WORD_SIZEOF:
    case WORD_ALIGNOF:
        return parse_sizeof(parser);
    case WORD_PART:
        return parse_unary(parser);
    default:
        break;
    }
    if (parser_is(parser, "&&"))
        return parse_label_address(parser);
    if (is_unary_operator(parser))
        return parse_unary(parser);
    if (at_type(parser))
        return parse_typed(parser);
    return parse_postfix(parser);
}

struct ir_node *parse_cast(struct parser *parser)
{
    if (!parser_enter(parser))
        return parser_node(parser, IR_LITERAL, 0, 0);
    struct ir_node *node = parse_cast_inner(parser);
    parser_leave(parser);
    return node;
}
