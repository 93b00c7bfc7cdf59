/* SPDX-License-Identifier: BSD-3-Clause */
/* What cannot survive a suspension, or cannot be jumped over when the function goes on. */
#include <stdlib.h>
#include <string.h>

#include "pass/check_parts.h"
#include "text/diag.h"
#include "text/source.h"

/* The first place in [start, end) where the function suspends; NULL: none. */
static const struct ir_node *wait_in(const struct check *check, uint32_t start, uint32_t end)
{
    for (uint32_t i = 0; i < check->waits.count; i++) {
        const struct ir_node *wait = check->waits.items[i];
        if (wait->start >= start && wait->start < end)
            return wait;
    }
    return NULL;
}

static void note_wait(struct check *check, const struct ir_node *wait)
{
    diag_note(check->diag, wait->start, wait->end, "the function may be suspended here");
}

/* ---- variables in scope where the function suspends ---- */

/* The number in `_Alignas(64)` or `aligned(64)` among the declaration's tokens; 0: none. */
static unsigned long written_align(const struct check *check, const struct ir_node *decl)
{
    static const char *const words[] = {"_Alignas", "alignas", "aligned", "__aligned__"};
    unsigned long largest = 0;
    for (uint32_t i = source_token_at(check->source, decl->start);
         check->source->tokens[i].start < decl->end; i++) {
        bool is_word = false;
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            is_word |= source_token_is(check->source, i, words[k]);
        const struct token *number = &check->source->tokens[i + (is_word ? 2 : 0)];
        if (!is_word || number->kind != TOKEN_NUMBER)
            continue;
        unsigned long value = strtoul(check->source->text + number->start, NULL, 0);
        largest = value > largest ? value : largest;
    }
    return largest;
}

static bool is_over_aligned(const struct check *check, const struct ir_node *declarator)
{
    if (declarator->type && declarator->type->align > IR_FRAME_ALIGN)
        return true;
    return declarator->var && declarator->var->is_aligned && check->source && declarator->parent &&
           written_align(check, declarator->parent) > IR_FRAME_ALIGN;
}

static const char *why_not(const struct check *check, const struct ir_node *declarator,
                           const char **ret_name)
{
    if (is_over_aligned(check, declarator)) {
        *ret_name = "tamer-aligned";
        return "it is aligned to more than 16 bytes, and frames are not; end its block before, or "
               "use memory from aligned_alloc";
    }
    return NULL;
}

/* An await in its own initialiser comes before the variable. */
static void check_declarator(struct check *check, const struct ir_node *declarator,
                             const struct ir_node *block)
{
    const char *name = NULL;
    const struct ir_node *wait = wait_in(check, declarator->end, block->end);
    if (!wait || (declarator->var && declarator->var->kind == IR_VAR_STATIC))
        return;
    const char *why = why_not(check, declarator, &name);
    if (!why)
        return;
    const char *subject = declarator->var ? declarator->var->name : "this type";
    diag_error(check->diag, declarator->name_start, declarator->name_start, name,
               "'%s' is in scope where the function may be suspended, but %s", subject, why);
    note_wait(check, wait);
}

static void check_declarations(struct check *check, const struct ir_node *node,
                               const struct ir_node *block)
{
    if (!node || node->kind == IR_UNEVALUATED)
        return;
    if (node->kind == IR_DECLARATOR)
        check_declarator(check, node, block);
    if (node->kind == IR_BLOCK || node->kind == IR_FOR)
        block = node;
    for (uint32_t i = 0; i < node->kid_count; i++)
        check_declarations(check, node->kids[i], block);
}

/* ---- calls and jumps that belong to one activation of the C function ---- */

static bool is_named(const struct ir_node *node, const char *const *names)
{
    if (node->kind != IR_CALL || !node->kids[0] || node->kids[0]->kind != IR_REF ||
        !node->kids[0]->name || node->kids[0]->var)
        return false;
    for (; *names; names++)
        if (strcmp(node->kids[0]->name, *names) == 0)
            return true;
    return false;
}

static void check_call(struct check *check, const struct ir_node *node)
{
    static const char *const jumps[] = {
        "setjmp",           "_setjmp",           "__setjmp",    "sigsetjmp",     "__sigsetjmp",
        "longjmp",          "_longjmp",          "siglongjmp",  "__longjmp_chk", "getcontext",
        "__builtin_setjmp", "__builtin_longjmp", "swapcontext", "setcontext",    NULL};
    if (is_named(node, jumps))
        diag_error(check->diag, node->start, node->end, "tamer-setjmp",
                   "'%s' cannot be called in a tamed function: its C stack is gone when it is "
                   "suspended; raise and catch an error instead",
                   node->kids[0]->name);
}

static void check_activation(struct check *check, const struct ir_node *node)
{
    if (!node || node->kind == IR_UNEVALUATED)
        return;
    check_call(check, node);
    for (uint32_t i = 0; i < node->kid_count; i++)
        check_activation(check, node->kids[i]);
}

/* ---- results of awaits ---- */

static void check_results(struct check *check)
{
    for (uint32_t i = 0; i < check->waits.count; i++) {
        const struct ir_node *wait = check->waits.items[i];
        if (wait->kind == IR_AWAIT && wait->type && wait->type->align > IR_FRAME_ALIGN)
            diag_error(check->diag, wait->start, wait->end, "tamer-aligned",
                       "the awaited result is aligned to more than 16 bytes; pass a pointer to it "
                       "instead");
    }
}

/* ---- slots ---- */

static const struct ir_node *without_casts(const struct ir_node *node)
{
    while (node->kind == IR_PAREN || node->kind == IR_CAST)
        node = node->kids[node->kid_count - 1];
    return node;
}

static bool is_scoped_into(const struct check *check, const struct ir_node *call)
{
    static const char ending[] = "_scoped_into";
    const char *name = call->kids[0]->name;
    size_t size = name ? strlen(name) : 0;
    if (size < sizeof ending || strcmp(name + size - (sizeof ending - 1), ending) != 0)
        return false;
    return ir_signature_of_stem(check->unit, name, size - (sizeof ending - 1)) != NULL;
}

static const struct ir_var *slot_of(const struct ir_node *argument)
{
    const struct ir_node *slot = without_casts(argument);
    if (slot->kind == IR_ADDRESS)
        return check_storage(slot->kids[0]);
    bool is_array = slot->type && slot->type->kind == IR_TYPE_ARRAY;
    return is_array ? check_storage(slot) : NULL;
}

static void check_slot(struct check *check, const struct ir_node *call)
{
    if (call->kid_count < 3 || call->kids[0]->kind != IR_REF || !is_scoped_into(check, call))
        return;
    const struct ir_node *scope = without_casts(call->kids[1]);
    const struct ir_var *slot = slot_of(call->kids[2]);
    if (!slot || !slot->block || slot->kind == IR_VAR_STATIC || scope->kind != IR_REF ||
        !scope->var || !scope->var->block || scope->var->block->kind != IR_SCOPE ||
        !ir_stands_in(slot->block, scope->var->block))
        return;
    diag_warning(check->diag, call->kids[2]->start, call->kids[2]->end, "tamer-slot",
                 "'%s' ends with its block, but the scope '%s' may write to it until it has been "
                 "left; declare it before the scope",
                 slot->name, scope->var->name);
    if (slot->declarator)
        diag_note(check->diag, slot->declarator->name_start, slot->declarator->name_start,
                  "'%s' is declared here", slot->name);
}

static void check_slots(struct check *check, const struct ir_node *node)
{
    if (!node || node->kind == IR_UNEVALUATED)
        return;
    if (node->kind == IR_CALL)
        check_slot(check, node);
    for (uint32_t i = 0; i < node->kid_count; i++)
        check_slots(check, node->kids[i]);
}

void check_frame(struct check *check)
{
    check_declarations(check, check->func->body, check->func->body);
    check_activation(check, check->func->body);
    check_results(check);
    check_slots(check, check->func->body);
}
