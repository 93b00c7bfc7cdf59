/* SPDX-License-Identifier: BSD-3-Clause */
/* What an await becomes: a call, and one unlikely branch for everything but "done". */
#include "emit/body_parts.h"

#include <string.h>

#include "base/arena.h"
#include "emit/ctype.h"

/* ---- errors ---- */

void body_fail(struct body *body, const struct ir_region *region, bool in_door)
{
    struct cwriter *out = body->out;

    if (region == NULL) {
        cwriter_printf(out, "return tamer_q;\n");
        return;
    }
    if (in_door) {
        cwriter_printf(out,
                       "tamer_error%u = tamer_error_join(tamer_exit%u == -1 ? tamer_error%u : 0, "
                       "tamer_q.value);\n",
                       region->index, region->index, region->index);
        cwriter_printf(out, "tamer_exit%u = -1; goto tamer_behind_%u;\n", region->index,
                       region->index);
        return;
    }
    cwriter_printf(out, "tamer_error%u = tamer_q.value; ", region->index);
    if (region->kind != IR_REGION_CATCH)
        cwriter_printf(out, "tamer_exit%u = -1; ", region->index);
    cwriter_printf(out, "goto tamer_leave_%u;\n", region->index);
}

/* ---- saving and restoring ---- */

static bool by_bytes(const struct ir_var *var)
{
    return ir_field_is_bytes(var->field) || var->type->has_const_member ||
           var->type->kind == IR_TYPE_ARRAY;
}

void body_copy_in(struct body *body, const struct ir_var *var)
{
    const char *field = var->field->name, *name = ctype_var(var);

    if (by_bytes(var))
        cwriter_printf(body->out, "__builtin_memcpy((void *)&%s, %s, sizeof %s); ", name,
                       ctype_place(body->unit->arena, var->field, "tamer_self"), name);
    else
        cwriter_printf(body->out, "%s = tamer_self->%s; ", name, field);
}

void body_copy_out(struct body *body, const struct ir_var *var)
{
    const char *field = var->field->name, *name = ctype_var(var);

    if (by_bytes(var))
        cwriter_printf(body->out, "__builtin_memcpy(%s, &%s, sizeof %s); ",
                       ctype_place(body->unit->arena, var->field, "tamer_self"), name, name);
    else
        cwriter_printf(body->out, "tamer_self->%s = %s; ", field, name);
}

static void save(struct body *body, const struct ir_point *point, const struct ir_var *out)
{
    struct cwriter *w = body->out;

    if (!body->func->needs_frame_at_start)
        cwriter_printf(w, "if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof "
                          "*tamer_self); }\nelse ");
    cwriter_printf(
        w, "{ tamer_q.frame->parent = &tamer_self->%s; }\ntamer_self->%s.point = &%s__await%u;\n",
        body->base, body->base, body->name, point->index);
    if (out != NULL)
        cwriter_printf(w, "((tamer_frame_out *)tamer_q.frame)->out = %s;\n",
                       ctype_place(body->unit->arena, out->field, "tamer_self"));
    for (uint32_t i = 0; i < point->live_count; i++)
        body_copy_out(body, point->live[i]);
    cwriter_printf(w, "return tamer_pending(&tamer_self->%s);\n", body->base);
}

/* Not read on any way that leads here; compilers cannot know. */
static void clear(struct body *body, const struct ir_var *var)
{
    const char *name = ctype_var(var);

    if (var->type->is_const)
        return;
    if (!body_is_raw_temp(var) &&
        (var->type->kind == IR_TYPE_INTEGER || var->type->kind == IR_TYPE_FLOAT ||
         var->type->kind == IR_TYPE_POINTER))
        cwriter_printf(body->out, "%s = 0; ", name);
    else if (var->is_register) /* has no address */
        cwriter_printf(body->out, "%s = (__typeof__(%s)){0}; ", name, name);
    else
        cwriter_printf(body->out, "__builtin_memset((void *)&%s, 0, sizeof %s); ", name, name);
}

static void restore(struct body *body, const struct ir_point *point)
{
    if (body->func->signature->result == IR_RESULT_OUT)
        cwriter_printf(body->out, "tamer_out = tamer_self->tamer_base.out; ");
    for (uint32_t i = 0; i < point->live_count; i++)
        body_copy_in(body, point->live[i]);
    for (uint32_t i = 0; i < point->blank_count; i++)
        clear(body, point->blank[i]);
}

void body_suspension(struct body *body, const struct ir_point *point, const struct ir_var *out)
{
    struct cwriter *w = body->out;
    uint32_t index = point->index;

    /* What is saved may have no value yet on some way here, where the user's own code never looks
     * at it then. */
    cwriter_silent(w, "TAMER_QUIET_BEGIN_");
    cwriter_printf(w, "if (__builtin_expect(tamer_q.frame != 0, 0)) {\n");
    w->indent++;
    if (point->region == NULL)
        cwriter_printf(
            w, "if (tamer_failed(tamer_q)) { return tamer_unwind(&%s__await%u, tamer_q); }\n",
            body->name, index);
    else
        cwriter_printf(w, "if (tamer_failed(tamer_q)) { goto tamer_failed_%u; }\n", index);
    save(body, point, out);
    if (point->region != NULL) {
        cwriter_printf(w, "tamer_unwound_%u: ", index);
        restore(body, point);
        cwriter_printf(w,
                       "tamer_q.value = tamer_in;\ntamer_failed_%u: tamer_q = "
                       "tamer_unwind(&%s__await%u, tamer_q);\n",
                       index, body->name, index);
        body_fail(body, point->region, point->in_door);
    }
    cwriter_printf(w, "tamer_await_%u: ", index);
    restore(body, point);
    if (out != NULL && !out->pinned)
        body_copy_in(body, out);
    cwriter_printf(w, "tamer_q.value = tamer_in;\n");
    w->indent--;
    cwriter_printf(w, "}\n");
    cwriter_silent(w, NULL);
}

/* ---- await ---- */

void body_take_value(struct body *body, const struct ir_var *var)
{
    struct cwriter *out = body->out;
    const char *type;

    switch (ir_result_of(var->type)) {
    case IR_RESULT_INTEGER:
    case IR_RESULT_POINTER:
        type = ctype_name(body->unit->arena, var->type);
        cwriter_printf(out, "%s = (%s)%stamer_q.value;\n", body_lvalue(body, var), type,
                       var->type->kind == IR_TYPE_POINTER ? "(tamer_uptr)" : "");
        break;
    case IR_RESULT_BITS:
        cwriter_printf(out, "__builtin_memcpy(&%s, &tamer_q.value, sizeof %s);\n",
                       body_lvalue(body, var), body_lvalue(body, var));
        break;
    default:
        break;
    }
}

static void print_out(struct body *body, const struct ir_var *out, bool is_first)
{
    if (out != NULL)
        cwriter_printf(body->out, "%s&%s", is_first ? "" : ", ", body_lvalue(body, out));
}

static void print_arguments(struct body *body, const struct ir_node *call, const struct ir_var *out)
{
    for (uint32_t i = 1; i < call->kid_count; i++) {
        if (i > 1)
            cwriter_printf(body->out, ", ");
        body_expr(body, call->kids[i]);
    }
    print_out(body, out, call->kid_count == 1);
}

static bool is_scalar(const struct ir_type *type)
{
    return type->kind == IR_TYPE_INTEGER || type->kind == IR_TYPE_FLOAT ||
           type->kind == IR_TYPE_POINTER;
}

/* The call was not checked: whatever scalar is passed becomes the parameter's, without a word. */
static void print_unchecked(struct body *body, const struct ir_node *argument,
                            const struct ir_type *type)
{
    const struct ir_type *given = argument->type;
    bool same = type->spelling == NULL || given->spelling == NULL ||
                strcmp(type->spelling, given->spelling) == 0;
    bool is_array = given->kind == IR_TYPE_ARRAY; /* what is passed is a pointer */
    bool by_size = (type->kind == IR_TYPE_POINTER) != (is_array || given->kind == IR_TYPE_POINTER);

    if (same || !is_scalar(type) || !(is_array || is_scalar(given))) {
        body_expr(body, argument);
        return;
    }
    cwriter_printf(body->out, "(%s)%s(", ctype_name(body->unit->arena, type),
                   by_size ? "(tamer_uptr)" : "");
    body_expr(body, argument);
    cwriter_printf(body->out, ")");
}

/* Of a function without a prototype, but whose parameters are known: what is missing is zero. */
static void print_open_arguments(struct body *body, const struct ir_node *call,
                                 const struct ir_func *func, const struct ir_var *out)
{
    uint32_t count = func->signature->param_count;

    for (uint32_t i = 0; i < count; i++) {
        if (i > 0)
            cwriter_printf(body->out, ", ");
        if (i + 1 < call->kid_count)
            print_unchecked(body, call->kids[i + 1], func->vars[i]->type);
        else
            cwriter_printf(body->out, "(%s){0}",
                           ctype_name(body->unit->arena, func->vars[i]->type));
    }
    print_out(body, out, count == 0);
}

static void await_named(struct body *body, const struct ir_node *node, const struct ir_var *out)
{
    const struct ir_node *call = node->kids[0];
    const struct ir_func *func = node->callee->is_open ? node->callee->func : NULL;
    uint32_t first = func != NULL ? func->signature->param_count + 1 : call->kid_count;

    for (uint32_t i = first; i < call->kid_count; i++) { /* arguments nobody takes */
        cwriter_printf(body->out, "(void)(");
        body_expr(body, call->kids[i]);
        cwriter_printf(body->out, ");\n");
    }
    cwriter_printf(body->out, "tamer_q = %s__async(", node->callee->name);
    if (func != NULL)
        print_open_arguments(body, call, func, out);
    else
        print_arguments(body, call, out);
    cwriter_printf(body->out, ");\n");
}

/* A bound can be left open only where it is spelled without typeof. */
static const char *prototype_name(struct body *body, const struct ir_type *type)
{
    return type->is_variable ? type->spelling : ctype_name(body->unit->arena, type);
}

/* The pointer leads to the sync wrapper; who is behind it is found at run time, a plain function is
 * simply called. */
static void call_pointer(struct body *body, const struct ir_node *node, const struct ir_var *out)
{
    struct cwriter *w = body->out;
    const struct ir_node *call = node->kids[0];
    bool open = call->param_count == 0 && call->kid_count > 1;           /* no prototype */
    bool is_variadic = !open && call->kid_count > call->param_count + 1; /* leads to plain ones */

    cwriter_printf(w, "{ void (*tamer_found)(void) = tamer_entry_find((void (*)(void))(");
    body_expr(body, call->kids[0]);
    cwriter_printf(w, "));\nif (tamer_found) { tamer_q = ((tamer_step (*)(");
    for (uint32_t i = 0; i < call->param_count; i++)
        cwriter_printf(w, "%s%s", i > 0 ? ", " : "", prototype_name(body, call->param_types[i]));
    if (is_variadic)
        cwriter_printf(w, ", ...");
    else if (out != NULL && !open)
        cwriter_printf(w, "%s%s *", call->param_count > 0 ? ", " : "",
                       ctype_name(body->unit->arena, out->type));
    cwriter_printf(w, "%s))tamer_found)(",
                   call->param_count == 0 && out == NULL && !open ? "void" : "");
    print_arguments(body, call, out);
    cwriter_printf(w, "); }\nelse { ");
    if (node->var != NULL)
        cwriter_printf(w, "%s = ", body_lvalue(body, node->var));
    cwriter_printf(w, "(");
    body_expr(body, call->kids[0]);
    cwriter_printf(w, ")(");
    print_arguments(body, call, NULL);
    cwriter_printf(w, "); tamer_q = tamer_done(0); ");
    if (node->var != NULL && out == NULL) {
        bool is_pointer = node->var->type->kind == IR_TYPE_POINTER;

        if (ir_result_of(node->var->type) == IR_RESULT_BITS)
            cwriter_printf(w, "__builtin_memcpy(&tamer_q.value, &%s, sizeof %s); ",
                           body_lvalue(body, node->var), body_lvalue(body, node->var));
        else
            cwriter_printf(w, "tamer_q.value = (tamer_u64)%s%s; ", is_pointer ? "(tamer_uptr)" : "",
                           body_lvalue(body, node->var));
    }
    cwriter_printf(w, "} }\n");
}

void body_await(struct body *body, const struct ir_node *node)
{
    const struct ir_var *out = NULL;

    if (node->var != NULL && ir_result_of(node->var->type) == IR_RESULT_OUT)
        out = node->var;
    cwriter_at(body->out, node->start);
    if (node->callee != NULL) {
        await_named(body, node, out);
    } else {
        call_pointer(body, node, out);
    }
    body_suspension(body, node->point, out);
    if (node->var != NULL && out == NULL)
        body_take_value(body, node->var);
}

/* ---- raise and check ---- */

void body_throw(struct body *body, const struct ir_node *node)
{
    cwriter_at(body->out, node->start);
    cwriter_printf(body->out, "{ tamer_q = tamer_raise_at(&%s__await%u", body->name,
                   node->point->index);
    for (uint32_t i = 0; i < node->kid_count; i++) {
        cwriter_printf(body->out, ", ");
        body_expr(body, node->kids[i]);
    }
    cwriter_printf(body->out, ");\n");
    body_fail(body, node->point->region, node->point->in_door);
    cwriter_printf(body->out, "}\n");
}

void body_check(struct body *body, const struct ir_node *node)
{
    cwriter_at(body->out, node->start);
    cwriter_printf(body->out,
                   "if ((tamer_i64)%s < 0) {\ntamer_q = tamer_check_failed(&%s__await%u, "
                   "(tamer_i64)%s, %s);\n",
                   body_lvalue(body, node->var), body->name, node->point->index,
                   body_lvalue(body, node->var), node->name);
    body_fail(body, node->point->region, node->point->in_door);
    cwriter_printf(body->out, "}\n");
}
