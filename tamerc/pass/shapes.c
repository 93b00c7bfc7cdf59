/* SPDX-License-Identifier: BSD-3-Clause */
/* How variably modified types are spelled with bounds that were evaluated before (ir_shape). */
#include <string.h>

#include "base/arena.h"
#include "pass/declarator.h"
#include "pass/shapes.h"
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
    while (type->of != NULL)
        type = type->of;
    return type;
}

/* Is it an array with a bound that only the program knows? */
static bool is_bounded(const struct ir_type *type)
{
    return type->kind == IR_TYPE_ARRAY && type->is_variable && type->count == 0 && !type->is_open;
}

uint32_t shapes_bounds(const struct ir_type *type)
{
    uint32_t count = 0;

    for (; type->is_variable; type = type->of)
        count += is_bounded(type);
    return count;
}

bool shapes_are_sayable(const struct ir_type *type)
{
    for (; type->of != NULL; type = type->of)
        for (uint32_t i = 0; i < type->param_count; i++) {
            const struct ir_type *leaf =
                type->params[i] != NULL ? innermost(type->params[i]) : NULL;

            if (leaf == NULL || (leaf->spelling == NULL && leaf->local == NULL) ||
                !shapes_are_sayable(type->params[i]))
                return false;
        }
    return true;
}

static void drop_outer(struct ir_shape *shape)
{
    if (is_bounded(shape->type)) {
        shape->bounds++;
        shape->bound_count--;
    }
}

/* Of an element, of what is pointed to or returned. */
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

void shapes_decay(struct lower *lower, struct ir_shape *shape)
{
    const struct ir_type *element = shape->type->of;

    if (shape->type->kind == IR_TYPE_FUNCTION)
        point_to(lower, shape, shape->type);
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

    if (!shapes_find(lower, from, ret))
        return false;
    shapes_decay(lower, ret);
    return true;
}

/* What the specifiers of a type name say, which stands inside of all its own arrays. */
static bool shape_of_typeof(struct lower *lower, const struct ir_node *node, struct ir_shape *ret)
{
    struct ir_node *base = node->derivation->base, inner;
    const struct ir_type *type = node->type;

    if (base->kind != IR_UNEVALUATED || base->type != NULL || base->derivation == NULL)
        return shapes_find(lower, base, ret);
    for (uint32_t i = 0; i < node->derivation->bound_count; i++) {
        while (type->is_variable && type->kind != IR_TYPE_ARRAY)
            type = type->of;
        type = type->is_variable ? type->of : type;
    }
    inner = *base;
    inner.type = type;
    return shapes_of_written(lower, &inner, ret);
}

bool shapes_of_written(struct lower *lower, const struct ir_node *node, struct ir_shape *ret)
{
    const struct ir_derivation *derivation = node->derivation;
    uint32_t written = 0, count = 0;
    struct ir_shape base = {0};

    if (derivation == NULL)
        return false;
    *ret = (struct ir_shape){.type = node->type};
    ret->bound_count = shapes_bounds(node->type);
    ret->bounds = arena_array(lower->unit->arena, ret->bound_count + 1, sizeof(struct ir_var *));
    if (derivation->base != NULL && !shape_of_typeof(lower, node, &base))
        base = (struct ir_shape){0};
    ret->leaf_decl = base.leaf_decl;
    ret->leaf = base.leaf != NULL ? base.leaf : leaf_in_scope(lower, innermost(node->type));
    for (const struct ir_type *type = node->type; type->is_variable; type = type->of) {
        struct ir_node *bound = NULL;

        if (type->kind != IR_TYPE_ARRAY)
            continue;
        if (written < derivation->bound_count)
            bound = derivation->bounds[written];
        if (is_bounded(type) && bound != NULL) {
            lower_spill(lower, bound);
            ret->bounds[count++] = bound->temp;
        } else if (is_bounded(type) && shapes_bounds(type) <= base.bound_count) {
            ret->bounds[count++] = base.bounds[base.bound_count - shapes_bounds(type)];
        } else if (is_bounded(type)) {
            return false;
        }
        written++;
    }
    return innermost(node->type)->spelling != NULL || ret->leaf != NULL || ret->leaf_decl != NULL;
}

/* The bounds are those of an operand, or all constant; the qualifiers may come from both. */
static bool shape_of_conditional(struct lower *lower, struct ir_node *node, struct ir_shape *ret)
{
    struct ir_node *left = node->kids[node->kids[1] != NULL ? 1 : 0];

    if (!shape_of_either(lower, left, node->kids[2], ret))
        return false;
    if (shapes_bounds(node->type) == ret->bound_count)
        ret->type = node->type;
    return true;
}

static bool shape_of_index(struct lower *lower, struct ir_node *node, struct ir_shape *ret)
{
    bool is_first = node->kind == IR_DEREF || leads_somewhere(node->kids[0]);

    if (!shapes_find(lower, node->kids[is_first ? 0 : 1], ret))
        return false;
    if (ret->type->kind != IR_TYPE_FUNCTION) /* which a dereference leaves what it is */
        step(ret);
    return true;
}

static bool shape_of_call(struct lower *lower, struct ir_node *node, struct ir_shape *ret)
{
    if (!shapes_find(lower, node->kids[0], ret))
        return false;
    if (ret->type->kind == IR_TYPE_POINTER)
        step(ret);
    if (ret->type->kind != IR_TYPE_FUNCTION)
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
    if (!shapes_find(lower, node->kids[0], ret))
        return false;
    point_to(lower, ret, ret->type);
    return true;
}

/* Bounds in a typeof are evaluated now: it is not written again. */
static bool shape_of_cast(struct lower *lower, struct ir_node *node, struct ir_shape *ret)
{
    const struct ir_node *base = node->derivation != NULL ? node->derivation->base : NULL;

    if (!shapes_of_written(lower, node, ret))
        return false;
    if (base != NULL && base->kind == IR_UNEVALUATED && base->type == NULL)
        node->type = shapes_stand_in(lower, ret);
    return true;
}

/* The same choice, of the bounds that the operands' types have at `index`. */
static struct ir_var *choose_bound(struct lower *lower, const struct ir_node *node,
                                   const struct ir_shape *shapes, uint32_t index)
{
    struct arena *arena = lower->unit->arena;
    struct ir_node *choice = arena_new(arena, struct ir_node);
    struct ir_var *bound = lower_temp(lower, &size_type);

    *choice = *node;
    choice->type = &size_type;
    choice->kids = arena_array(arena, node->kid_count, sizeof(struct ir_node *));
    for (uint32_t i = 0; i < node->kid_count; i++) {
        choice->kids[i] = arena_new(arena, struct ir_node);
        *choice->kids[i] = *node->kids[i];
        if (shapes[i].type != NULL)
            choice->kids[i]->temp = shapes[i].bounds[index];
    }
    lower_set(lower, bound, choice, false);
    return bound;
}

/* One operand is chosen, by the compiler: one of those whose type can be that of the whole. */
static bool shape_of_choice(struct lower *lower, struct ir_node *node, struct ir_shape *ret)
{
    struct arena *arena = lower->unit->arena;
    struct ir_shape *shapes = arena_array(arena, node->kid_count, sizeof(struct ir_shape));
    uint32_t count = 0, last = 0;
    bool is_known = true;

    for (uint32_t i = 0; i < node->kid_count; i++) {
        const struct ir_type *type = node->kids[i]->type;

        shapes[i] = (struct ir_shape){0};
        if (type == NULL || (!type->is_variable && type->shape == NULL))
            continue;
        if (!shapes_find(lower, node->kids[i], &shapes[i]))
            return false;
        is_known &= shapes_is_declared(node->kids[i]);
        count++;
        last = i;
    }
    *ret = shapes[last];
    if (count <= 1 || !is_known)
        return count == 1;
    ret->bounds = arena_array(arena, ret->bound_count + 1, sizeof(struct ir_var *));
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (shapes[i].bound_count != ret->bound_count)
            shapes[i].type = NULL;
    for (uint32_t i = 0; i < ret->bound_count; i++)
        ret->bounds[i] = choose_bound(lower, node, shapes, i);
    ret->type = node->type;
    return shapes_bounds(node->type) == ret->bound_count;
}

bool shapes_find(struct lower *lower, struct ir_node *node, struct ir_shape *ret)
{
    if (node->temp != NULL)
        return shape_of_var(node->temp, ret);
    if (node->type != NULL && node->type->shape != NULL) {
        *ret = *node->type->shape;
        return true;
    }
    switch (node->kind) {
    case IR_REF:
        return shape_of_var(node->var, ret);
    case IR_PAREN:
    case IR_UNARY:
    case IR_INCDEC:
    case IR_ASSIGN:
    case IR_ASSIGN_OP:
    case IR_AWAIT:
    case IR_BLOCKING:
    case IR_CHECK:
        return shapes_find(lower, node->kids[0], ret);
    case IR_COMMA:
        return shapes_find(lower, node->kids[node->kid_count - 1], ret);
    case IR_INDEX:
    case IR_DEREF:
        return shape_of_index(lower, node, ret);
    case IR_GENERIC:
        return shape_of_choice(lower, node, ret);
    case IR_CALL:
        return shape_of_call(lower, node, ret);
    case IR_ADDRESS:
        return shape_of_address(lower, node, ret);
    case IR_BINARY:
        return shape_of_either(lower, node->kids[0], node->kids[1], ret);
    case IR_COND:
        return shape_of_conditional(lower, node, ret);
    case IR_CAST:
        return shape_of_cast(lower, node, ret);
    case IR_COMPOUND_LITERAL:
        return shapes_of_written(lower, node, ret);
    default:
        return false;
    }
}

/* ---- what stands in for them ---- */

const char *shapes_stand_in_name(struct arena *arena, const struct ir_type *type)
{
    const char *bounds = "";

    for (; type->kind == IR_TYPE_ARRAY; type = type->of)
        bounds = arena_printf(arena, "%s[%llu]", bounds, (unsigned long long)type->count);
    return arena_printf(arena, "void *%s", bounds);
}

uint32_t shapes_stand_in_size(const struct ir_type *type)
{
    uint32_t size = sizeof(void *);

    for (; type->kind == IR_TYPE_ARRAY; type = type->of)
        size *= (uint32_t)type->count;
    return size;
}

const struct ir_type *shapes_stand_in(struct lower *lower, const struct ir_shape *shape)
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
    type->spelling = shapes_stand_in_name(arena, shape->type);
    type->size = shapes_stand_in_size(shape->type);
    type->align = sizeof(void *);
    type->is_const = type->is_atomic = false;
    return type;
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

/* The specifiers of a type that only the function knows. */
static void take_specifiers(struct lower *lower, struct ir_node *decl, struct ir_shape *shape)
{
    const struct source *source = lower->unit->source;
    struct specifiers specifiers;
    const char *tag = NULL;

    if (decl == NULL || decl->kind != IR_DECL)
        return;
    if (decl->whole != NULL)
        decl = decl->whole;
    specifiers = syntax_specifiers(source, source_token_at(source, decl->start),
                                   source_token_at(source, decl->end));
    if (specifiers.type_end != 0)
        tag = tag_of(lower, decl, &specifiers);
    for (uint32_t i = 0; tag == NULL && i < decl->kid_count; i++)
        if (decl->kids[i]->kind != IR_DECLARATOR)
            shape->leaf_decl = decl;
    if (shape->leaf_decl == NULL)
        shape->leaf = syntax_type_text(lower->unit->arena, source, &specifiers, tag);
}

/* The innermost type of what is declared, which may be a pointer to what the specifiers say, or an
 * array of it. False: it has no spelling. */
static bool find_leaf(struct lower *lower, struct ir_node *decl, const struct ir_type *type,
                      struct ir_shape *shape)
{
    bool is_derived = type->kind == IR_TYPE_POINTER || type->kind == IR_TYPE_ARRAY;

    if (type->spelling != NULL || shape->leaf != NULL || shape->leaf_decl != NULL)
        return true;
    if (is_derived)
        shape->leaf = leaf_in_scope(lower, type);
    else
        take_specifiers(lower, decl, shape);
    return shape->leaf != NULL || shape->leaf_decl != NULL;
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
        base->type = shapes_stand_in(lower, &shape);
    }
    return shapes_find(lower, base, ret);
}

static bool shape_of_derivation(struct lower *lower, struct ir_node *declarator,
                                const struct ir_derivation *derivation, const struct ir_type *type,
                                struct ir_shape *ret)
{
    struct ir_shape base = {0};
    uint32_t written = 0, count = 0;

    *ret = (struct ir_shape){.type = type, .bound_count = shapes_bounds(type)};
    ret->bounds = arena_array(lower->unit->arena, ret->bound_count + 1, sizeof(struct ir_var *));
    for (; type->is_variable && written < derivation->bound_count; type = type->of) {
        struct ir_node *bound;

        if (type->kind != IR_TYPE_ARRAY)
            continue;
        bound = derivation->bounds[written++];
        if (!is_bounded(type))
            continue;
        if (bound == NULL)
            return false;
        ret->bounds[count++] = capture(lower, declarator, bound);
    }
    if (type->is_variable) {
        uint32_t rest = shapes_bounds(type);

        if (derivation->base == NULL ||
            !shape_of_base(lower, declarator, derivation->base, type, &base) ||
            base.bound_count < rest)
            return false;
        for (uint32_t i = 0; i < rest; i++)
            ret->bounds[count + i] = base.bounds[base.bound_count - rest + i];
        ret->leaf = base.leaf;
        ret->leaf_decl = base.leaf_decl;
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

    if (declarator->derivation == NULL || !shapes_are_sayable(declarator->type) ||
        !shape_of_derivation(lower, declarator, declarator->derivation, declarator->type, &shape))
        return false;
    if (!find_leaf(lower, decl, innermost(declarator->type), &shape))
        return false;
    evaluate_base(lower, decl, declarator);
    declarator->var->type = shapes_stand_in(lower, &shape);
    return true;
}
