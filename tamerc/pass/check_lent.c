/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Variables that a scope's tasks use although they end before it: a scope waits for its tasks when
 * its block is left, and then the variables of that block are gone. Slots for results are written
 * to until the scope has been left; what is lent as an argument only until the task has finished,
 * for which the block may wait itself: where it may, nothing is said.
 */
#include <string.h>

#include "base/arena.h"
#include "pass/check_parts.h"
#include "text/diag.h"
#include "text/source.h"

/* A call of NAME_scoped or its kin. */
struct site {
    const struct ir_node *call;
    const struct ir_node *scope; /* the IR_SCOPE; NULL: it is left after the function */
    const char *scope_text;
    uint32_t slot;               /* in call->kids; 0: none is given */
    uint32_t argument;           /* in call->kids, the first one */
    const struct ir_var *handle; /* where the result is kept; NULL: not known */
    bool is_dropped;             /* nobody can ask for the result */
};

/* ---- where tasks are scheduled ---- */

/* Sets `slot` and `argument`. */
static bool schedules(const struct check *check, const struct ir_node *call, struct site *site)
{
    const char *name = check_callee_name(call);
    bool is_into = check_wrapped(check, name, "_scoped_into") != NULL;
    *site = (struct site){.call = call};
    if (call->kid_count < 2)
        return false;
    if (is_into || strcmp(name, "tamer_manager_in") == 0)
        site->slot = 2;
    else if (!check_wrapped(check, name, "_scoped"))
        return false;
    site->argument = is_into ? 3 : site->slot ? call->kid_count : 2;
    return site->slot < call->kid_count;
}

/* ---- how long the scope is open ---- */

static bool opens_scope(const struct ir_node *node)
{
    if (!node)
        return false;
    bool found = node->kind == IR_SCOPE && node->opener->has_options;
    for (uint32_t i = 0; i < node->kid_count && !found; i++)
        found = opens_scope(node->kids[i]);
    return found;
}

/* What somebody else has put where the function only reads it. */
static bool is_of_others(const struct ir_node *scope)
{
    bool is_pointed_to = false;
    while (scope->kind == IR_ARROW || scope->kind == IR_MEMBER || scope->kind == IR_INDEX ||
           scope->kind == IR_DEREF || scope->kind == IR_PAREN) {
        is_pointed_to |= scope->kind == IR_ARROW || scope->kind == IR_DEREF;
        scope = scope->kids[0];
    }
    if (scope->kind != IR_REF)
        return false;
    if (!scope->var)
        return scope->is_global;
    return scope->var->kind == IR_VAR_STATIC || (scope->var->kind == IR_VAR_PARAM && is_pointed_to);
}

/* False: nobody knows. */
static bool find_scope(const struct check *check, struct site *site)
{
    const struct ir_node *scope = check_without_casts(site->call->kids[1]);
    const struct ir_var *var = scope->kind == IR_REF ? scope->var : NULL;
    site->scope_text = arena_strndup(check->unit->arena, check->source->text + scope->start,
                                     scope->end - scope->start);
    if (var && var->kind == IR_VAR_PARAM)
        return true;
    if (var && var->block && var->block->kind == IR_SCOPE) {
        site->scope = var->block;
        return true;
    }
    return is_of_others(scope) && !opens_scope(check->func->body);
}

/* ---- what is lent ---- */

/* The variable (IR_REF) or the compound literal that the lvalue is a part of; NULL: neither. */
static const struct ir_node *root_of(const struct ir_node *node)
{
    for (;;) {
        bool is_element = node->kind == IR_INDEX && node->kids[0]->type &&
                          node->kids[0]->type->kind == IR_TYPE_ARRAY;
        if (node->kind == IR_REF)
            return node->var ? node : NULL;
        if (node->kind == IR_COMPOUND_LITERAL)
            return node;
        if (node->kind != IR_PAREN && node->kind != IR_MEMBER && !is_element)
            return NULL;
        node = node->kids[0];
    }
}

static bool has_type(const struct ir_node *node, enum ir_type_kind kind)
{
    return node->type && node->type->kind == kind;
}

static const struct ir_node *lent_by(const struct ir_node *node);

static const struct ir_node *lent_by_kids(const struct ir_node *node, uint32_t first)
{
    const struct ir_node *found = NULL;
    for (uint32_t i = first; i < node->kid_count && !found; i++)
        found = node->kids[i] ? lent_by(node->kids[i]) : NULL;
    return found;
}

/* The first thing whose address the value holds; NULL: none is known. */
static const struct ir_node *lent_by(const struct ir_node *node)
{
    if (has_type(node, IR_TYPE_ARRAY) && node->kind != IR_INIT_LIST)
        return root_of(node);
    switch (node->kind) {
    case IR_ADDRESS:
        return root_of(node->kids[0]);
    case IR_CAST:
    case IR_BINARY:
        return has_type(node, IR_TYPE_POINTER) ? lent_by_kids(node, 0) : NULL;
    case IR_PAREN:
    case IR_INIT_LIST:
        return lent_by_kids(node, 0);
    case IR_COND:
        return lent_by_kids(node, node->kids[1] ? 1 : 0);
    case IR_COMMA:
    case IR_COMPOUND_LITERAL:
        return node->kid_count > 0 ? lent_by(node->kids[node->kid_count - 1]) : NULL;
    default:
        return NULL;
    }
}

/* C23 has others. */
static bool is_automatic(const struct check *check, const struct ir_node *literal)
{
    const struct source *source = check->source;
    uint32_t end = literal->kids[literal->kid_count - 1]->start;
    for (uint32_t i = source_token_at(source, literal->start); source->tokens[i].start < end; i++)
        if (source_token_is(source, i, "static") || source_token_is(source, i, "thread_local") ||
            source_token_is(source, i, "_Thread_local"))
            return false;
    return true;
}

static bool dies_before(const struct check *check, const struct ir_node *lent,
                        const struct site *site)
{
    const struct ir_var *var = lent->var;
    if (lent->kind == IR_COMPOUND_LITERAL)
        return is_automatic(check, lent) && (!site->scope || ir_stands_in(site->call, site->scope));
    if ((var->kind != IR_VAR_LOCAL && var->kind != IR_VAR_PARAM) || var->cleanup.name ||
        var->is_cleanup)
        return false;
    return !site->scope ||
           (var->block && var->block != site->scope && ir_stands_in(var->block, site->scope));
}

/* ---- whether the block waits for the task ---- */

struct joins {
    const struct check *check;
    const struct site *site;
    const struct ir_node *lent;
    uint32_t from; /* what stands in front of it is done before the task is scheduled */
};

static bool mentions(const struct ir_node *node, const struct ir_var *var)
{
    if (!node || !var)
        return false;
    bool found = node->kind == IR_REF && node->var == var;
    for (uint32_t i = 0; i < node->kid_count && !found; i++)
        found = mentions(node->kids[i], var);
    return found;
}

/* The variable whose value leads to the scope. */
static const struct ir_var *root_of_scope(const struct ir_node *scope)
{
    while (scope->kind != IR_REF && scope->kid_count > 0)
        scope = scope->kids[0];
    return scope->var;
}

/* Something plain that gets hold of the task, of its scope, or of what is lent or holds that. */
static bool may_wait_inside(const struct joins *joins, const struct ir_node *call)
{
    static const char *const never[] = {"tamer_cancel", "tamer_scope_cancelled",
                                        "tamer_scope_timed_out", "tamer_scope_name", NULL};
    const struct ir_var *scope = root_of_scope(check_without_casts(joins->site->call->kids[1]));
    if (check_is_among(check_callee_name(call), never))
        return false;
    if (call->is_pointer_call)
        return true;
    for (uint32_t i = 1; i < call->kid_count; i++) {
        const struct ir_node *lent = lent_by(call->kids[i]);
        if (mentions(call->kids[i], joins->site->handle) || mentions(call->kids[i], scope) ||
            (lent &&
             (has_type(lent, IR_TYPE_RECORD) || (lent->var && lent->var == joins->lent->var))))
            return true;
    }
    return false;
}

/* What suspends may do so until the task is through. A NAME_get waits for one task, of which it has
 * the result. */
static bool may_join(const struct joins *joins, const struct ir_node *call)
{
    const struct ir_node *task = joins->site->call;
    bool is_around = call != task && ir_stands_in(task, call);
    struct site other;
    if ((!is_around && call->start < joins->from) || schedules(joins->check, call, &other))
        return false;
    if (call->callee)
        return !(joins->site->is_dropped && call->callee->is_synthetic);
    return is_around || call->is_marked_pointer || may_wait_inside(joins, call);
}

static bool joined_in(struct joins *joins, const struct ir_node *node)
{
    uint32_t from = joins->from;
    bool found = false;
    if (!node || node->kind == IR_UNEVALUATED)
        return false;
    if (node->kind == IR_DEFER) /* runs when the block is left */
        joins->from = 0;
    if (node->kind == IR_CALL)
        found = may_join(joins, node);
    for (uint32_t i = 0; i < node->kid_count && !found; i++)
        found = joined_in(joins, node->kids[i]);
    joins->from = from;
    return found;
}

/* The block whose end ends what is lent; NULL: a scope that has none. */
static const struct ir_node *life_of(const struct check *check, const struct site *site,
                                     const struct ir_node *lent)
{
    if (lent->kind == IR_REF)
        return lent->var->block ? lent->var->block : check->func->body;
    const struct ir_node *block = site->call->parent;
    while (block && block->kind != IR_BLOCK && (!block->parent || block->parent != site->scope))
        block = block->parent;
    return block ? block : check->func->body;
}

static bool is_joined(const struct check *check, const struct site *site,
                      const struct ir_node *lent)
{
    const struct ir_node *life = life_of(check, site, lent), *around = site->call;
    struct joins joins = {.check = check, .site = site, .lent = lent, .from = site->call->end};
    for (; around; around = around->parent) {
        if (around->kind == IR_WHILE || around->kind == IR_DO || around->kind == IR_FOR)
            joins.from = around->start;
        if (around == life)
            break;
    }
    if (ir_contains(life, IR_LABEL))
        joins.from = life->start;
    return joined_in(&joins, life);
}

/* ---- what is said ---- */

static const char *in_words(const struct check *check, const struct ir_node *lent)
{
    return lent->kind == IR_REF ? arena_printf(check->unit->arena, "'%s'", lent->var->name)
                                : "the compound literal";
}

static void note_declaration(struct check *check, const struct ir_node *lent)
{
    const struct ir_node *declarator = lent->kind == IR_REF ? lent->var->declarator : NULL;
    if (declarator)
        diag_note(check->diag, declarator->name_start, declarator->name_start,
                  "'%s' is declared here", lent->var->name);
}

static void check_slot(struct check *check, const struct site *site)
{
    const struct ir_node *slot = site->call->kids[site->slot];
    const struct ir_node *lent = lent_by(check_without_casts(slot));
    if (!lent || !dies_before(check, lent, site))
        return;
    if (site->scope)
        diag_warning(check->diag, slot->start, slot->end, "tamer-slot",
                     "%s ends with its block, but the scope '%s' may write to it until it has "
                     "been left; declare it before the scope",
                     in_words(check, lent), site->scope_text);
    else
        diag_warning(check->diag, slot->start, slot->end, "tamer-slot",
                     "%s ends with this function, but the scope '%s' may write to it until it has "
                     "been left; let the caller give a slot that lives longer",
                     in_words(check, lent), site->scope_text);
    note_declaration(check, lent);
}

/* Arguments of tasks that start at once may be read before anything else happens. */
static bool starts_at_once(const struct check *check, const struct site *site)
{
    const struct source *source = check->source;
    if (!site->scope)
        return false;
    for (uint32_t i = source_token_at(source, site->scope->start);
         source->tokens[i].start < site->scope->kids[1]->start; i++)
        if (source_token_is(source, i, "TAMER_EAGER"))
            return true;
    return false;
}

static void check_argument(struct check *check, const struct site *site,
                           const struct ir_node *argument)
{
    const struct ir_node *lent = lent_by(argument);
    if (!lent || !dies_before(check, lent, site) || starts_at_once(check, site) ||
        is_joined(check, site, lent))
        return;
    if (site->scope)
        diag_warning(check->diag, argument->start, argument->end, "tamer-slot",
                     "%s ends with its block, but the task may use it until the scope '%s' has "
                     "been left; declare it before the scope, or wait for the task in the block",
                     in_words(check, lent), site->scope_text);
    else
        diag_warning(check->diag, argument->start, argument->end, "tamer-slot",
                     "%s ends with this function, but the task may use it until the scope '%s' "
                     "has been left; let the caller lend it, or wait for the task here",
                     in_words(check, lent), site->scope_text);
    note_declaration(check, lent);
}

/* ---- the walk ---- */

static void find_handle(struct site *site)
{
    const struct ir_node *around = site->call->parent;
    while (around && (around->kind == IR_PAREN || around->kind == IR_CAST))
        around = around->parent;
    site->is_dropped = around && around->kind == IR_EXPR && !site->slot;
    if (around && around->kind == IR_DECLARATOR)
        site->handle = around->var;
    const struct ir_node *left = around && around->kind == IR_ASSIGN ? around->kids[0] : NULL;
    while (left && left->kind != IR_REF && left->kid_count > 0)
        left = left->kids[0];
    if (left && left->kind == IR_REF)
        site->handle = left->var;
}

static void check_call(struct check *check, const struct ir_node *call)
{
    struct site site;
    if (!schedules(check, call, &site) || !find_scope(check, &site))
        return;
    find_handle(&site);
    if (site.slot)
        check_slot(check, &site);
    for (uint32_t i = site.argument; i < call->kid_count; i++)
        check_argument(check, &site, call->kids[i]);
}

static void check_calls(struct check *check, const struct ir_node *node)
{
    if (!node || node->kind == IR_UNEVALUATED)
        return;
    if (node->kind == IR_CALL)
        check_call(check, node);
    for (uint32_t i = 0; i < node->kid_count; i++)
        check_calls(check, node->kids[i]);
}

void check_lent(struct check *check)
{
    check_calls(check, check->func->body);
}
