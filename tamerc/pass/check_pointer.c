/* SPDX-License-Identifier: BSD-3-Clause */
/* Calls through pointers without a mark, which block: where the text shows that the pointer gets
 * the address of a tamed function, that is hardly meant. */
#include "base/arena.h"
#include "pass/check_parts.h"
#include "pass/declarator.h"
#include "text/diag.h"
#include "text/source.h"

static const struct ir_node *stripped(const struct ir_node *node)
{
    while (node->kind == IR_PAREN || node->kind == IR_DEREF || node->kind == IR_ADDRESS)
        node = node->kids[0];
    return node;
}

/* The tamed function whose address the value is; NULL: something else. */
static const struct ir_signature *function_of(const struct check *check,
                                              const struct ir_node *value)
{
    const struct ir_node *name = stripped(value);
    if (name->kind != IR_REF || name->var || !name->name)
        return NULL;
    const struct ir_signature *signature = ir_signature_find(check->unit, name->name);
    return signature && signature->has_sync ? signature : NULL;
}

/* What a variable of the function's is set to in the node, and how often it is set to something
 * else. */
struct given {
    const struct ir_signature *function;
    unsigned others;
};

static void add_given(const struct check *check, const struct ir_node *value, struct given *given)
{
    const struct ir_signature *function = function_of(check, value);
    if (function)
        given->function = function;
    else
        given->others++;
}

static void find_given(const struct check *check, const struct ir_var *var,
                       const struct ir_node *node, struct given *given)
{
    if (!node || node->kind == IR_UNEVALUATED)
        return;
    if (node->kind == IR_DECLARATOR && node->var == var && node->has_init)
        add_given(check, node->kids[node->kid_count - 1], given);
    if (node->kind == IR_ASSIGN && node->kids[0]->kind == IR_REF && node->kids[0]->var == var)
        add_given(check, node->kids[1], given);
    for (uint32_t i = 0; i < node->kid_count; i++)
        find_given(check, var, node->kids[i], given);
}

/* NULL: it may lead elsewhere. */
static const struct ir_signature *given_to(const struct check *check, const struct ir_var *var)
{
    struct given given = {0};
    find_given(check, var, check->func->body, &given);
    return given.others == 0 ? given.function : NULL;
}

static const struct ir_signature *named_at(const struct check *check, uint32_t token)
{
    const struct token *name = &check->source->tokens[token];
    if (name->kind != TOKEN_IDENT)
        return NULL;
    const char *text = arena_strndup(check->unit->arena, check->source->text + name->start,
                                     name->end - name->start);
    const struct ir_signature *signature = ir_signature_find(check->unit, text);
    return signature && signature->has_sync ? signature : NULL;
}

/* Behind the name of a declarator; 0: nothing is given to it there. */
static uint32_t value_behind(const struct source *source, uint32_t name)
{
    uint32_t at = name + 1;
    while (source_token_is(source, at, ")"))
        at++;
    if (source_token_is(source, at, "("))
        at = syntax_balanced(source, at);
    if (!source_token_is(source, at, "="))
        return 0;
    return source_token_is(source, at + 1, "&") ? at + 2 : at + 1;
}

/* What its declaration gives a variable of the file: `(*NAME)(...) = FUNCTION;`, or `TYPE NAME =
 * FUNCTION;`. */
static const struct ir_signature *given_at_file_scope(const struct check *check,
                                                      const struct ir_node *callee)
{
    const struct source *source = check->source;
    struct external external;
    for (uint32_t i = 0; source->tokens[i].start < check->func->start; i = external.end) {
        external = syntax_external(source, i);
        for (i = external.first; !external.body && i < external.end; i++) {
            uint32_t value = source_token_is(source, i, callee->name) ? value_behind(source, i) : 0;
            if (value > 0 && source_token_is(source, value + 1, ";"))
                return named_at(check, value);
        }
    }
    return NULL;
}

static void check_call(struct check *check, const struct ir_node *call)
{
    const struct ir_node *callee = stripped(call->kids[0]);
    const struct ir_signature *function = NULL;
    if (callee->kind != IR_REF)
        return;
    if (callee->var && (callee->var->kind == IR_VAR_LOCAL || callee->var->kind == IR_VAR_STATIC))
        function = given_to(check, callee->var);
    else if (!callee->var && callee->is_global && callee->name)
        function = given_at_file_scope(check, callee);
    if (!function)
        return;
    diag_warning(check->diag, call->start, call->end, "tamer-pointer",
                 "this call blocks: '%s' leads to the tamed function '%s', but is not marked; mark "
                 "its declaration with TAMED async and await the call, or write "
                 "tamer_blocking(...)",
                 callee->name, function->name);
}

/* may_block: inside of a tamer_blocking. */
static void check_node(struct check *check, const struct ir_node *node, bool may_block)
{
    if (!node || node->kind == IR_UNEVALUATED)
        return;
    bool is_awaited = node->parent && node->parent->kind == IR_AWAIT; /* that is an error */
    if (node->kind == IR_CALL && node->is_pointer_call && !node->is_marked_pointer && !may_block &&
        !is_awaited)
        check_call(check, node);
    bool kids_may = node->kind == IR_BLOCKING || (may_block && node->kind < IR_BLOCK);
    for (uint32_t i = 0; i < node->kid_count; i++)
        check_node(check, node->kids[i], kids_may);
}

void check_pointers(struct check *check)
{
    check_node(check, check->func->body, false);
}
