/* SPDX-License-Identifier: BSD-3-Clause */
/* What is awaited, what should be, and where an await cannot stand. */
#include <string.h>

#include "base/arena.h"
#include "pass/check_parts.h"
#include "pass/check_words.h"
#include "text/diag.h"
#include "text/source.h"

static const char *text_of(const struct check *check, const struct ir_node *node)
{
    return arena_strndup(check->unit->arena, check->source->text + node->start,
                         node->end - node->start);
}

/* ---- the operand ---- */

static const struct ir_node *inside_parens(const struct ir_node *node)
{
    while (node->kind == IR_PAREN)
        node = node->kids[0];
    return node;
}

/* The await binds weaker than what stands behind the call: `await f().x` is `await (f().x)`. */
static const struct ir_node *call_inside(const struct ir_node *node)
{
    while (node->kind == IR_MEMBER || node->kind == IR_ARROW || node->kind == IR_INDEX ||
           node->kind == IR_INCDEC)
        node = node->kids[0];
    return node->kind == IR_CALL ? node : NULL;
}

static void refuse_suffix(struct check *check, const struct ir_node *await,
                          const struct ir_node *call)
{
    diag_error(check->diag, await->start, await->end, "tamer-operand",
               "'await' applies to all of what follows it; put parentheses around the await of "
               "the call");
    diag_fixit_insert(check->diag, await->start, "(");
    diag_fixit_insert(check->diag, call->end, ")");
}

/* Where the name is declared, if that is a variable of the function's. */
static void note_declaration(struct check *check, const struct ir_node *callee)
{
    const struct ir_node *inside = inside_parens(callee);
    const struct ir_var *var = check_storage(inside);
    if (var && var->kind == IR_VAR_PARAM && var->index < check->func->signature->param_count) {
        const struct ir_param *param = &check->func->signature->params[var->index];
        diag_note(check->diag, param->start, param->end, "'%s' is declared here", var->name);
        diag_fixit_insert(check->diag, param->start, "TAMED async ");
    } else if (var && var->declarator && var->declarator->parent) {
        uint32_t at = var->declarator->name_start;
        diag_note(check->diag, at, at, "'%s' is declared here", var->name);
        diag_fixit_insert(check->diag, var->declarator->parent->start, "TAMED async ");
    } else if (inside->kind == IR_COND || inside->kind == IR_CALL) {
        diag_note(check->diag, callee->start, callee->end,
                  "keep it in a variable that is marked, and await the call of that");
    }
}

/* A function of the runtime's that <tamer/tamer.h> does not declare. NULL: there is none. */
static const char *header_of(const char *name)
{
    static const char *const known[][2] = {{"tamer_mutex_", "sync"},
                                           {"tamer_semaphore_", "sync"},
                                           {"tamer_event_", "sync"},
                                           {"tamer_condition_", "sync"},
                                           {"tamer_barrier_", "sync"},
                                           {"tamer_once_", "sync"},
                                           {"tamer_channel_", "sync"},
                                           {"tamer_select", "sync"},
                                           {"tamer_cache_", "cache"},
                                           {"tamer_map", "calls"},
                                           {"tamer_retry", "calls"},
                                           {"tamer_race_calls", "calls"},
                                           {"tamer_first_success_calls", "calls"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strncmp(name, known[i][0], strlen(known[i][0])) == 0)
            return known[i][1];
    return NULL;
}

static bool is_declared(const struct check *check, const struct ir_node *callee, const char *name)
{
    const struct source *source = check->unit->source;
    uint32_t last = source_token_at(source, callee->start);
    for (uint32_t i = 0; i < last; i++)
        if (source_token_is(source, i, name))
            return true;
    return false;
}

/* A wrapper, or a function of the runtime's, that does not wait. */
static bool refuse_known(struct check *check, const struct ir_node *callee, const char *name)
{
    const struct ir_signature *value = check_wrapped(check, name, "_value");
    const struct ir_signature *scheduled = check_wrapped(check, name, "_scoped");
    if (!scheduled)
        scheduled = check_wrapped(check, name, "_scoped_into");
    if (scheduled)
        diag_error(check->diag, callee->start, callee->end, "tamer-not-tamed",
                   "'%s' only schedules the call; await %s(...) itself, or call this without "
                   "await, keep what it returns, and await %s_get of that",
                   name, scheduled->stem, scheduled->stem);
    else if (value)
        diag_error(check->diag, callee->start, callee->end, "tamer-not-tamed",
                   "'%s' does not wait for the value; await %s_get does", name, value->stem);
    else if (strncmp(name, "tamer_", 6) == 0 && is_declared(check, callee, name))
        diag_error(check->diag, callee->start, callee->end, "tamer-not-tamed",
                   "'%s' never waits; call it without await", name);
    else
        return false;
    return true;
}

static void refuse_plain(struct check *check, const struct ir_node *callee)
{
    const char *name = text_of(check, callee), *header = header_of(name);
    if (refuse_known(check, callee, name))
        return;
    if (is_declared(check, callee, name))
        diag_error(check->diag, callee->start, callee->end, "tamer-not-tamed",
                   "'%s' is not a tamed function; mark its declaration with TAMED async, or call "
                   "it without await",
                   name);
    else if (header)
        diag_error(check->diag, callee->start, callee->end, "tamer-not-tamed",
                   "'%s' is not declared: #include <tamer/%s.h>", name, header);
    else
        diag_error(check->diag, callee->start, callee->end, "tamer-not-tamed",
                   "'%s' is not declared: #include the header that declares it", name);
}

static void check_callee(struct check *check, const struct ir_node *call)
{
    const struct ir_node *callee = call->kids[0];
    if (call->callee || call->is_marked_pointer)
        return;
    if (call->is_pointer_call) {
        diag_error(check->diag, callee->start, callee->end, "tamer-pointer",
                   "'%s' is not known to lead to a tamed function; mark its declaration (the "
                   "variable, parameter, member or typedef) with TAMED async, or call it without "
                   "await",
                   text_of(check, callee));
        note_declaration(check, callee);
        return;
    }
    refuse_plain(check, callee);
}

static void check_operand(struct check *check, const struct ir_node *await)
{
    const struct ir_node *operand = inside_parens(await->kids[0]);
    const struct ir_node *call = call_inside(operand);
    if (operand->kind == IR_CALL)
        check_callee(check, operand);
    else if (call)
        refuse_suffix(check, await, call);
    else if (operand->kind == IR_AWAIT)
        diag_error(check->diag, await->start, await->end, "tamer-operand",
                   "the result of an await is awaited again; remove one of them");
    else if (operand->kind == IR_BLOCKING)
        diag_error(check->diag, operand->start, operand->end, "tamer-operand",
                   "tamer_blocking says that the call blocks: it cannot be awaited");
    else
        diag_error(check->diag, operand->start, operand->end, "tamer-operand",
                   "'await' needs the call of a tamed function; put the await in front of the "
                   "call itself");
}

/* A tamed call that blocks the whole thread, where it could wait. */
static void refuse_blocking(struct check *check, const struct ir_node *call)
{
    const char *macro = check_macro_of(call->callee);
    if (macro) {
        diag_error(check->diag, call->start, call->end, "tamer-missing-await",
                   "%s without 'await': the function stands still here", macro);
        diag_fixit_insert(check->diag, call->start, "await ");
        return;
    }
    diag_error(check->diag, call->start, call->end, "tamer-missing-await",
               "tamed call without 'await'; where blocking is meant, write tamer_blocking(...)");
    diag_fixit_insert(check->diag, call->start, "await ");
}

/* tamer_blocking of what cannot block. */
static void refuse_coroutine(struct check *check, const struct ir_node *call)
{
    const struct ir_signature *callee = call->callee;
    const char *macro = check_macro_of(callee);
    diag_error(check->diag, call->start, call->end, "tamer-operand",
               "'%s' %s: it can only be awaited", macro ? macro : callee->name,
               macro ? "cannot block" : "is async without TAMED");
    if (macro)
        return;
    diag_note(check->diag, callee->name_at, callee->name_at,
              "mark '%s' TAMED async to let it block", callee->name);
}

/* ---- the place ---- */

/* Where an await cannot stand, in words behind "in"; NULL: it can. */
struct spot {
    const char *name;
    const char *way_out;
};

static const struct spot anywhere = {NULL, NULL};
static const struct spot in_static = {"the initialiser of a static variable",
                                      "assign to the variable instead"};
static const struct spot in_case = {"a case label", "a case label must be a constant"};
static const struct spot in_bound = {"the size of an array", "await the size before"};
static const struct spot in_specifier = {"declaration specifiers", "await the value before"};
static const struct spot in_generic = {
    "an operand of _Generic, __builtin_choose_expr, va_arg or offsetof",
    "await into a variable first, and use that"};
static const struct spot in_asm = {"an operand of asm", "await into a variable first"};

static const char *special_name(const struct ir_node *node)
{
    switch (node->kind) {
    case IR_AWAIT:
        return "await";
    case IR_CHECK:
        return "tamer_check";
    case IR_RAISE:
        return "tamer_raise";
    case IR_CATCH:
        return "tamer_catch";
    case IR_SCOPE:
        return node->opener->macro;
    case IR_DEFER:
        return "tamer_defer";
    default:
        return NULL;
    }
}

static struct spot spot_of_kid(const struct ir_node *node, uint32_t index, struct spot spot)
{
    switch (node->kind) {
    case IR_GENERIC:
        return in_generic;
    case IR_ASM:
        return in_asm;
    case IR_CASE:
        return index < 2 ? in_case : spot;
    case IR_DECL:
        return node->kids[index]->kind == IR_DECLARATOR ? spot : in_specifier;
    case IR_DECLARATOR:
        if (!node->has_init || index + 1 < node->kid_count)
            return node->type->is_variable ? spot : in_bound;
        return node->var && node->var->kind == IR_VAR_STATIC ? in_static : spot;
    default:
        return spot;
    }
}

static void check_spot(struct check *check, const struct ir_node *node, struct spot spot)
{
    const char *name = special_name(node);
    if (name && spot.name)
        diag_error(check->diag, node->start, node->end, "tamer-place",
                   "'%s' cannot stand in %s; %s", name, spot.name, spot.way_out);
}

static void check_value(struct check *check, const struct ir_node *node)
{
    const struct ir_type *type = node->kids[0]->type;
    if (type && type->kind != IR_TYPE_INTEGER)
        diag_error(check->diag, node->start, node->end, "tamer-check",
                   "tamer_check needs an integer that is negative on failure");
}

/* The cleanup of a variable is a call like any other. */
static void check_cleanup(struct check *check, const struct ir_node *declarator)
{
    const struct ir_cleanup *cleanup = declarator->var ? &declarator->var->cleanup : NULL;
    if (!cleanup || !cleanup->name || !ir_signature_find(check->unit, cleanup->name))
        return;
    diag_error(check->diag, declarator->name_start, declarator->name_start, "tamer-cleanup",
               "'%s' is tamed, and would block as a cleanup; write tamer_defer { await %s(&%s); } "
               "behind the declaration",
               cleanup->name, cleanup->name, declarator->var->name);
}

/* ---- giving ---- */

/* The block around the node in which a generator, or a manager, cannot stand still; NULL: there is
 * none. */
static const struct ir_node *held_open(const struct ir_node *node, bool lends)
{
    for (const struct ir_node *around = node->parent; around; around = around->parent)
        if (around->kind == IR_DEFER ||
            (around->kind == IR_SCOPE && around->opener->has_options && !lends))
            return around;
    return NULL;
}

static void check_give(struct check *check, const struct ir_node *await)
{
    const char *name = await->callee ? await->callee->name : "";
    bool lends = strcmp(name, "tamer_lend_") == 0;
    if (!lends && strcmp(name, "tamer_give_") != 0)
        return;
    const struct ir_node *around = held_open(await, lends);
    if (!around)
        return;
    if (around->kind == IR_SCOPE)
        diag_error(check->diag, await->start, await->end, "tamer-give",
                   "tamer_give inside a TAMER_SCOPE: the scope's tasks and its cancellation would "
                   "be those of whoever uses the generator; keep the value and give it behind the "
                   "scope, or open the scope there and hand it to the generator");
    else
        diag_error(check->diag, await->start, await->end, "tamer-give",
                   "tamer_%s inside a tamer_defer, which runs while the %s is being left already",
                   lends ? "lend" : "give", lends ? "manager" : "generator");
    diag_note(check->diag, around->start, around->start,
              around->kind == IR_SCOPE ? "opened here" : "deferred here");
}

static void check_node(struct check *check, const struct ir_node *node, struct spot spot,
                       bool may_block);

/* The awaited call itself is where it belongs; its arguments are expressions as any other. */
static void check_awaited(struct check *check, const struct ir_node *await, struct spot spot)
{
    const struct ir_node *operand = inside_parens(await->kids[0]);
    check_operand(check, await);
    check_give(check, await);
    if (operand->kind != IR_CALL)
        return;
    for (uint32_t i = 0; i < operand->kid_count; i++)
        check_node(check, operand->kids[i], spot, false);
}

/* ---- functions of unknown type ---- */

static bool waits_in(const struct check *check, const struct ir_node *node)
{
    for (uint32_t i = 0; i < check->waits.count; i++)
        if (check->waits.items[i]->start >= node->start && check->waits.items[i]->end <= node->end)
            return true;
    return ir_contains(node, IR_CHECK) || ir_contains(node, IR_CATCH) ||
           ir_contains(node, IR_RAISE);
}

/* The whole expression around the node; that of a statement expression, where it is its value. */
static const struct ir_node *whole_expression(const struct ir_node *node)
{
    for (const struct ir_node *around = node->parent; around; around = around->parent) {
        bool is_value = around->kind == IR_EXPR && around->parent &&
                        around->parent->kind == IR_BLOCK && around->parent->parent &&
                        around->parent->parent->kind == IR_STMT_EXPR &&
                        around->parent->kids[around->parent->kid_count - 1] == around;
        if (is_value)
            around = around->parent->parent;
        else if (around->kind >= IR_BLOCK)
            break;
        node = around;
    }
    return node;
}

/* The type of a variable that is declared without one. */
static bool gives_type(const struct check *check, const struct ir_node *whole)
{
    const struct ir_node *declaration = whole->parent ? whole->parent->parent : NULL;
    if (!declaration || declaration->kind != IR_DECL)
        return false;
    for (uint32_t i = source_token_at(check->source, declaration->start);
         check->source->tokens[i].start < whole->parent->start; i++)
        if (source_token_is(check->source, i, "__auto_type") ||
            source_token_is(check->source, i, "auto"))
            return true;
    return false;
}

static void check_unknown(struct check *check, const struct ir_node *node)
{
    const struct ir_node *whole = whole_expression(node);
    if (waits_in(check, whole) || gives_type(check, whole))
        diag_error(check->diag, node->start, node->end, "tamer-unknown",
                   "tamerc does not know what this function of the compiler's returns, and the "
                   "value may have to be kept; assign it to a variable in a statement of its own");
}

static void check_kids(struct check *check, const struct ir_node *node, struct spot spot,
                       bool may_block)
{
    bool kids_may = node->kind == IR_BLOCKING || (may_block && node->kind < IR_BLOCK);
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (node->kids[i])
            check_node(check, node->kids[i], spot_of_kid(node, i, spot), kids_may);
}

/* may_block: inside of a tamer_blocking. */
static void check_node(struct check *check, const struct ir_node *node, struct spot spot,
                       bool may_block)
{
    if (!node || node->kind == IR_UNEVALUATED)
        return;
    check_spot(check, node, spot);
    if (node->kind == IR_REF && node->is_unknown)
        check_unknown(check, node);
    if (node->kind == IR_AWAIT) {
        check_awaited(check, node, spot);
        return;
    }
    if (node->kind == IR_CHECK)
        check_value(check, node);
    if (node->kind == IR_DECLARATOR)
        check_cleanup(check, node);
    if (node->kind == IR_CALL && (node->callee || node->is_marked_pointer) && !may_block)
        refuse_blocking(check, node);
    if (node->kind == IR_CALL && node->callee && !node->callee->has_sync && may_block)
        refuse_coroutine(check, node);
    check_kids(check, node, spot, may_block);
}

/* ---- OpenMP ---- */

/* Directives that stand alone: no statement belongs to them. */
static bool opens_region(const struct check *check, const struct token *pragma)
{
    static const char *const alone[] = {"barrier", "taskwait",      "taskyield",
                                        "flush",   "threadprivate", "declare"};
    const char *text = arena_strndup(check->unit->arena, check->source->text + pragma->start,
                                     pragma->end - pragma->start);
    const char *word = strstr(text, "pragma");
    word = word ? word + strlen("pragma") : text;
    word += strspn(word, " \t");
    if (strncmp(word, "omp", 3) != 0 || !strchr(" \t", word[3]))
        return false;
    word += 3 + strspn(word + 3, " \t");
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
        if (strncmp(word, alone[i], strlen(alone[i])) == 0)
            return false;
    return true;
}

/* The first statement that begins at or behind the offset. */
static const struct ir_node *statement_behind(const struct ir_node *node, uint32_t offset)
{
    if (!node || node->end <= offset)
        return NULL;
    if (node->kind >= IR_BLOCK && node->kind != IR_NULL && node->start >= offset)
        return node;
    for (uint32_t i = 0; i < node->kid_count; i++) {
        const struct ir_node *found = statement_behind(node->kids[i], offset);
        if (found)
            return found;
    }
    return NULL;
}

static void check_openmp(struct check *check)
{
    for (uint32_t i = source_token_at(check->source, check->func->body_start);
         check->source->tokens[i].start < check->func->end; i++) {
        const struct token *token = &check->source->tokens[i];
        if (token->kind == TOKEN_END)
            break;
        if (token->kind != TOKEN_PRAGMA || !opens_region(check, token))
            continue;
        const struct ir_node *region = statement_behind(check->func->body, token->end);
        for (uint32_t k = 0; region && k < check->waits.count; k++) {
            const struct ir_node *wait = check->waits.items[k];
            if (wait->start >= region->start && wait->end <= region->end)
                diag_error(check->diag, wait->start, wait->end, "tamer-place",
                           "'%s' cannot stand in an OpenMP region; await before or behind it",
                           special_name(wait));
        }
    }
}

void check_awaits(struct check *check)
{
    check_node(check, check->func->body, anywhere, false);
    if (check->source)
        check_openmp(check);
}
