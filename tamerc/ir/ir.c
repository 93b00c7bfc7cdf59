/* SPDX-License-Identifier: BSD-3-Clause */
#include "ir/ir.h"

#include <string.h>

#include "base/arena.h"

static const char *const kind_names[] = {
    [IR_LITERAL] = "literal",
    [IR_REF] = "ref",
    [IR_PAREN] = "paren",
    [IR_UNARY] = "unary",
    [IR_ADDRESS] = "address",
    [IR_DEREF] = "deref",
    [IR_INCDEC] = "incdec",
    [IR_BINARY] = "binary",
    [IR_ASSIGN] = "assign",
    [IR_ASSIGN_OP] = "assign-op",
    [IR_AND] = "and",
    [IR_OR] = "or",
    [IR_COMMA] = "comma",
    [IR_COND] = "cond",
    [IR_CAST] = "cast",
    [IR_MEMBER] = "member",
    [IR_ARROW] = "arrow",
    [IR_INDEX] = "index",
    [IR_CALL] = "call",
    [IR_COMPOUND_LITERAL] = "compound-literal",
    [IR_INIT_LIST] = "init-list",
    [IR_UNEVALUATED] = "unevaluated",
    [IR_GENERIC] = "generic",
    [IR_STMT_EXPR] = "stmt-expr",
    [IR_AWAIT] = "await",
    [IR_CHECK] = "check",
    [IR_BLOCKING] = "blocking",
    [IR_RAISE] = "raise",
    [IR_CATCH] = "catch",
    [IR_BLOCK] = "block",
    [IR_DECL] = "decl",
    [IR_DECLARATOR] = "declarator",
    [IR_EXPR] = "expr",
    [IR_NULL] = "null",
    [IR_IF] = "if",
    [IR_WHILE] = "while",
    [IR_DO] = "do",
    [IR_FOR] = "for",
    [IR_SWITCH] = "switch",
    [IR_CASE] = "case",
    [IR_DEFAULT] = "default",
    [IR_LABEL] = "label",
    [IR_GOTO] = "goto",
    [IR_GOTO_COMPUTED] = "goto-computed",
    [IR_BREAK] = "break",
    [IR_CONTINUE] = "continue",
    [IR_RETURN] = "return",
    [IR_ASM] = "asm",
    [IR_SCOPE] = "scope",
    [IR_DEFER] = "defer",
    [IR_AWAIT_POINT] = "await-point",
    [IR_SET] = "set",
    [IR_EVAL] = "eval",
    [IR_WHEN] = "when",
    [IR_CATCH_REGION] = "catch-region",
    [IR_THROW] = "throw",
    [IR_CLEANUP] = "cleanup",
    [IR_CHECK_TEST] = "check-test",
    [IR_ALLOC] = "alloc",
    [IR_FREE] = "free",
};

const struct ir_opener ir_openers[IR_OPENER_COUNT] = {
    {"TAMER_SCOPE", "tamer_scope", "tamer_scope_open_", "tamer_scope_close_", "tamer_scope_enter",
     "tamer_scope_leave__async", true},
    {"TAMER_EACH", "tamer_generator", "tamer_each_open_", "tamer_each_close_", "tamer_each_enter",
     "tamer_each_leave__async", false},
    {"TAMER_WITH", "tamer_manager", "tamer_with_open_", "tamer_with_close_", "tamer_with_enter",
     "tamer_with_leave__async", false},
};

const char *ir_kind_name(enum ir_kind kind)
{
    if ((size_t)kind >= sizeof kind_names / sizeof *kind_names)
        return "unknown";
    return kind_names[kind];
}

struct ir_node *ir_node_new(struct arena *arena, enum ir_kind kind, uint32_t start, uint32_t end)
{
    struct ir_node *node = arena_alloc(arena, sizeof *node);
    *node = (struct ir_node){.kind = kind, .start = start, .end = end};
    return node;
}

/* The old array stays in the arena: growth doubles, so what is lost is at most what is used. */
static void *grown(struct arena *arena, const void *items, uint32_t count, uint32_t capacity,
                   size_t size)
{
    void *larger = arena_alloc(arena, capacity * size);
    if (count > 0)
        memcpy(larger, items, count * size);
    return larger;
}

void ir_list_add(struct arena *arena, struct ir_list *list, struct ir_node *node)
{
    if (list->count == list->capacity) {
        list->capacity = list->capacity ? 2 * list->capacity : 4;
        list->items = grown(arena, list->items, list->count, list->capacity, sizeof *list->items);
    }
    list->items[list->count++] = node;
}

struct ir_var *ir_var_add(struct ir_unit *unit, struct ir_func *func, enum ir_var_kind kind,
                          const char *name, const struct ir_type *type)
{
    if (func->var_count == func->var_capacity) {
        func->var_capacity = func->var_capacity ? 2 * func->var_capacity : 8;
        func->vars =
            grown(unit->arena, func->vars, func->var_count, func->var_capacity, sizeof *func->vars);
    }
    struct ir_var *var = arena_alloc(unit->arena, sizeof *var);
    *var = (struct ir_var){.kind = kind, .name = name, .type = type, .index = func->var_count};
    func->vars[func->var_count++] = var;
    return var;
}

void ir_var_pin(struct ir_var *var, enum ir_pin why, uint32_t place)
{
    if (var->pinned)
        return;
    var->pinned = true;
    var->pin = why;
    var->pin_place = place;
}

/* ---- signatures by name: FNV-1a, linear probing, at most half full ---- */

static uint32_t hash_of(const char *text, size_t size)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    return hash;
}

static void index_add(const struct ir_unit *unit, struct ir_signature **table, const char *key,
                      struct ir_signature *signature)
{
    uint32_t at = hash_of(key, strlen(key)) & (unit->index_size - 1);
    while (table[at])
        at = (at + 1) & (unit->index_size - 1);
    table[at] = signature;
}

void ir_signatures_index(struct ir_unit *unit)
{
    uint32_t count = 0;
    for (const struct ir_signature *each = unit->signatures; each; each = each->next)
        count++;
    unit->index_size = 16;
    while (unit->index_size < 2 * count + 2)
        unit->index_size *= 2;
    unit->by_name = arena_array(unit->arena, unit->index_size, sizeof *unit->by_name);
    unit->by_stem = arena_array(unit->arena, unit->index_size, sizeof *unit->by_stem);
    for (struct ir_signature *each = unit->signatures; each; each = each->next) {
        index_add(unit, unit->by_name, each->name, each);
        if (each->has_sync && !each->is_synthetic)
            index_add(unit, unit->by_stem, each->stem, each);
    }
}

struct ir_signature *ir_signature_find(const struct ir_unit *unit, const char *name)
{
    if (!unit->by_name)
        return NULL;
    uint32_t at = hash_of(name, strlen(name)) & (unit->index_size - 1);
    while (unit->by_name[at] && strcmp(unit->by_name[at]->name, name) != 0)
        at = (at + 1) & (unit->index_size - 1);
    return unit->by_name[at];
}

struct ir_signature *ir_signature_of_stem(const struct ir_unit *unit, const char *stem, size_t size)
{
    if (!unit->by_stem)
        return NULL;
    uint32_t at = hash_of(stem, size) & (unit->index_size - 1);
    for (; unit->by_stem[at]; at = (at + 1) & (unit->index_size - 1)) {
        const char *each = unit->by_stem[at]->stem;
        if (strlen(each) == size && memcmp(each, stem, size) == 0)
            break;
    }
    return unit->by_stem[at];
}

struct ir_node *ir_block_value(const struct ir_node *block)
{
    struct ir_node *last = block->kid_count > 0 ? block->kids[block->kid_count - 1] : NULL;

    while (last != NULL && last->kind == IR_LABEL)
        last = last->kids[0];
    return last != NULL && last->kind == IR_EXPR ? last : NULL;
}

bool ir_contains(const struct ir_node *node, enum ir_kind kind)
{
    if (!node)
        return false;
    if (node->kind == kind)
        return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (ir_contains(node->kids[i], kind))
            return true;
    return false;
}

const struct ir_list *ir_list_of(const struct ir_node *node, uint32_t number)
{
    const struct ir_list *const lists[IR_LIST_COUNT] = {&node->pre, &node->pre_cond,
                                                        &node->pre_step, &node->list, &node->other};
    return lists[number];
}

bool ir_stands_in(const struct ir_node *node, const struct ir_node *around)
{
    while (node && node != around)
        node = node->parent;
    return node != NULL;
}

/* ---- labels by name: likewise, those of one name one behind the other ---- */

static uint32_t label_place(const struct ir_func *func, const char *name)
{
    return hash_of(name, strlen(name)) & (func->label_places - 1);
}

static void label_index_add(struct ir_func *func, struct ir_node *label)
{
    uint32_t at = label_place(func, label->name);
    while (func->label_index[at])
        at = (at + 1) & (func->label_places - 1);
    func->label_index[at] = label;
}

void ir_label_add(struct arena *arena, struct ir_func *func, struct ir_node *label)
{
    label->number = (int)func->labels.count;
    ir_list_add(arena, &func->labels, label);
    if (2 * func->labels.count <= func->label_places) {
        label_index_add(func, label);
        return;
    }
    func->label_places = func->label_places ? 2 * func->label_places : 8;
    func->label_index = arena_array(arena, func->label_places, sizeof *func->label_index);
    for (uint32_t i = 0; i < func->labels.count; i++)
        label_index_add(func, func->labels.items[i]);
}

/* Local labels may share a name: the innermost block that declares one counts. */
struct ir_node *ir_label_of(const struct ir_func *func, const struct ir_node *jump)
{
    struct ir_node *found = NULL;
    if (func->label_places == 0)
        return NULL;
    for (uint32_t at = label_place(func, jump->name); func->label_index[at];
         at = (at + 1) & (func->label_places - 1)) {
        struct ir_node *label = func->label_index[at];
        bool is_visible = !label->target || ir_stands_in(jump, label->target);
        if (strcmp(label->name, jump->name) != 0 || !is_visible)
            continue;
        if (!found || !found->target ||
            (label->target && ir_stands_in(label->target, found->target)))
            found = label;
    }
    return found;
}

enum ir_result ir_result_of(const struct ir_type *type)
{
    if (type->kind == IR_TYPE_VOID)
        return IR_RESULT_VOID;
    if (type->kind == IR_TYPE_POINTER)
        return IR_RESULT_POINTER;
    if (type->kind == IR_TYPE_INTEGER && type->size <= 8)
        return IR_RESULT_INTEGER;
    return type->size > 0 && type->size <= 8 ? IR_RESULT_BITS : IR_RESULT_OUT;
}

bool ir_field_is_bytes(const struct ir_field *field)
{
    return field->is_raw || field->over > 0 || field->var->type->has_flexible;
}
