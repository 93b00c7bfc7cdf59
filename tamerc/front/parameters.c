/* SPDX-License-Identifier: BSD-3-Clause */
/* The parameters of a definition, as it spells them. */
#include "base/arena.h"
#include "base/strbuf.h"
#include "front/clang_unit.h"
#include "front/parser.h"
#include "front/types.h"
#include "ir/marks.h"
#include "text/own_names.h"
#include "text/source.h"

/* Of a parameter whose own name would hide something of the runtime's; NULL: the token is none. */
static const char *new_name(const struct parser *parser, uint32_t at)
{
    const struct ir_func *func = parser->func;
    for (uint32_t i = 0; i < func->var_count; i++)
        if (func->vars[i]->renamed && parser_is_at(parser, at, func->vars[i]->name))
            return func->vars[i]->renamed;
    return NULL;
}

/* Tokens [first, end) on one line, without marks and `register`. */
static char *flatten(const struct parser *parser, uint32_t first, uint32_t end)
{
    const struct source *source = parser->source;
    struct strbuf text = {0};
    bool blank = false;
    for (uint32_t at = first; at < end;) {
        uint32_t skip = mark_find(source, at, NULL);
        if (!skip &&
            (parser_word(parser, at) == WORD_REGISTER || source->tokens[at].kind == TOKEN_PRAGMA))
            skip = 1;
        if (skip) {
            at += skip;
            blank = true;
            continue;
        }
        const struct token *token = &source->tokens[at];
        if (text.size > 0 && (blank || token->start > source->tokens[at - 1].end))
            strbuf_putc(&text, ' ');
        const char *name = new_name(parser, at);
        if (name)
            strbuf_puts(&text, name);
        else
            strbuf_add(&text, source->text + token->start, token->end - token->start);
        blank = false;
        at++;
    }
    char *copy = arena_strdup(parser->arena, text.text ? text.text : "");
    strbuf_free(&text);
    return copy;
}

/* The token of the parameter's name in [first, end); `end`: it has none. */
static uint32_t name_token(const struct parser *parser, CXCursor parameter, uint32_t first,
                           uint32_t end)
{
    uint32_t place = 0;
    CXString spelling = clang_getCursorSpelling(parameter);
    bool named = clang_getCString(spelling)[0] != '\0' &&
                 clang_unit_place(parser->facts->unit, parameter, &place);
    clang_disposeString(spelling);
    for (uint32_t at = first; named && at < end; at++)
        if (parser->source->tokens[at].start == place)
            return at;
    return end;
}

/* `int a[const 2]` is a constant pointer: libclang says nothing of that. */
static const struct ir_type *with_qualifiers(const struct parser *parser,
                                             const struct ir_type *type, uint32_t name,
                                             uint32_t end)
{
    struct ir_type *qualified = arena_new(parser->arena, struct ir_type);
    *qualified = *type;
    while (name < end && !parser_is_at(parser, name, "["))
        name++;
    for (; name < end && !parser_is_at(parser, name, "]"); name++) {
        qualified->is_const |=
            parser_is_at(parser, name, "const") || parser_is_at(parser, name, "__const");
        qualified->is_volatile |=
            parser_is_at(parser, name, "volatile") || parser_is_at(parser, name, "__volatile__");
    }
    return qualified->is_const || qualified->is_volatile ? qualified : type;
}

/* The variable; name == end: it has no name. */
static void add_parameter(struct parser *parser, CXCursor cursor, const struct ir_param *param,
                          uint32_t name, uint32_t end)
{
    const struct ir_type *type =
        facts_visible(parser->facts, types_make(parser->arena, clang_getCursorType(cursor), true));
    if (!type) {
        parser_fail(parser, param->start, param->end,
                    "tamerc does not understand this parameter's type");
        return;
    }
    if (type->kind == IR_TYPE_POINTER)
        type = with_qualifiers(parser, type, name, end);
    struct ir_var *var = ir_var_add(parser->unit, parser->func, IR_VAR_PARAM, param->name, type);
    var->is_unnamed = name == end;
    var->is_register = clang_Cursor_getStorageClass(cursor) == CX_SC_Register;
    var->is_tamed = types_declaration_marked(cursor);
    if (name < end)
        known_add(parser, NAME_VARIABLE, name, var);
}

/* ---- bounds ---- */

/* May it be evaluated any number of times? */
static bool is_harmless(const struct ir_node *node)
{
    if (!node)
        return true;
    switch (node->kind) {
    case IR_LITERAL:
    case IR_REF:
    case IR_UNEVALUATED:
    case IR_PAREN:
    case IR_UNARY:
    case IR_BINARY:
    case IR_AND:
    case IR_OR:
    case IR_COND:
    case IR_CAST:
        break;
    default:
        return false;
    }
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (!is_harmless(node->kids[i]))
            return false;
    return !node->is_evaluated;
}

/* Tokens [first, end), but for each bound one that only the program knows, and that is harmless. */
static char *flatten_without_bounds(const struct parser *parser, uint32_t first, uint32_t end)
{
    struct strbuf text = {0};
    for (uint32_t at = first; at < end;) {
        uint32_t next = at;
        while (next < end && !parser_is_at(parser, next, "["))
            next++;
        strbuf_puts(&text, flatten(parser, at, next));
        if (next < end)
            strbuf_puts(&text, "[1 + !tamer_this.call]");
        at = next < end ? parser_balanced(parser, next) : end;
    }
    char *copy = arena_strdup(parser->arena, text.text ? text.text : "");
    strbuf_free(&text);
    return copy;
}

/* The same of a declaration that is text already. */
static const char *without_bounds(const struct parser *parser, const char *text)
{
    struct strbuf out = {0};
    uint32_t depth = 0;
    for (; *text; text++) {
        if (*text == '[' && depth++ == 0)
            strbuf_puts(&out, "[1 + !tamer_this.call");
        depth -= *text == ']';
        if (depth == 0)
            strbuf_putc(&out, *text);
    }
    const char *copy = arena_strdup(parser->arena, out.text);
    strbuf_free(&out);
    return copy;
}

static bool has_harmful_bound(const struct ir_derivation *derivation)
{
    for (uint32_t i = 0; i < derivation->bound_count; i++)
        if (!is_harmless(derivation->bounds[i]))
            return true;
    return false;
}

/* Of a parameter that is known; name == end: it has no name. is_old: its declaration may name
 * others that come later. */
static void read_bounds(struct parser *parser, struct ir_param *param, uint32_t first, uint32_t end,
                        uint32_t name, CXCursor cursor, bool is_old)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(cursor));
    bool is_array = type.kind == CXType_VariableArray || type.kind == CXType_ConstantArray ||
                    type.kind == CXType_IncompleteArray;
    struct ir_var *var = parser->func->vars[param - parser->func->params];
    bool is_harmful = false;
    struct ir_node *node =
        parse_parameter(parser, first, end, name, var->type->is_variable, is_array);
    if (!node || parser->failed)
        return;
    node->var = var;
    node->type = var->type;
    param->declarator = node;
    for (uint32_t i = 0; i < node->kid_count; i++)
        is_harmful |= !is_harmless(node->kids[i]);
    const struct ir_node *base = node->derivation->base;
    if (!is_harmless(base))
        parser_fail(
            parser, param->start, param->end,
            "the operand of this typeof has effects; give the parameter a type that has none");
    is_harmful |= has_harmful_bound(node->derivation) ||
                  (base && base->derivation && has_harmful_bound(base->derivation));
    if ((!is_harmful && !is_old) || !param->text)
        return;
    param->text = is_old || name == end ? without_bounds(parser, param->text)
                                        : flatten_without_bounds(parser, first, end);
    param->is_rewritten = parser->func->has_rewritten_param = true;
}

/* Gives the last parameter another name, by which everything generated knows it. */
static void rename_parameter(struct parser *parser, struct ir_param *param)
{
    struct ir_var *var = parser->func->vars[param - parser->func->params];
    var->renamed = param->name = arena_printf(parser->arena, "%s__1", var->name);
    parser->func->has_rewritten_param = true;
}

/* A parameter without a name has that of the first declaration, which may be made up. */
static void read_parameter(struct parser *parser, CXCursor cursor, uint32_t index, uint32_t first,
                           uint32_t end)
{
    struct ir_param *param = &parser->func->params[index];
    uint32_t name = name_token(parser, cursor, first, end);
    if (name < end)
        *param = (struct ir_param){.name = parser_text(parser, name)};
    else
        *param = parser->func->signature->params[index];
    param->start = parser->source->tokens[first].start;
    param->end = parser->source->tokens[end - 1].end;
    add_parameter(parser, cursor, param, name, end);
    if (parser->failed)
        return;
    if (name < end && own_names_is_runtimes(parser->source, param->name))
        rename_parameter(parser, param);
    if (name < end)
        param->text = flatten(parser, first, end);
    read_bounds(parser, param, first, end, name, cursor, false);
}

/* Of an old-style definition: its declaration stands behind the names, if anywhere. */
static void read_old_parameter(struct parser *parser, CXCursor cursor, uint32_t index)
{
    struct ir_param *param = &parser->func->params[index];
    *param = parser->func->signature->old_params[index];
    uint32_t first = source_token_at(parser->source, param->start);
    uint32_t end = source_token_at(parser->source, param->end - 1) + 1;
    uint32_t name = name_token(parser, cursor, first, end);
    add_parameter(parser, cursor, param, name, end);
    for (; name < end && first < name; first++) /* libclang does not tell of it here */
        parser->func->vars[index]->is_tamed |= mark_find(parser->source, first, NULL) != 0;
}

/* Once all of them are known. */
static void read_old_bounds(struct parser *parser, CXCursor cursor, struct ir_param *param)
{
    uint32_t first = source_token_at(parser->source, param->start);
    uint32_t end = source_token_at(parser->source, param->end - 1) + 1;
    uint32_t name = name_token(parser, cursor, first, end);
    if (name < end)
        read_bounds(parser, param, first, end, name, cursor, true);
}

static void read_old_parameters(struct parser *parser, CXCursor function, uint32_t count)
{
    for (uint32_t i = 0; i < count && !parser->failed; i++)
        read_old_parameter(parser, clang_Cursor_getArgument(function, i), i);
    for (uint32_t i = 0; i < count && !parser->failed; i++)
        read_old_bounds(parser, clang_Cursor_getArgument(function, i), &parser->func->params[i]);
}

/* At the comma or the bracket behind the parameter that begins at `index`. */
static uint32_t parameter_end(const struct parser *parser, uint32_t index, uint32_t close)
{
    while (index < close && !parser_is_at(parser, index, ",")) {
        bool opens = parser_is_at(parser, index, "(") || parser_is_at(parser, index, "[") ||
                     parser_is_at(parser, index, "{");
        index = opens ? parser_balanced(parser, index) : index + 1;
    }
    return index;
}

/* The '(' of the parameters. */
static uint32_t find_open(const struct parser *parser, CXCursor function)
{
    uint32_t place = 0;
    clang_unit_place(parser->facts->unit, function, &place);
    uint32_t at = parser_attributes(parser, source_token_at(parser->source, place) + 1);
    while (parser_is_at(parser, at, ")"))
        at = parser_attributes(parser, at + 1);
    return at;
}

bool parameters_read(struct parser *parser, CXCursor function)
{
    uint32_t at = find_open(parser, function) + 1, close = parser_balanced(parser, at - 1) - 1;
    int count = clang_Cursor_getNumArguments(function);
    uint32_t start = parser->source->tokens[at - 1].start;
    if (count != (int)parser->func->signature->param_count) {
        parser_fail(parser, start, start, "tamerc does not understand these parameters");
        return false;
    }
    parser->func->params = arena_array(parser->arena, (size_t)count, sizeof(struct ir_param));
    if (parser->func->signature->old_params) {
        read_old_parameters(parser, function, (uint32_t)count);
        return !parser->failed;
    }
    for (int i = 0; i < count && !parser->failed; i++) {
        uint32_t end = parameter_end(parser, at, close);
        if (end == at)
            parser_fail(parser, start, start, "tamerc does not understand these parameters");
        else
            read_parameter(parser, clang_Cursor_getArgument(function, (unsigned)i), (uint32_t)i, at,
                           end);
        at = end + 1;
    }
    return !parser->failed;
}
