/* SPDX-License-Identifier: BSD-3-Clause */
/* Constants in places where they mean nothing, or something else: options of scopes, codes of
 * errors. What is not known here the runtime sees. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "pass/check_parts.h"
#include "text/diag.h"
#include "text/source.h"

/* ---- constants ---- */

/* False: not known. */
static bool value_of(const struct check *check, const struct ir_node *node, long *ret_value)
{
    const char *text = check->source->text + node->start;
    switch (node->kind) {
    case IR_PAREN:
        return value_of(check, node->kids[0], ret_value);
    case IR_UNARY:
        if ((*text != '-' && *text != '+') || !value_of(check, node->kids[0], ret_value) ||
            *ret_value == LONG_MIN)
            return false;
        *ret_value = *text == '-' ? -*ret_value : *ret_value;
        return true;
    case IR_LITERAL: {
        char *digits = arena_strndup(check->unit->arena, text, node->end - node->start), *end;
        *ret_value = strtol(digits, &end, 0);
        return end > digits && strspn(end, "uUlL") == strlen(end);
    }
    default:
        return false;
    }
}

/* ---- errors ---- */

static void check_raise(struct check *check, const struct ir_node *raise)
{
    long code;
    if (raise->kid_count == 0 || !value_of(check, raise->kids[0], &code) || code > 0)
        return;
    diag_error(check->diag, raise->kids[0]->start, raise->kids[0]->end, "tamer-raise",
               code == 0 ? "0 is no error; tamer_raise needs a positive errno value"
                         : "tamer_raise needs a positive errno value; leave out the minus");
}

/* ---- options ---- */

/* Options that take some of the constants that one enumeration has for all of them. */
static const struct option {
    const char *name;
    const char *values[4]; /* the first is the default; NULL behind the last */
} options[] = {
    {"exit", {"TAMER_WAIT", "TAMER_CANCEL", "TAMER_RAISE", NULL}},
    {"on_error", {"TAMER_CANCEL", "TAMER_CONTINUE", "TAMER_IGNORE", NULL}},
    {"on_timeout", {"TAMER_RAISE", "TAMER_MOVE_ON", NULL}},
    {"start", {"TAMER_QUEUED", "TAMER_EAGER", NULL}},
};

enum { OPTION_COUNT = sizeof options / sizeof *options };

static const char *const constants[] = {"TAMER_WAIT",     "TAMER_CANCEL", "TAMER_RAISE",
                                        "TAMER_CONTINUE", "TAMER_IGNORE", "TAMER_MOVE_ON",
                                        "TAMER_QUEUED",   "TAMER_EAGER",  NULL};

static const char *listed(const struct check *check, const struct option *option)
{
    const char *text = option->values[0];
    for (uint32_t i = 1; option->values[i]; i++)
        text = arena_printf(check->unit->arena, "%s%s%s", text,
                            option->values[i + 1] ? ", " : " or ", option->values[i]);
    return text;
}

/* A constant of these enumerations that is not one of the option's. */
static void check_value(struct check *check, const struct option *option,
                        const struct ir_node *value)
{
    if (value->kind == IR_PAREN) {
        check_value(check, option, value->kids[0]);
    } else if (value->kind == IR_COND && value->kids[1]) {
        check_value(check, option, value->kids[1]);
        check_value(check, option, value->kids[2]);
    } else if (value->kind == IR_LITERAL || value->kind == IR_REF) {
        const char *name = arena_strndup(check->unit->arena, check->source->text + value->start,
                                         value->end - value->start);
        if (check_is_among(name, constants) && !check_is_among(name, option->values))
            diag_error(check->diag, value->start, value->end, "tamer-option",
                       "'.%s' takes %s; '%s' is for another option", option->name,
                       listed(check, option), name);
    }
}

static const struct option *option_named(const struct source *source, uint32_t token)
{
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (source_token_is(source, token, options[i].name))
            return &options[i];
    return NULL;
}

/* `. NAME =` in front of the value, or `NAME:` as gcc once had it. */
static void check_option(struct check *check, const struct ir_node *value, bool is_scope)
{
    const struct source *source = check->source;
    uint32_t first = source_token_at(source, value->start);
    if (source_token_is(source, first - 1, "=") || source_token_is(source, first - 1, ":")) {
        const struct option *option = option_named(source, first - 2);
        if (option)
            check_value(check, option, value);
    } else if (is_scope) {
        diag_error(check->diag, value->start, value->end, "tamer-option",
                   "an option of a TAMER_SCOPE is given by its name, as in '.timeout = 2.0'");
    }
}

static void check_list(struct check *check, const struct ir_node *list, bool is_scope)
{
    for (uint32_t i = 0; list->kind == IR_INIT_LIST && i < list->kid_count; i++)
        if (list->kids[i])
            check_option(check, list->kids[i], is_scope);
}

static bool is_options(const struct ir_node *literal)
{
    const char *spelling = literal->type ? literal->type->spelling : NULL;
    return literal->kid_count > 0 && spelling && strstr(spelling, "tamer_scope_options") != NULL;
}

static void check_node(struct check *check, const struct ir_node *node)
{
    if (!node || node->kind == IR_UNEVALUATED)
        return;
    if (node->kind == IR_SCOPE && node->opener->has_options)
        check_list(check, node->kids[0], true);
    else if (node->kind == IR_COMPOUND_LITERAL && is_options(node))
        check_list(check, node->kids[node->kid_count - 1], false);
    else if (node->kind == IR_RAISE)
        check_raise(check, node);
    for (uint32_t i = 0; i < node->kid_count; i++)
        check_node(check, node->kids[i]);
}

void check_options(struct check *check)
{
    check_node(check, check->func->body);
}
