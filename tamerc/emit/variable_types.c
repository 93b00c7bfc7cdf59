/* SPDX-License-Identifier: BSD-3-Clause */
/* Variably modified types whose declarations could not stay: how they are spelled, and what is
 * declared with them. */
#include "emit/body_parts.h"

#include <string.h>

#include "base/arena.h"
#include "emit/ctype.h"

/* ---- spelling ---- */

static const char *leaf(const struct body *body, const struct ir_shape *shape,
                        const struct ir_type *type)
{
    struct arena *arena = body->unit->arena;
    const char *name;

    if (type->spelling == NULL && shape->leaf != NULL)
        return shape->leaf;
    if (type->spelling == NULL && shape->leaf_decl != NULL)
        return body_specifiers(body, shape->leaf_decl);
    name = type->spelling != NULL ? ctype_name(arena, type)
                                  : arena_printf(arena, "__typeof__(%s)", type->local);
    if (type->is_atomic)
        name = arena_printf(arena, "_Atomic(%s)", name);
    return ctype_qualified(arena, type, name);
}

static const char *spell(const struct body *body, const struct ir_shape *shape, const char *inner);

static const char *parameters(const struct body *body, const struct ir_type *function)
{
    struct arena *arena = body->unit->arena;
    const char *text = "";

    if (function->is_open)
        return "";
    for (uint32_t i = 0; i < function->param_count; i++)
        text = arena_printf(arena, "%s%s%s", text, i > 0 ? ", " : "",
                            spell(body, &(struct ir_shape){.type = function->params[i]}, ""));
    if (function->is_variadic)
        return arena_printf(arena, "%s%s...", text, *text != '\0' ? ", " : "");
    return *text != '\0' ? text : "void";
}

static const char *pointer_to(struct arena *arena, const struct ir_type *type, const char *inner)
{
    bool is_foreign = type->of->kind == IR_TYPE_FUNCTION && type->of->is_foreign;

    return arena_printf(arena, "%s*%s%s%s%s", is_foreign ? "__attribute__((__ms_abi__)) " : "",
                        type->is_const ? "const " : "", type->is_volatile ? "volatile " : "",
                        type->is_atomic ? "_Atomic " : "", inner);
}

/* What stands in the brackets; next: how many bounds were said. In a prototype any will do that is
 * not constant: clang cannot always take a star there. */
static const char *bound_of(struct arena *arena, const struct ir_shape *shape,
                            const struct ir_type *array, uint32_t *next)
{
    if (array->is_open)
        return "";
    if (array->count > 0 || !array->is_variable)
        return arena_printf(arena, "%llu", (unsigned long long)array->count);
    return shape->bounds != NULL ? ctype_var(shape->bounds[(*next)++]) : "1 + !tamer_this.call";
}

/* From the declared name, `inner`, outwards. */
static const char *spell(const struct body *body, const struct ir_shape *shape, const char *inner)
{
    struct arena *arena = body->unit->arena;
    const struct ir_type *type = shape->type;
    uint32_t next = 0;

    for (; type->of != NULL; type = type->of) {
        bool is_pointer = inner[0] == '*' || inner[0] == '_';

        if (type->kind == IR_TYPE_POINTER)
            inner = pointer_to(arena, type, inner);
        else if (type->kind == IR_TYPE_FUNCTION)
            inner = arena_printf(arena, is_pointer ? "(%s)(%s)" : "%s(%s)", inner,
                                 parameters(body, type));
        else
            inner = arena_printf(arena, is_pointer ? "(%s)[%s]" : "%s[%s]", inner,
                                 bound_of(arena, shape, type, &next));
    }
    return arena_printf(arena, "%s%s%s", leaf(body, shape, type), *inner != '\0' ? " " : "", inner);
}

/* What an array's elements need beyond what memory has anyway; 0: nothing. */
static uint32_t over_alignment(const struct ir_var *var)
{
    const struct ir_type *type = var->type->shape->type;
    uint32_t align;

    while (type->of != NULL)
        type = type->of;
    align = type->align > var->alignment ? type->align : var->alignment;
    return align > IR_FRAME_ALIGN ? align : 0;
}

static const char *memory(struct arena *arena, const struct ir_var *var)
{
    const char *name = ctype_var(var->storage);
    uint32_t align = over_alignment(var);

    return align > 0 ? arena_printf(arena, "tamer_aligned(%s, %u)", name, align) : name;
}

const char *variable_type_name(const struct body *body, const struct ir_shape *shape)
{
    return spell(body, shape, "");
}

const char *variable_type_lvalue(struct body *body, const struct ir_var *var, const char *place)
{
    struct arena *arena = body->unit->arena;
    const struct ir_shape *shape = var->type->shape;

    if (var->kind == IR_VAR_TYPE)
        return arena_printf(arena, "__typeof__(%s)", spell(body, shape, ""));
    if (var->storage != NULL)
        return arena_printf(arena, "(*(%s)%s)", spell(body, shape, "*"), memory(arena, var));
    return arena_printf(arena, "(*(%s)&%s)", spell(body, shape, "*"), place);
}

/* ---- declarations ---- */

/* Bytes of an array's memory. */
static const char *room(struct body *body, const struct ir_var *var)
{
    struct arena *arena = body->unit->arena;
    uint32_t align = over_alignment(var);

    return arena_printf(arena, "tamer_array_room(sizeof(%s)%s)",
                        variable_type_name(body, var->type->shape),
                        align > 0 ? arena_printf(arena, " + %u", align) : "");
}

void variable_type_alloc(struct body *body, const struct ir_node *node)
{
    cwriter_at(body->out, node->start);
    cwriter_printf(body->out, "%s = tamer_frame_new(%s);\n", ctype_var(node->var->storage),
                   room(body, node->var));
}

void variable_type_free(struct body *body, const struct ir_node *node)
{
    cwriter_printf(body->out, "tamer_frame_free(%s, %s);", ctype_var(node->var->storage),
                   room(body, node->var));
}

static void print_value(struct body *body, const struct ir_var *var, const struct ir_node *value)
{
    const char *type = variable_type_name(body, var->type->shape);

    if (var->storage != NULL) { /* {} is all that an array of variable length can have */
        cwriter_printf(body->out, "__builtin_memset(%s, 0, sizeof(%s));",
                       memory(body->unit->arena, var), type);
    } else if (value->kind == IR_INIT_LIST) {
        cwriter_printf(body->out, "__builtin_memcpy((void *)&%s, &(%s)", body_lvalue(body, var),
                       type);
        body_expr(body, value);
        cwriter_printf(body->out, ", sizeof(%s));", type);
    } else {
        cwriter_printf(body->out, "%s = ", body_lvalue(body, var));
        body_expr(body, value);
        cwriter_printf(body->out, ";");
    }
}

static void print_static(struct body *body, const struct ir_var *var, const struct ir_node *value)
{
    cwriter_printf(body->out, "static %s",
                   ctype_declare(body->unit->arena, var->type, ctype_var(var)));
    if (value != NULL) {
        cwriter_printf(body->out, value->kind == IR_INIT_LIST ? " = " : " = (void *)(");
        body_expr(body, value);
        cwriter_printf(body->out, value->kind == IR_INIT_LIST ? "" : ")");
    }
    cwriter_printf(body->out, "; ");
}

void variable_type_declarator(struct body *body, const struct ir_node *declarator)
{
    const struct ir_var *var = declarator->var;
    const struct ir_node *value =
        declarator->has_init ? declarator->kids[declarator->kid_count - 1] : NULL;

    cwriter_at(body->out, declarator->start);
    if (var->kind == IR_VAR_STATIC)
        print_static(body, var, value);
    else if (var->kind == IR_VAR_LOCAL && var->storage == NULL && !var->pinned)
        cwriter_printf(body->out, "%s __attribute__((__unused__))%s; ",
                       ctype_declare(body->unit->arena, var->type, ctype_var(var)),
                       var->half_set ? " = {0}" : "");
    body_list(body, &declarator->pre);
    cwriter_at(body->out, declarator->start);
    if (value != NULL && var->kind != IR_VAR_STATIC)
        print_value(body, var, value);
}

void variable_type_literal(struct body *body, const struct ir_node *node, const char *place)
{
    const struct ir_shape *shape = node->literal->type->shape;

    cwriter_printf(body->out, "(*(%s)__builtin_memcpy(&%s, (const void *)&",
                   spell(body, shape, "*"), place);
    body_gaps(body, node);
    cwriter_printf(body->out, ", sizeof(%s)))", spell(body, shape, ""));
}
