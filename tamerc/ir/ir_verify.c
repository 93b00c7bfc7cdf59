/* SPDX-License-Identifier: BSD-3-Clause */
/* What each stage promises. A promise not kept is a bug of tamerc's: it stops before wrong code is
 * written. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "ir/ir.h"
#include "ir/ir_cfg.h"

struct verify {
    const struct ir_func *func;
    enum ir_stage stage;
};

static void broken(const struct verify *verify, const char *format, ...)
    __attribute__((noreturn, format(printf, 2, 3)));

static void broken(const struct verify *verify, const char *format, ...)
{
    static const char *const stages[] = {
        [IR_HARVESTED] = "harvest", [IR_CHECKED] = "check", [IR_LOWERED] = "lower",
        [IR_FLOWED] = "cfg",        [IR_LIVE] = "live",     [IR_FRAMED] = "frame",
    };
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "tamerc: internal error: function %s after %s: ", verify->func->signature->name,
            stages[verify->stage]);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    abort();
}

static void check_var(const struct verify *verify, const struct ir_var *var, const char *user)
{
    if (!var)
        return;
    if (var->index >= verify->func->var_count || verify->func->vars[var->index] != var)
        broken(verify, "%s: variable %s is not one of the function's", user, var->name);
    if (!var->name || !var->type)
        broken(verify, "%s: variable %u has no name or no type", user, (unsigned)var->index);
}

/* ---- the tree ---- */

/* How many kids of which each kind has at least; those that may be NULL are counted too. */
static uint32_t least_kids(enum ir_kind kind)
{
    switch (kind) {
    case IR_PAREN:
    case IR_UNARY:
    case IR_ADDRESS:
    case IR_DEREF:
    case IR_INCDEC:
    case IR_CAST:
    case IR_MEMBER:
    case IR_ARROW:
    case IR_CALL:
    case IR_COMPOUND_LITERAL:
    case IR_STMT_EXPR:
    case IR_AWAIT:
    case IR_CHECK:
    case IR_BLOCKING:
    case IR_GOTO_COMPUTED:
    case IR_DEFER:
        return 1;
    case IR_BINARY:
    case IR_ASSIGN:
    case IR_ASSIGN_OP:
    case IR_AND:
    case IR_OR:
    case IR_INDEX:
    case IR_CATCH:
    case IR_IF:
    case IR_WHILE:
    case IR_DO:
    case IR_SWITCH:
    case IR_SCOPE:
        return 2;
    case IR_COND:
        return 3;
    case IR_FOR:
        return 4;
    default:
        return 0;
    }
}

static bool may_lack(enum ir_kind kind, uint32_t index)
{
    switch (kind) {
    case IR_COND:
        return index == 1;
    case IR_FOR:
        return index < 3;
    case IR_IF:
        return index == 2;
    case IR_CASE:
        return index > 0;
    case IR_DEFAULT:
    case IR_LABEL:
    case IR_RETURN:
        return true;
    default:
        return false;
    }
}

static bool is_expression(enum ir_kind kind)
{
    return kind <= IR_CATCH;
}

static void check_place(const struct verify *verify, const struct ir_node *node,
                        const struct ir_node *kid, uint32_t *at)
{
    const char *kind = ir_kind_name(kid->kind);
    if (kid->parent != node)
        broken(verify, "%s at %u does not know its parent", kind, (unsigned)kid->start);
    bool any_order = node->kind == IR_CATCH; /* the place for the error is written last */
    if ((!any_order && kid->start < *at) || kid->end < kid->start || kid->end > node->end)
        broken(verify,
               "%s at %u..%u stands outside of its %s at %u..%u, or before what precedes it", kind,
               (unsigned)kid->start, (unsigned)kid->end, ir_kind_name(node->kind),
               (unsigned)node->start, (unsigned)node->end);
    *at = kid->end;
}

static void check_ref(const struct verify *verify, const struct ir_node *node)
{
    if (node->kind == IR_REF && !node->var && !node->name)
        broken(verify, "ref at %u names nothing", (unsigned)node->start);
    if (is_expression(node->kind) && !node->type && node->kind != IR_INIT_LIST &&
        node->kind != IR_UNEVALUATED && node->kind != IR_GENERIC)
        broken(verify, "%s at %u has no type", ir_kind_name(node->kind), (unsigned)node->start);
}

static void check_harvested(const struct verify *verify, const struct ir_node *node)
{
    const char *kind = ir_kind_name(node->kind);
    uint32_t at = node->start;
    if (node->kind > IR_DEFER)
        broken(verify, "%s: made by a later phase", kind);
    if (node->kid_count < least_kids(node->kind))
        broken(verify, "%s at %u has %u kids", kind, (unsigned)node->start,
               (unsigned)node->kid_count);
    check_var(verify, node->var, kind);
    check_ref(verify, node);
    for (uint32_t i = 0; i < node->kid_count; i++) {
        if (node->kids[i]) {
            if (node->kind == IR_CATCH) /* the place for the error stands behind the expression */
                at = node->start;
            check_place(verify, node, node->kids[i], &at);
            check_harvested(verify, node->kids[i]);
        } else if (!may_lack(node->kind, i)) {
            broken(verify, "%s at %u lacks kid %u", kind, (unsigned)node->start, (unsigned)i);
        }
    }
}

/* ---- lowered ---- */

static void check_lowered(const struct verify *verify, const struct ir_node *node);

static void check_list(const struct verify *verify, const struct ir_list *list)
{
    for (uint32_t i = 0; i < list->count; i++)
        check_lowered(verify, list->items[i]);
}

static void check_point(const struct verify *verify, const struct ir_node *node)
{
    bool needs = node->kind == IR_AWAIT_POINT || node->kind == IR_THROW ||
                 node->kind == IR_CHECK_TEST || node->kind == IR_CATCH_REGION;
    if (needs && !node->point)
        broken(verify, "%s at %u has no point", ir_kind_name(node->kind), (unsigned)node->start);
    if (node->point && (node->point->index == 0 || node->point->index > verify->func->point_count ||
                        verify->func->points[node->point->index - 1] != node->point))
        broken(verify, "the point of %s at %u is not one of the function's",
               ir_kind_name(node->kind), (unsigned)node->start);
}

/* An exit leads out region by region. */
static void check_exit(const struct verify *verify, const struct ir_node *node)
{
    for (const struct ir_exit *exit = node->exit; exit && exit->outer; exit = exit->outer)
        if (exit->outer->region != exit->region->parent)
            broken(verify, "the jump at %u does not leave its regions in order",
                   (unsigned)node->start);
}

/* What is left of it in its place is not evaluated. */
static bool is_moved(const struct ir_node *node)
{
    return node->temp || node->kind == IR_UNEVALUATED || node->kind == IR_CATCH ||
           node->kind == IR_RAISE || (node->kind == IR_STMT_EXPR && node->has_await) ||
           (node->kind == IR_COND &&
            ((node->kids[1] && node->kids[1]->has_await) || node->kids[2]->has_await));
}

static void check_lowered(const struct verify *verify, const struct ir_node *node)
{
    check_var(verify, node->var, ir_kind_name(node->kind));
    check_var(verify, node->temp, ir_kind_name(node->kind));
    check_point(verify, node);
    check_exit(verify, node);
    if ((node->kind == IR_SCOPE || node->kind == IR_DEFER || node->kind == IR_CATCH_REGION) &&
        !node->region)
        broken(verify, "%s at %u opens no region", ir_kind_name(node->kind), (unsigned)node->start);
    check_list(verify, &node->pre);
    check_list(verify, &node->pre_cond);
    check_list(verify, &node->pre_step);
    check_list(verify, &node->list);
    check_list(verify, &node->other);
    if (is_moved(node))
        return;
    if (node->kind == IR_AWAIT)
        broken(verify, "the await at %u is left where it stood", (unsigned)node->start);
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (node->kids[i])
            check_lowered(verify, node->kids[i]);
}

static void check_points(const struct verify *verify)
{
    for (uint32_t i = 0; i < verify->func->point_count; i++) {
        const struct ir_point *point = verify->func->points[i];
        if (point->index != i + 1 || !point->node)
            broken(verify, "point %u is out of order or stands nowhere", (unsigned)i + 1);
    }
    for (uint32_t i = 0; i < verify->func->region_count; i++) {
        const struct ir_region *region = verify->func->regions[i];
        if (region->index != i + 1 || !region->node || !region->error_var)
            broken(verify, "region %u is out of order or incomplete", (unsigned)i + 1);
    }
}

/* ---- flowed ---- */

static void check_block(const struct verify *verify, const struct ir_basic_block *block,
                        uint32_t index)
{
    for (uint32_t i = 0; i < block->next_count; i++)
        if (block->next[i] >= verify->func->cfg->block_count)
            broken(verify, "block %u leads to no block", (unsigned)index);
    for (uint32_t i = 0; i < block->event_count; i++) {
        const struct ir_event *event = &block->events[i];
        if (event->kind == IR_EVENT_ALLOCA)
            continue;
        if (event->kind != IR_EVENT_POINT) {
            check_var(verify, event->var, "event");
            continue;
        }
        if (i + 1 != block->event_count)
            broken(verify, "point %u does not end block %u", (unsigned)event->point->index,
                   (unsigned)index);
        if (verify->func->cfg->block_of_point[event->point->index] != index)
            broken(verify, "point %u stands in two blocks", (unsigned)event->point->index);
    }
}

static void check_graph(const struct verify *verify)
{
    const struct ir_cfg *graph = verify->func->cfg;
    if (!graph || graph->block_count < 2)
        broken(verify, "there is no graph");
    for (uint32_t i = 0; i < graph->block_count; i++)
        check_block(verify, &graph->blocks[i], i);
    for (uint32_t i = 0; i < verify->func->point_count; i++)
        if (graph->block_of_point[i + 1] == 0)
            broken(verify, "point %u is not in the graph", (unsigned)i + 1);
}

/* ---- live, framed ---- */

static void check_saves(const struct verify *verify, const struct ir_point *point)
{
    if (!point->suspends && point->live_count > 0)
        broken(verify, "point %u saves but never waits", (unsigned)point->index);
    for (uint32_t i = 0; i < point->live_count; i++) {
        const struct ir_var *var = point->live[i];
        check_var(verify, var, "point");
        if (var->pinned || !var->saved || var->kind == IR_VAR_STATIC)
            broken(verify, "point %u saves %s", (unsigned)point->index, var->name);
        if (i > 0 && point->live[i - 1]->index >= var->index)
            broken(verify, "point %u saves out of order", (unsigned)point->index);
    }
}

static void check_fields(const struct verify *verify)
{
    const struct ir_func *func = verify->func;
    uint32_t end = 0, placed = 0;
    for (uint32_t i = 0; i < func->var_count; i++) {
        const struct ir_var *var = func->vars[i];
        if ((var->pinned || var->saved) && !var->field)
            broken(verify, "%s has no field", var->name);
        if (var->field && var->field->var != var)
            broken(verify, "%s has the field of %s", var->name, var->field->var->name);
    }
    for (uint32_t i = 0; i < func->slot_count; i++) {
        const struct ir_slot *slot = &func->slots[i];
        if (slot->offset < end || slot->offset % slot->align != 0)
            broken(verify, "slot %u is out of order", (unsigned)i);
        end = slot->offset + slot->size;
        for (uint32_t k = 0; k < slot->arm_count; k++) {
            placed += slot->arms[k].count;
            if (slot->arms[k].size > slot->size)
                broken(verify, "slot %u is too small", (unsigned)i);
        }
    }
    if (placed != func->field_count || end > func->frame_size)
        broken(verify, "%u of %u fields are placed", (unsigned)placed, (unsigned)func->field_count);
}

/* What a point saves lies apart. `owner`: by byte of the frame, the point that last used it. */
static void check_storage(const struct verify *verify, const struct ir_point *point,
                          uint32_t *owner)
{
    for (uint32_t i = 0; i < point->live_count; i++) {
        const struct ir_field *field = point->live[i]->field;
        for (uint32_t at = field->offset; at < field->offset + field->size; at++) {
            if (owner[at] == point->index)
                broken(verify, "at point %u, %s shares its place", (unsigned)point->index,
                       field->var->name);
            owner[at] = point->index;
        }
    }
}

static void check_frame(const struct ir_unit *unit, const struct verify *verify)
{
    const struct ir_func *func = verify->func;
    uint32_t *owner = arena_array(unit->arena, func->frame_size, sizeof *owner);
    check_fields(verify);
    for (uint32_t i = 0; i < func->point_count; i++)
        check_storage(verify, func->points[i], owner);
}

void ir_verify(const struct ir_unit *unit, const struct ir_func *func, enum ir_stage stage)
{
    struct verify verify = {.func = func, .stage = stage};

    if (!func->body || func->body->kind != IR_BLOCK)
        broken(&verify, "the body is no block");
    if (stage <= IR_CHECKED)
        check_harvested(&verify, func->body);
    else
        check_lowered(&verify, func->body);
    if (stage >= IR_LOWERED)
        check_points(&verify);
    if (stage >= IR_FLOWED)
        check_graph(&verify);
    if (stage >= IR_LIVE)
        for (uint32_t i = 0; i < func->point_count; i++)
            check_saves(&verify, func->points[i]);
    if (stage >= IR_FRAMED)
        check_frame(unit, &verify);
}
