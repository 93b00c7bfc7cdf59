/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Variably modified types. C forbids to jump over a declaration that has one, so where a function
 * may go on in the scope of such a declaration, none stays. Its bounds are evaluated into
 * temporaries where it stood, and from then on the type is spelled with those (ir_shape): a *use*
 * of such a type may stand anywhere. What is declared becomes
 *
 *     an array of variable length   memory that a temporary points to, given back by a deferred
 *                                   block, so that every way out of the scope does it once
 *     a pointer, an array of them   the same with `void *`
 *     a typedef                     nothing
 */
#include <string.h>

#include "base/arena.h"
#include "pass/declarator.h"
#include "pass/lower_parts.h"
#include "text/diag.h"
#include "text/source.h"

static const struct ir_type size_type = {
    .kind = IR_TYPE_INTEGER, .size = 8, .align = 8, .spelling = "size_t"};

/* ---- where the function may be suspended ---- */

struct places {
    struct lower *lower;
    struct ir_list waits; /* IR_AWAIT and IR_SCOPE */
};

static void collect_waits(struct places *places, struct ir_node *node)
{
    if (node == NULL || node->kind == IR_UNEVALUATED)
        return;
    if (node->kind == IR_AWAIT || node->kind == IR_SCOPE)
        ir_list_add(places->lower->unit->arena, &places->waits, node);
    for (uint32_t i = 0; i < node->kid_count; i++)
        collect_waits(places, node->kids[i]);
}

/* An await in its own bounds or initialiser comes before what is declared. */
static bool waits_in_scope(const struct places *places, const struct ir_node *declarator)
{
    const struct ir_node *block = declarator->var->block;
    uint32_t end = block != NULL ? block->end : places->lower->func->body->end;

    for (uint32_t i = 0; i < places->waits.count; i++)
        if (places->waits.items[i]->start >= declarator->end && places->waits.items[i]->start < end)
            return true;
    return false;
}

/* ---- shapes ---- */

static bool is_vla(const struct ir_type *type)
{
    return type->kind == IR_TYPE_ARRAY && type->is_variable &&
           (type->count == 0 || is_vla(type->of));
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
    ret->leaf = base.leaf;
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

static void refuse(struct lower *lower, const struct ir_node *node)
{
    diag_error(
        lower->diag, node->start, node->end, "tamer-vla",
        "this type depends on a value, and the function may be suspended while it is in use, "
        "but tamerc cannot tell how to spell it there; give the type a name with typedef, or "
        "use a pointer to the element");
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
    if (is_vla(shape->type))
        return type;
    type->spelling = stand_in_name(arena, shape->type);
    type->size = stand_in_size(shape->type);
    type->align = sizeof(void *);
    type->is_const = type->is_atomic = false;
    return type;
}

const struct ir_type *variable_types_value(struct lower *lower, struct ir_node *node)
{
    struct ir_shape shape;

    if (!shape_of(lower, node, &shape) || has_function(shape.type)) {
        refuse(lower, node);
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
    specifiers = syntax_specifiers(source, source_token_at(source, decl->start),
                                   source_token_at(source, decl->end));
    if (specifiers.type_end != 0)
        tag = tag_of(lower, decl, &specifiers);
    for (uint32_t i = 0; tag == NULL && i < decl->kid_count; i++)
        if (decl->kids[i]->kind != IR_DECLARATOR)
            return NULL;
    return syntax_type_text(lower->unit->arena, source, &specifiers, tag);
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

static bool make_shape(struct lower *lower, struct ir_node *decl, struct ir_node *declarator)
{
    struct ir_shape shape;

    if (declarator->derivation == NULL || has_function(declarator->type) ||
        !shape_of_derivation(lower, declarator, declarator->derivation, declarator->type, &shape))
        return false;
    if (innermost(declarator->type)->spelling == NULL && shape.leaf == NULL)
        shape.leaf = leaf_text(lower, decl);
    if (innermost(declarator->type)->spelling == NULL && shape.leaf == NULL)
        return false;
    declarator->var->type = stand_in(lower, &shape);
    return true;
}

/* ---- memory of arrays ---- */

static void insert_kid(struct arena *arena, struct ir_node *node, uint32_t index,
                       struct ir_node *kid)
{
    struct ir_node **kids = arena_array(arena, node->kid_count + 1, sizeof(struct ir_node *));

    memcpy(kids, node->kids, index * sizeof *kids);
    kids[index] = kid;
    memcpy(kids + index + 1, node->kids + index, (node->kid_count - index) * sizeof *kids);
    node->kids = kids;
    node->kid_count++;
    kid->parent = node;
}

static uint32_t index_of(const struct ir_node *node, const struct ir_node *kid)
{
    uint32_t index = 0;

    while (node->kids[index] != kid)
        index++;
    return index;
}

/* for (T v[n]; …) becomes a block that declares, and the loop. */
static struct ir_node *move_out_of_for(struct lower *lower, struct ir_node *decl)
{
    struct arena *arena = lower->unit->arena;
    struct ir_node *loop = decl->parent, *around = loop->parent;
    struct ir_node *block = ir_node_new(arena, IR_BLOCK, loop->start, loop->end);

    block->is_made = loop->is_made = true;
    block->parent = around;
    around->kids[index_of(around, loop)] = block;
    loop->kids[0] = NULL;
    insert_kid(arena, block, 0, decl);
    insert_kid(arena, block, 1, loop);
    return block;
}

/* The declarators behind this one are declared when it has got its memory: they may fail. */
static struct ir_node *split(struct lower *lower, struct ir_node *decl,
                             const struct ir_node *declarator)
{
    struct arena *arena = lower->unit->arena;
    uint32_t first = index_of(decl, declarator) + 1;
    struct ir_node *rest;

    if (first == decl->kid_count)
        return NULL;
    rest = ir_node_new(arena, IR_DECL, decl->kids[first]->start, decl->end);
    rest->whole = decl->whole != NULL ? decl->whole : decl;
    rest->kids = decl->kids + first;
    rest->kid_count = decl->kid_count - first;
    for (uint32_t i = 0; i < rest->kid_count; i++)
        rest->kids[i]->parent = rest;
    decl->kid_count = first;
    decl->end = rest->start;
    return rest;
}

static void defer_free(struct lower *lower, struct ir_node *decl, struct ir_node *declarator)
{
    struct arena *arena = lower->unit->arena;
    struct ir_node *rest = split(lower, decl, declarator), *last = decl, *block;
    struct ir_node *defer = ir_node_new(arena, IR_DEFER, decl->end, decl->end);
    struct ir_node *give_back = ir_node_new(arena, IR_FREE, decl->end, decl->end);
    uint32_t index;

    if (decl->parent->kind == IR_FOR)
        move_out_of_for(lower, decl);
    while (last->parent->kind != IR_BLOCK)
        last = last->parent;
    block = last->parent;
    give_back->var = declarator->var;
    insert_kid(arena, defer, 0, give_back);
    index = index_of(block, last);
    insert_kid(arena, block, index + 1, defer);
    if (rest != NULL)
        insert_kid(arena, block, index + 2, rest);
}

/* ---- all of them ---- */

static void place_declarator(struct places *places, struct ir_node *decl,
                             struct ir_node *declarator)
{
    struct lower *lower = places->lower;
    struct ir_var *var = declarator->var;

    if (var == NULL || !declarator->type->is_variable || var->type->shape != NULL ||
        !waits_in_scope(places, declarator))
        return;
    if (!make_shape(lower, decl, declarator)) {
        refuse(lower, declarator);
        return;
    }
    if (var->kind == IR_VAR_TYPE || !is_vla(declarator->type))
        return;
    var->storage = lower_temp(lower, &lower_memory_type);
    var->storage->name =
        arena_printf(lower->unit->arena, "%s__memory%u", var->name, ++lower->func->temp_count);
    defer_free(lower, decl, declarator);
}

/* Kids may become more while they are walked. */
static void place(struct places *places, struct ir_node *node)
{
    if (node == NULL || node->kind == IR_UNEVALUATED)
        return;
    for (uint32_t i = 0; i < node->kid_count; i++) {
        struct ir_node *kid = node->kids[i];

        if (kid != NULL && kid->kind == IR_DECLARATOR)
            place_declarator(places, node, kid);
        place(places, node->kids[i]);
    }
}

void variable_types_place(struct lower *lower)
{
    struct places places = {.lower = lower};

    collect_waits(&places, lower->func->body);
    if (places.waits.count > 0)
        place(&places, lower->func->body);
}

bool variable_types_declare(struct lower *lower, struct ir_node *declarator)
{
    struct ir_var *var = declarator->var;
    struct ir_list *out = lower->out;

    if (var == NULL || var->type->shape == NULL)
        return false;
    lower->out = &declarator->pre;
    for (uint32_t i = 0; i < declarator->list.count; i++) {
        struct ir_node *set = declarator->list.items[i];

        lower_expr(lower, set->kids[0]);
        ir_list_add(lower->unit->arena, lower->out, set);
    }
    declarator->list = (struct ir_list){0};
    if (declarator->kid_count > 0) {
        uint32_t kept = declarator->has_init ? 1 : 0;

        declarator->kids += declarator->kid_count - kept;
        declarator->kid_count = kept;
    }
    if (var->storage != NULL) {
        struct ir_node *alloc =
            ir_node_new(lower->unit->arena, IR_ALLOC, declarator->start, declarator->start);

        alloc->var = var;
        ir_list_add(lower->unit->arena, lower->out, alloc);
    }
    lower->out = out;
    return true;
}
