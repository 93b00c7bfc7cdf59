/* SPDX-License-Identifier: BSD-3-Clause */
/* Scopes, deferred blocks and catches: code that is left through one door. */
#include "emit/body.h"
#include "emit/body_parts.h"

#include <string.h>

#include "emit/ctype.h"
#include "text/source.h"

/* ---- which labels are used ---- */

static bool is_door_used(const struct ir_region *region)
{
    return region->exits != NULL || region->raises_inside;
}

/* ---- jumps ---- */

void body_exit(struct body *body, const struct ir_exit *exit)
{
    uint32_t index = exit->region->index;

    cwriter_printf(body->out, "{ tamer_exit%u = %d; tamer_error%u = 0; goto tamer_leave_%u; }",
                   index, exit->number, index, index);
}

static void print_destination(struct body *body, const struct ir_exit *exit)
{
    const struct ir_node *jump = exit->node;

    if (exit->outer != NULL) {
        body_exit(body, exit->outer);
        return;
    }
    switch (jump->kind) {
    case IR_BREAK:
        cwriter_printf(body->out, "{ break; }");
        break;
    case IR_CONTINUE:
        if (jump->target->loop_id > 0) {
            body->continue_used[jump->target->loop_id] = true;
            cwriter_printf(body->out, "{ goto tamer_continue_%u; }", jump->target->loop_id);
        } else {
            cwriter_printf(body->out, "{ continue; }");
        }
        break;
    case IR_GOTO:
        cwriter_printf(body->out, "{ goto %s; }", jump->name);
        break;
    default:
        cwriter_printf(body->out, "{ ");
        body_return(body, body->func->result_var != NULL ? body_lvalue(body, body->func->result_var)
                                                         : NULL);
        cwriter_printf(body->out, "}");
        break;
    }
}

static bool ends_in_jump(const struct ir_node *node)
{
    if (node == NULL)
        return false;
    switch (node->kind) {
    case IR_BREAK:
    case IR_CONTINUE:
    case IR_GOTO:
    case IR_RETURN:
        return true;
    case IR_BLOCK:
    case IR_LABEL:
        return node->kid_count > 0 && ends_in_jump(node->kids[node->kid_count - 1]);
    case IR_IF:
        return ends_in_jump(node->kids[1]) && ends_in_jump(node->kids[2]);
    default:
        return false;
    }
}

/* Can what follows the region be reached by its end? */
static bool falls_through(const struct ir_region *region, const struct ir_node *inside)
{
    for (const struct ir_exit *exit = region->exits; exit != NULL; exit = exit->next)
        if (exit->number == 0)
            return true;
    return !ends_in_jump(inside);
}

/* Behind the door: on to where the block was being left to. Where that is always somewhere, the
 * last way needs no test, so that compilers see that nothing falls through. */
static void print_dispatch(struct body *body, const struct ir_region *region,
                           const struct ir_node *inside)
{
    bool falls = falls_through(region, inside);

    for (const struct ir_exit *exit = region->exits; exit != NULL; exit = exit->next) {
        if (exit->number == 0)
            continue;
        if (falls || exit->next != NULL)
            cwriter_printf(body->out, "if (tamer_exit%u == %d) ", region->index, exit->number);
        print_destination(body, exit);
        cwriter_printf(body->out, "\n");
    }
}

static void print_door(struct body *body, const struct ir_region *region)
{
    cwriter_printf(body->out, "tamer_exit%u = 0; tamer_error%u = 0;\n", region->index,
                   region->index);
    if (is_door_used(region))
        cwriter_printf(body->out, "tamer_leave_%u: ;\n", region->index);
}

/* ---- scopes ---- */

void body_scope(struct body *body, const struct ir_node *node)
{
    const struct ir_region *region = node->region;
    const struct ir_opener *opener = node->opener;
    const char *variable = body_lvalue(body, node->var);

    cwriter_at(body->out, node->start);
    cwriter_printf(body->out, "{ ");
    if (!node->var->pinned)
        cwriter_printf(body->out, "%s *", opener->type);
    cwriter_printf(body->out, "%s = %s(&%s__await%u, ", variable, opener->enter, body->name,
                   region->enter->index);
    if (opener->has_options)
        cwriter_printf(body->out, "\"%s\", &(tamer_scope_options)",
                       node->name != NULL ? node->name : node->var->name);
    body_expr(body, node->kids[0]);
    cwriter_printf(body->out, ");\n");
    body_substmt(body, node->kids[1]);
    cwriter_at(body->out, node->end - 1);
    cwriter_printf(body->out, "\n");
    print_door(body, region);
    cwriter_printf(body->out, "tamer_q = %s(%s, tamer_left(tamer_exit%u, tamer_error%u));\n",
                   opener->leave, variable, region->index, region->index);
    body_suspension(body, region->leave, NULL);
    print_dispatch(body, region, node->kids[1]);
    cwriter_printf(body->out, "}");
}

/* ---- deferred blocks ---- */

static void print_deferred(struct body *body, const struct ir_region *region)
{
    struct cwriter *out = body->out;

    if (region->awaits)
        cwriter_printf(out, "tamer_shield_enter();\n");
    cwriter_printf(out, "{ ");
    body_stmt(body, region->node->kids[0]);
    cwriter_printf(out, " }\n");
    if (region->raises_in_door)
        cwriter_printf(out, "tamer_behind_%u: ;\n", region->index);
    if (region->awaits)
        cwriter_printf(out, "tamer_shield_leave();\n");
}

static bool is_named_in(const struct source *source, const struct ir_node *node, uint32_t name)
{
    const struct token *named = &source->tokens[source_token_at(source, name)];

    if (node->kind == IR_CLEANUP)
        return source_token_is(source, source_token_at(source, name), node->var->cleanup.name);

    for (uint32_t i = source_token_at(source, node->start); source->tokens[i].start < node->end;
         i++) {
        const struct token *token = &source->tokens[i];

        if (token->end - token->start == named->end - named->start &&
            memcmp(source->text + token->start, source->text + named->start,
                   token->end - token->start) == 0)
            return true;
    }
    return false;
}

/*
 * What the rest of the block declares is alive while the deferred block runs, so both stay in one
 * block of C; unless a name declared there would hide what the deferred block means, or C forbids
 * the jump to the door over the declaration.
 */
static bool must_separate(const struct body *body, const struct ir_node *block, uint32_t index)
{
    for (uint32_t i = index + 1; i < block->kid_count; i++) {
        const struct ir_node *decl = block->kids[i];

        for (uint32_t k = 0; decl != NULL && decl->kind == IR_DECL && k < decl->kid_count; k++) {
            const struct ir_node *kid = decl->kids[k];

            if (kid == NULL || kid->kind != IR_DECLARATOR)
                continue;
            if (kid->var != NULL && (kid->var->is_cleanup || kid->var->type->is_variable))
                return true;
            if (is_named_in(body->unit->source, block->kids[index]->kids[0], kid->name_start))
                return true;
        }
    }
    return false;
}

void body_defer(struct body *body, const struct ir_node *block, uint32_t index)
{
    const struct ir_region *region = block->kids[index]->region;
    bool separate = must_separate(body, block, index);

    if (separate)
        cwriter_printf(body->out, "{");
    body_statements(body, block, index + 1, block->kids[index]->end);
    cwriter_printf(body->out, separate ? "}\n" : "\n");
    print_door(body, region);
    print_deferred(body, region);
    cwriter_at(body->out, block->end - 1);
    if (region->raises_inside || region->raises_in_door) {
        cwriter_printf(body->out,
                       "if (tamer_exit%u == -1) { tamer_q = tamer_left(-1, tamer_error%u);\n",
                       region->index, region->index);
        body_fail(body, region->parent, region->in_door);
        cwriter_printf(body->out, "}\n");
    }
    print_dispatch(body, region, block);
}

/* ---- tamer_catch ---- */

void body_catch(struct body *body, const struct ir_node *node)
{
    const struct ir_region *region = node->region;
    const char *caught = body_lvalue(body, node->var);

    cwriter_at(body->out, node->start);
    cwriter_printf(body->out, "{\n");
    body_list(body, &node->list);
    cwriter_printf(body->out, "%s = 0;\n", caught);
    if (is_door_used(region)) {
        cwriter_printf(body->out, "goto tamer_caught_%u;\ntamer_leave_%u: %s = tamer_catch_take(",
                       region->index, region->index, caught);
        body_expr(body, node->kids[0]);
        cwriter_printf(body->out,
                       ", tamer_error%u);\nif (!%s) { tamer_q = tamer_left(-1, tamer_error%u);\n",
                       region->index, caught, region->index);
        body_fail(body, region->parent, region->in_door);
        cwriter_printf(body->out, "}\ntamer_caught_%u: ;\n", region->index);
    }
    cwriter_printf(body->out, "}\n");
}
