/* SPDX-License-Identifier: BSD-3-Clause */
/* Statements: as they were written wherever nothing in them had to change shape. */
#include "emit/body_parts.h"

#include <string.h>

#include "base/arena.h"
#include "emit/ctype.h"
#include "text/source.h"

/* ---- generated statements ---- */

static void print_set(struct body *body, const struct ir_node *node)
{
    const char *name = body_lvalue(body, node->var);

    cwriter_at(body->out, node->start);
    if (body_is_raw_temp(node->var)) {
        body_set_raw(body, node->var, node->kids[0]);
        return;
    }
    if (node->kid_count > 0 && node->var->type->has_const_member) {
        const char *type = ctype_name(body->unit->arena, node->var->type);

        cwriter_printf(body->out, "__builtin_memcpy((void *)&%s, &(__typeof__(%s)[1]){", name,
                       type);
        body_operand(body, node->kids[0]);
        cwriter_printf(body->out, "}, sizeof %s);\n", name);
        return;
    }
    cwriter_printf(body->out, node->negate_twice ? "%s = !!(" : "%s = ", name);
    if (node->kid_count == 0)
        cwriter_printf(body->out, "%d", node->number);
    else if (node->negate_twice)
        body_expr(body, node->kids[0]);
    else
        body_operand(body, node->kids[0]);
    cwriter_printf(body->out, node->negate_twice ? ");\n" : ";\n");
}

static void print_when(struct body *body, const struct ir_node *node)
{
    cwriter_at(body->out, node->start);
    cwriter_printf(body->out, "if (%s%s) {\n", node->negated ? "!" : "",
                   body_lvalue(body, node->var));
    body->out->indent++;
    body_list(body, &node->list);
    body->out->indent--;
    cwriter_printf(body->out, "}");
    if (node->other.count > 0) {
        cwriter_printf(body->out, " else {\n");
        body->out->indent++;
        body_list(body, &node->other);
        body->out->indent--;
        cwriter_printf(body->out, "}");
    }
    cwriter_printf(body->out, "\n");
}

static void print_unguarded(struct body *body, const struct ir_node *node)
{
    switch (node->kind) {
    case IR_AWAIT_POINT:
        body_await(body, node);
        break;
    case IR_SET:
        print_set(body, node);
        break;
    case IR_EVAL:
        cwriter_at(body->out, node->start);
        cwriter_printf(body->out, "(void)(");
        body_expr(body, node->kids[0]);
        cwriter_printf(body->out, ");\n");
        break;
    case IR_WHEN:
        print_when(body, node);
        break;
    case IR_CATCH_REGION:
        body_catch(body, node);
        break;
    case IR_THROW:
        body_throw(body, node);
        break;
    case IR_CHECK_TEST:
        body_check(body, node);
        break;
    default:
        body_stmt(body, node);
        cwriter_printf(body->out, "\n");
        break;
    }
}

/* Plain code beneath may make sync calls: their error becomes the function's own. */
static void print_guarded(struct body *body, const struct ir_node *node)
{
    const struct ir_point *point = node->point;
    struct cwriter *out = body->out;

    cwriter_at(out, node->start);
    cwriter_printf(
        out,
        "{ tamer_catcher tamer_c = {0}; tamer_error *tamer_e = 0; tamer_catch_open_(&tamer_c);\n");
    print_unguarded(body, node);
    cwriter_printf(out, "if (tamer_catch_close_(&tamer_e)) {\n");
    cwriter_printf(
        out,
        "tamer_q = tamer_unwind(&%s__await%u, tamer_left(-1, (tamer_u64)(tamer_uptr)tamer_e));\n",
        body->name, point->index);
    body_fail(body, point->region, point->in_door);
    cwriter_printf(out, "} }\n");
}

static void print_generated(struct body *body, const struct ir_node *node)
{
    if ((node->kind == IR_SET || node->kind == IR_EVAL) && node->point != NULL)
        print_guarded(body, node);
    else
        print_unguarded(body, node);
}

void body_list(struct body *body, const struct ir_list *list)
{
    for (uint32_t i = 0; i < list->count; i++)
        print_generated(body, list->items[i]);
}

/* ---- loops ---- */

static void print_body_and_label(struct body *body, const struct ir_node *loop,
                                 const struct ir_node *inner)
{
    body_substmt(body, inner);
    if (loop->loop_id > 0 && body->continue_used[loop->loop_id])
        cwriter_printf(body->out, " tamer_continue_%u: ;\n", loop->loop_id);
}

static bool begins_with_case(const struct ir_node *node)
{
    while (node != NULL && node->kind == IR_BLOCK && node->kid_count > 0)
        node = node->kids[0];
    return node != NULL && (node->kind == IR_CASE || node->kind == IR_DEFAULT);
}

/* Where a switch leads into the loop, nothing says that the test falls through to its label: it is
 * the user's loop that does. */
static void print_test(struct body *body, const struct ir_list *pre, const struct ir_node *test,
                       const struct ir_node *inner)
{
    bool silent = begins_with_case(inner);

    body_list(body, pre);
    if (silent)
        cwriter_silent(body->out, "TAMER_QUIET_BEGIN_");
    cwriter_printf(body->out, "if (!(");
    body_expr(body, test);
    cwriter_printf(body->out, ")) { break; }\n");
    if (silent)
        cwriter_silent(body->out, NULL);
}

static void print_while(struct body *body, const struct ir_node *node)
{
    cwriter_at(body->out, node->start);
    cwriter_printf(body->out, "for (;;) {\n");
    print_test(body, &node->pre_cond, node->kids[0], node->kids[1]);
    print_body_and_label(body, node, node->kids[1]);
    cwriter_printf(body->out, "}");
}

static void print_do(struct body *body, const struct ir_node *node)
{
    cwriter_at(body->out, node->start);
    cwriter_printf(body->out, "do {\n");
    print_body_and_label(body, node, node->kids[0]);
    body_list(body, &node->pre_cond);
    cwriter_printf(body->out, "} while (");
    body_expr(body, node->kids[1]);
    cwriter_printf(body->out, ");");
}

static void print_for(struct body *body, const struct ir_node *node)
{
    struct cwriter *out = body->out;

    cwriter_at(out, node->start);
    cwriter_printf(out, "{ ");
    if (node->kids[0] != NULL)
        body_stmt(body, node->kids[0]);
    cwriter_printf(out, " for (; ");
    if (node->kids[1] != NULL && node->pre_cond.count == 0)
        body_expr(body, node->kids[1]);
    cwriter_printf(out, "; ");
    if (node->kids[2] != NULL && node->pre_step.count == 0)
        body_expr(body, node->kids[2]);
    cwriter_printf(out, ") {\n");
    if (node->kids[1] != NULL && node->pre_cond.count > 0)
        print_test(body, &node->pre_cond, node->kids[1], node->kids[3]);
    print_body_and_label(body, node, node->kids[3]);
    body_list(body, &node->pre_step);
    if (node->kids[2] != NULL && node->pre_step.count > 0) {
        body_expr(body, node->kids[2]);
        cwriter_printf(out, ";\n");
    }
    cwriter_printf(out, "} }");
}

bool body_changes_loop(const struct ir_node *loop)
{
    if (loop->pre_cond.count > 0 || loop->pre_step.count > 0 || loop->is_made)
        return true;
    return loop->kind == IR_FOR && loop->kids[0] != NULL && body_changes_shape(loop->kids[0]);
}

static void print_loop(struct body *body, const struct ir_node *node)
{
    if (!body_changes_loop(node))
        body_gaps(body, node);
    else if (node->kind == IR_WHILE)
        print_while(body, node);
    else if (node->kind == IR_DO)
        print_do(body, node);
    else
        print_for(body, node);
}

/* ---- return and jumps ---- */

void body_return(struct body *body, const char *variable)
{
    struct cwriter *out = body->out;
    enum ir_result result = variable != NULL ? body->func->signature->result : IR_RESULT_VOID;

    switch (result) {
    case IR_RESULT_VOID:
        cwriter_printf(out, "return tamer_done(0);");
        break;
    case IR_RESULT_INTEGER:
        /* Only the value's own bits count: not to extend a sign saves an instruction. */
        cwriter_printf(out, "return tamer_done((tamer_u64)%s%s);",
                       body->func->signature->result_type->size <= 4 ? "(tamer_u32)" : "",
                       variable);
        break;
    case IR_RESULT_POINTER:
        cwriter_printf(out, "return tamer_done((tamer_u64)(tamer_uptr)%s);", variable);
        break;
    case IR_RESULT_BITS:
        cwriter_printf(out,
                       "tamer_q = tamer_done(0); __builtin_memcpy(&tamer_q.value, &%s, sizeof %s); "
                       "return tamer_q;",
                       variable, variable);
        break;
    case IR_RESULT_OUT:
        cwriter_printf(out,
                       "__builtin_memcpy((void *)tamer_out, &%s, sizeof %s); return tamer_done(0);",
                       variable, variable);
        break;
    }
}

static void print_return(struct body *body, const struct ir_node *node)
{
    cwriter_at(body->out, node->start);
    if (node->exit != NULL) {
        body_exit(body, node->exit);
        return;
    }
    if (node->kid_count == 0 || node->kids[0] == NULL) {
        body_return(body, NULL);
        return;
    }
    cwriter_printf(body->out, "{ %s__type tamer_result = ", body->name);
    body_operand(body, node->kids[0]);
    cwriter_printf(body->out, "; ");
    body_return(body, "tamer_result");
    cwriter_printf(body->out, " }");
}

static void print_jump(struct body *body, const struct ir_node *node)
{
    cwriter_at(body->out, node->start);
    if (node->exit != NULL) {
        body_exit(body, node->exit);
    } else if (node->kind == IR_CONTINUE && node->target != NULL && node->target->loop_id > 0) {
        body->continue_used[node->target->loop_id] = true;
        cwriter_printf(body->out, "goto tamer_continue_%u;", node->target->loop_id);
    } else {
        body_gaps(body, node);
    }
}

/* ---- all statements ---- */

static bool becomes_several(const struct ir_node *node)
{
    switch (node->kind) {
    case IR_BLOCK:
        return false;
    case IR_DECL:
        return true;
    case IR_LABEL:
    case IR_CASE:
    case IR_DEFAULT:
        return node->kid_count > 0 && node->kids[node->kid_count - 1] != NULL &&
               becomes_several(node->kids[node->kid_count - 1]);
    default:
        return node->pre.count > 0;
    }
}

void body_substmt(struct body *body, const struct ir_node *node)
{
    bool label_follows =
        node->parent != NULL && (node->parent->kind == IR_LABEL || node->parent->kind == IR_CASE ||
                                 node->parent->kind == IR_DEFAULT);
    bool in_for =
        node->parent != NULL && node->parent->kind == IR_FOR && node->parent->kids[0] == node;

    if (label_follows || in_for || node->kind == IR_DECLARATOR || !becomes_several(node)) {
        body_stmt(body, node);
        return;
    }
    cwriter_at(body->out, node->start);
    cwriter_printf(body->out, "{ ");
    body_stmt(body, node);
    cwriter_printf(body->out, " }");
}

void body_statements(struct body *body, const struct ir_node *block, uint32_t first,
                     uint32_t position)
{
    for (uint32_t i = first; i < block->kid_count; i++) {
        const struct ir_node *kid = block->kids[i];

        if (kid == NULL)
            continue;
        if (!block->is_made)
            body_gap(body, position, kid);
        if (kid->kind == IR_DEFER) {
            body_defer(body, block, i);
            return;
        }
        body_stmt(body, kid);
        position = kid->end;
    }
    if (!block->is_made)
        body_text(body, position, body_close(body, block));
}

static void print_block(struct body *body, const struct ir_node *node)
{
    if (node->is_made)
        cwriter_printf(body->out, "{ ");
    else
        body_text(body, node->start, body_inside(body, node));
    body_statements(body, node, 0, body_inside(body, node));
    if (node->is_made)
        cwriter_printf(body->out, " }");
    else
        body_text(body, body_close(body, node), node->end);
}

void body_stmt(struct body *body, const struct ir_node *node)
{
    if (node->kind != IR_DECLARATOR) /* its own is printed in front of the declaration */
        body_list(body, &node->pre);
    switch (node->kind) {
    case IR_BLOCK:
        print_block(body, node);
        break;
    case IR_DECL:
        body_decl(body, node);
        break;
    case IR_DECLARATOR:
        body_declarator(body, node);
        break;
    case IR_NULL:
        body_null(body, node);
        break;
    case IR_EXPR:
        if (node->kid_count > 0)
            body_gaps(body, node);
        break;
    case IR_WHILE:
    case IR_DO:
    case IR_FOR:
        print_loop(body, node);
        break;
    case IR_BREAK:
    case IR_CONTINUE:
    case IR_GOTO:
        print_jump(body, node);
        break;
    case IR_RETURN:
        print_return(body, node);
        break;
    case IR_SCOPE:
        body_scope(body, node);
        break;
    case IR_CLEANUP:
        cwriter_printf(body->out, "%s(&%s);", node->var->cleanup.name,
                       body_lvalue(body, node->var));
        break;
    case IR_ALLOC:
        variable_type_alloc(body, node);
        break;
    case IR_FREE:
        variable_type_free(body, node);
        break;
    default:
        body_gaps(body, node);
        break;
    }
}
