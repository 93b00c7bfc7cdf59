/* SPDX-License-Identifier: BSD-3-Clause */
/* How variably modified types are spelled with bounds that were evaluated before (ir_shape). */
#include <string.h>

#include "base/arena.h"
#include "pass/declarator.h"
#include "pass/lower_parts.h"
#include "text/diag.h"
#include "text/source.h"

static const struct ir_type size_type = {
    .kind = IR_TYPE_INTEGER, .size = 8, .align = 8, .spelling = "tamer_size"};

/* ---- shapes ---- */

bool shapes_is_vla(const struct ir_type *type)
{
    return type->kind == IR_TYPE_ARRAY && type->is_variable &&
           (type->count == 0 || shapes_is_vla(type->of));
}

static const struct ir_type *innermost(const struct ir_type *type)
{
    while (type->is_variable)
        type = type->of;
    return type;
}

static uint32_t count_bounds(const struct ir_type *type)
{
    uint32_t count = 0;

    for (; type->is_variable; type = type->of)
        count += type->kind == IR_TYPE_ARRAY && type->count == 0;
    return count;
}

static bool has_function(const struct ir_type *type)
{
    for (; type->is_variable; type = type->of)
        if (type->kind == IR_TYPE_FUNCTION)
            return true;
    return false;
}

static void drop_outer(struct ir_shape *shape)
{
    if (shape->type->kind == IR_TYPE_ARRAY && shape->type->count == 0) {
        shape->bounds++;
        shape->bound_count--;
    }
}

/* Of an element, of what is pointed to. */
static void step(struct ir_shape *shape)
{
    drop_outer(shape);
    shape->type = shape->type->of;
}

static void point_to(struct lower *lower, struct ir_shape *shape, const struct ir_type *target)
{
    struct ir_type *pointer = arena_new(lower->unit->arena, struct ir_type);

    *pointer = (struct ir_type){.kind = IR_TYPE_POINTER,
                                .size = sizeof(void *),
                                .align = sizeof(void *),
                                .is_variable = true,
                                .of = target};
    shape->type = pointer;
}

static void decay(struct lower *lower, struct ir_shape *shape)
{
    const struct ir_type *element = shape->type->of;

    if (shape->type->kind != IR_TYPE_ARRAY)
        return;
    drop_outer(shape);
    point_to(lower, shape, element);
}

/* Of a type that has a spelling in its scope only; else NULL. */
static const char *leaf_in_scope(struct lower *lower, const struct ir_type *type)
{
    if (type->local == NULL)
        return NULL;
    return arena_printf(lower->unit->arena, "%s%s__typeof__(%s)", type->is_const ? "const " : "",
                        type->is_volatile ? "volatile " : "", type->local);
}

static bool shape_of(struct lower *lower, struct ir_node *node, struct ir_shape *ret);

static bool leads_somewhere(const struct ir_node *node)
{
    return node->type != NULL &&
           (node->type->kind == IR_TYPE_POINTER || node->type->kind == IR_TYPE_ARRAY);
}

/* The operand that a value of pointer type comes from. */
static bool shape_of_either(struct lower *lower, struct ir_node *left, struct ir_node *right,
                            struct ir_shape *ret)
{
    struct ir_node *from =
        left != NULL && leads_somewhere(left) && left->type->is_variable ? left : right;

    if (!shape_of(lower, from, ret))
        return false;
    decay(lower, ret);
    return true;
}

/* A type that is written in an expression: its bounds are evaluated now. */
static bool shape_of_written(struct lower *lower, const struct ir_node *node, struct ir_shape *ret)
{
    const struct ir_derivation *derivation = node->derivation;
    uint32_t written = 0, count = 0;
    struct ir_shape base = {0};

    if (derivation == NULL)
        return false;
    *ret = (struct ir_shape){.type = node->type};
    ret->bound_count = count_bounds(node->type);
    ret->bounds = arena_array(lower->unit->arena, ret->bound_count + 1, sizeof(struct ir_var *));
    if (derivation->base != NULL && !shape_of(lower, derivation->base, &base))
        return false;
    ret->leaf = base.leaf != NULL ? base.leaf : leaf_in_scope(lower, innermost(node->type));
    for (const struct ir_type *type = node->type; type->is_variable; type = type->of) {
        struct ir_node *bound = NULL;

        if (type->kind != IR_TYPE_ARRAY)
            continue;
        if (written < derivation->bound_count)
            bound = derivation->bounds[written];
        if (type->count == 0 && bound != NULL) {
            lower_spill(lower, bound);
            ret->bounds[count++] = bound->temp;
        } else if (type->count == 0 && count_bounds(type) <= base.bound_count) {
            ret->bounds[count++] = base.bounds[base.bound_count - count_bounds(type)];
        } else if (type->count == 0) {
            return false;
        }
        written++;
    }
    return innermost(node->type)->spelling != NULL || ret->leaf != NULL;
}

static bool shape_of_index(struct lower *lower, struct ir_node *node, struct ir_shape *ret)
{
    struct ir_node *base = leads_somewhere(node->kids[0]) ? node->kids[0] : node->kids[1];

    if (!shape_of(lower, base, ret))
        return false;
    step(ret);
    return true;
}

static bool shape_of_var(const struct ir_var *var, struct ir_shape *ret)
{
    if (var == NULL || var->type->shape == NULL)
        return false;
    *ret = *var->type->shape;
    return true;
}

static bool shape_of_address(struct lower *lower, struct ir_node *node, struct ir_shape *ret)
{
    if (!shape_of(lower, node->kids[0], ret))
        return false;
    point_to(lower, ret, ret->type);
    return true;
}

/* Of an expression, or of the type name in a typeof. False: not known. */
static bool shape_of(struct lower *lower, struct ir_node *node, struct ir_shape *ret)
{
    if (node->temp != NULL)
        return shape_of_var(node->temp, ret);
    switch (node->kind) {
    case IR_REF:
        return shape_of_var(node->var, ret);
    case IR_UNEVALUATED:
        if (node->type == NULL || node->type->shape == NULL)
            return false;
        *ret = *node->type->shape;
        return true;
    case IR_PAREN:
    case IR_UNARY:
    case IR_INCDEC:
    case IR_ASSIGN:
    case IR_ASSIGN_OP:
        return shape_of(lower, node->kids[0], ret);
    case IR_COMMA:
        return shape_of(lower, node->kids[node->kid_count - 1], ret);
    case IR_INDEX:
    case IR_DEREF:
        return shape_of_index(lower, node, ret);
    case IR_ADDRESS:
        return shape_of_address(lower, node, ret);
    case IR_BINARY:
        return shape_of_either(lower, node->kids[0], node->kids[1], ret);
    case IR_COND:
        return shape_of_either(lower, node->kids[1] != NULL ? node->kids[1] : node->kids[0],
                               node->kids[2], ret);
    case IR_CAST:
    case IR_COMPOUND_LITERAL:
        return shape_of_written(lower, node, ret);
    default:
        return false;
    }
}

void shapes_refuse(struct lower *lower, const struct ir_node *node)
{
    diag_error(
        lower->diag, node->start, node->end, "tamer-vla",
        "this type depends on a value and is in use where the function may be suspended, but "
        "tamerc cannot spell it there; end its block before, or use a pointer to the element");
}

/* ---- what stands in for them ---- */

static const char *stand_in_name(struct arena *arena, const struct ir_type *type)
{
    const char *bounds = "";

    for (; type->kind == IR_TYPE_ARRAY; type = type->of)
        bounds = arena_printf(arena, "%s[%llu]", bounds, (unsigned long long)type->count);
    return arena_printf(arena, "void *%s", bounds);
}

static uint32_t stand_in_size(const struct ir_type *type)
{
    uint32_t size = sizeof(void *);

    for (; type->kind == IR_TYPE_ARRAY; type = type->of)
        size *= (uint32_t)type->count;
    return size;
}

/* Of a variable, with the shape kept; an array of variable length only gets that. */
static const struct ir_type *stand_in(struct lower *lower, const struct ir_shape *shape)
{
    struct arena *arena = lower->unit->arena;
    struct ir_type *type = arena_new(arena, struct ir_type);
    struct ir_shape *kept = arena_new(arena, struct ir_shape);

    struct ir_type *plain = arena_new(arena, struct ir_type);

    *plain = *shape->type; /* it is set where it stood, by assignment */
    plain->is_const &= plain->kind != IR_TYPE_POINTER;
    *type = *plain;
    *kept = *shape;
    kept->type = plain;
    type->shape = kept;
    type->is_variable = false;
    if (shapes_is_vla(shape->type))
        return type;
    type->spelling = stand_in_name(arena, shape->type);
    type->size = stand_in_size(shape->type);
    type->align = sizeof(void *);
    type->is_const = type->is_atomic = false;
    return type;
}

const struct ir_type *shapes_value(struct lower *lower, struct ir_node *node)
{
    struct ir_shape shape;

    if (!shape_of(lower, node, &shape) || has_function(shape.type)) {
        shapes_refuse(lower, node);
        return &lower_int_type;
    }
    decay(lower, &shape);
    return stand_in(lower, &shape);
}

/* ---- declarations ---- */

/* struct TAG among the specifiers, also of a type that has no name until now. */
static const char *tag_of(struct lower *lower, struct ir_node *decl,
                          const struct specifiers *specifiers)
{
    const struct source *source = lower->unit->source;
    struct arena *arena = lower->unit->arena;
    const struct token *word = &source->tokens[specifiers->type_first];
    uint32_t at = syntax_attributes(source, specifiers->type_first + 1);
    const struct token *tag = &source->tokens[at];
    const char *kind = arena_strndup(arena, source->text + word->start, word->end - word->start);

    if (tag->kind == TOKEN_IDENT)
        return arena_printf(arena, "%s %.*s", kind, (int)(tag->end - tag->start),
                            source->text + tag->start);
    if (decl->name == NULL)
        decl->name = arena_printf(arena, "tamer_tag%u", ++lower->func->temp_count);
    return arena_printf(arena, "%s %s", kind, decl->name);
}

/* The specifiers of a type that only the function knows. NULL: they name variables. */
static const char *leaf_text(struct lower *lower, struct ir_node *decl)
{
    const struct source *source = lower->unit->source;
    struct specifiers specifiers;
    const char *tag = NULL;

    if (decl == NULL || decl->kind != IR_DECL)
        return NULL;
    if (decl->whole != NULL)
        decl = decl->whole;
    specifiers = syntax_specifiers(source, source_token_at(source, decl->start),
                                   source_token_at(source, decl->end));
    if (specifiers.type_end != 0)
        tag = tag_of(lower, decl, &specifiers);
    for (uint32_t i = 0; tag == NULL && i < decl->kid_count; i++)
        if (decl->kids[i]->kind != IR_DECLARATOR)
            return NULL;
    return syntax_type_text(lower->unit->arena, source, &specifiers, tag);
}

/* The innermost type of what is declared, which may be a pointer to what the specifiers say, or an
 * array of it. NULL: it has no spelling. */
static const char *leaf_of(struct lower *lower, struct ir_node *decl, const struct ir_type *type)
{
    bool is_derived = type->kind == IR_TYPE_POINTER || type->kind == IR_TYPE_ARRAY;
    return is_derived ? leaf_in_scope(lower, type) : leaf_text(lower, decl);
}

/* A number needs no temporary: it is spelled as what it is. */
static struct ir_var *constant_bound(struct lower *lower, const struct ir_node *bound)
{
    struct ir_var *var = arena_new(lower->unit->arena, struct ir_var);

    *var = (struct ir_var){.kind = IR_VAR_STATIC,
                           .name = arena_strndup(lower->unit->arena,
                                                 lower->unit->source->text + bound->start,
                                                 bound->end - bound->start),
                           .type = &size_type};
    return var;
}

static struct ir_var *capture(struct lower *lower, struct ir_node *declarator,
                              struct ir_node *bound)
{
    struct arena *arena = lower->unit->arena;
    struct ir_node *set;

    if (bound->kind == IR_LITERAL)
        return constant_bound(lower, bound);
    set = ir_node_new(arena, IR_SET, bound->start, bound->start);
    set->kids = arena_array(arena, 1, sizeof(struct ir_node *));
    set->kids[0] = bound;
    set->kid_count = 1;
    set->var = lower_temp(lower, &size_type);
    ir_list_add(arena, &declarator->list, set);
    return set->var;
}

static bool shape_of_derivation(struct lower *lower, struct ir_node *declarator,
                                const struct ir_derivation *derivation, const struct ir_type *type,
                                struct ir_shape *ret);

/* The specifiers of several declarators are evaluated with the first. */
static bool shape_of_base(struct lower *lower, struct ir_node *declarator, struct ir_node *base,
                          const struct ir_type *type, struct ir_shape *ret)
{
    if (base->kind == IR_UNEVALUATED && base->type == NULL) {
        struct ir_shape shape;

        if (base->derivation == NULL ||
            !shape_of_derivation(lower, declarator, base->derivation, type, &shape))
            return false;
        base->type = stand_in(lower, &shape);
    }
    return shape_of(lower, base, ret);
}

static bool shape_of_derivation(struct lower *lower, struct ir_node *declarator,
                                const struct ir_derivation *derivation, const struct ir_type *type,
                                struct ir_shape *ret)
{
    struct ir_shape base = {0};
    uint32_t written = 0, count = 0;

    *ret = (struct ir_shape){.type = type, .bound_count = count_bounds(type)};
    ret->bounds = arena_array(lower->unit->arena, ret->bound_count + 1, sizeof(struct ir_var *));
    for (; type->is_variable && written < derivation->bound_count; type = type->of) {
        struct ir_node *bound;

        if (type->kind != IR_TYPE_ARRAY)
            continue;
        bound = derivation->bounds[written++];
        if (type->count > 0)
            continue;
        if (bound == NULL)
            return false;
        ret->bounds[count++] = capture(lower, declarator, bound);
    }
    if (type->is_variable) {
        uint32_t rest = count_bounds(type);

        if (derivation->base == NULL ||
            !shape_of_base(lower, declarator, derivation->base, type, &base) ||
            base.bound_count < rest)
            return false;
        memcpy(ret->bounds + count, base.bounds + base.bound_count - rest,
               rest * sizeof *ret->bounds);
        ret->leaf = base.leaf;
    }
    return true;
}

static bool has_effect(const struct ir_node *node)
{
    static const enum ir_kind kinds[] = {IR_INCDEC, IR_ASSIGN, IR_ASSIGN_OP, IR_CALL, IR_STMT_EXPR};

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (ir_contains(node, kinds[i]))
            return true;
    return false;
}

static bool is_first(const struct ir_node *decl, const struct ir_node *declarator)
{
    uint32_t i = 0;

    while (decl->kids[i]->kind != IR_DECLARATOR)
        i++;
    return decl->whole == NULL && decl->kids[i] == declarator;
}

/* The operand of a typeof that is variably modified is evaluated, once for all declarators. */
static void evaluate_base(struct lower *lower, const struct ir_node *decl,
                          struct ir_node *declarator)
{
    struct arena *arena = lower->unit->arena;
    struct ir_node *base = declarator->derivation->base, *eval;

    if (base == NULL || declarator->is_deduced || !has_effect(base) ||
        (decl != NULL && !is_first(decl, declarator)))
        return;
    eval = ir_node_new(arena, IR_EVAL, base->start, base->start);
    eval->kids = arena_array(arena, 1, sizeof(struct ir_node *));
    eval->kids[0] = base;
    eval->kid_count = 1;
    ir_list_add(arena, &declarator->list, eval);
}

bool shapes_declare(struct lower *lower, struct ir_node *decl, struct ir_node *declarator)
{
    struct ir_shape shape;

    if (declarator->derivation == NULL || has_function(declarator->type) ||
        !shape_of_derivation(lower, declarator, declarator->derivation, declarator->type, &shape))
        return false;
    if (innermost(declarator->type)->spelling == NULL && shape.leaf == NULL)
        shape.leaf = leaf_of(lower, decl, innermost(declarator->type));
    if (innermost(declarator->type)->spelling == NULL && shape.leaf == NULL)
        return false;
    evaluate_base(lower, decl, declarator);
    declarator->var->type = stand_in(lower, &shape);
    return true;
}
