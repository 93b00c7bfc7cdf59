/* SPDX-License-Identifier: BSD-3-Clause */
#include "pass/layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/names.h"
#include "ir/ir.h"
#include "pass/overlap.h"
#include "pass/slots.h"

/* Beyond so many fields, a table of all pairs would be too large, and nothing is shared. */
enum { SHARING_MAX = 32768, POINTER_SIZE = 8 };

/* The first of some twins in the slot that was looked at last. */
struct first {
    uint32_t slot;
    struct ir_field *field; /* NULL: no slot had one so far */
};

struct layout {
    struct ir_unit *unit;
    struct ir_func *func;
    struct slots slots;
    struct ir_field **by_size; /* all fields, the largest first */
    struct first *firsts;      /* by the index of the first twin of all */
};

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* ---- names and sizes ---- */

static const char *printed_name(const struct ir_var *var)
{
    return var->renamed ? var->renamed : var->name;
}

/* The first of a name has it; others are told apart by their variable's number. */
static void name_field(struct layout *layout, struct names *names, struct ir_field *field)
{
    const char *name = printed_name(field->var);
    uint32_t number = field->var->index;
    field->name = name;
    while (names_add(names, field->name, strlen(field->name), field) != field)
        field->name = arena_printf(layout->unit->arena, "%s__%u", name, (unsigned)number++);
}

static void measure(struct ir_field *field)
{
    const struct ir_type *type = field->var->type;
    field->size = type->size;
    field->align = type->align > 0 ? type->align : 1;
    /* What is only copied here is aligned where it lives. */
    uint32_t place = larger(field->align, field->var->pinned ? field->var->alignment : 0);
    if (place > IR_FRAME_ALIGN) {
        field->over = place;
        field->size += place - IR_FRAME_ALIGN;
        field->align = IR_FRAME_ALIGN;
    } else if (field->var->pinned && field->var->alignment > 0) {
        field->align = IR_FRAME_ALIGN;
    }
}

/* ---- twins ---- */

/* What is only copied here has the type of its value. */
static const char *qualifiers_of(const struct ir_var *var)
{
    if (!var->pinned)
        return "";
    if (var->type->is_atomic)
        return var->type->is_volatile ? "volatile _Atomic " : "_Atomic ";
    return var->type->is_volatile ? "volatile " : "";
}

static uint32_t index_in(const struct layout *layout, const struct ir_field *field)
{
    return (uint32_t)(field - layout->func->fields);
}

/* Fields that one declaration can serve. */
static void find_twins(struct layout *layout)
{
    struct arena *arena = layout->unit->arena;
    struct names declarations = {.arena = arena};
    layout->slots.twins = arena_array(arena, layout->func->field_count, sizeof(struct ir_field *));
    for (uint32_t i = 0; i < layout->func->field_count; i++) {
        struct ir_field *field = &layout->func->fields[i];
        const char *type = field->var->type->spelling;
        if (!type)
            continue;
        const char *key = arena_printf(arena, "%s %u %u %u %s%s", printed_name(field->var),
                                       (unsigned)field->size, (unsigned)field->align,
                                       (unsigned)field->over, qualifiers_of(field->var), type);
        layout->slots.twins[i] = names_add(&declarations, key, strlen(key), field);
    }
}

static int compare_sizes(const void *a, const void *b)
{
    const struct ir_field *x = *(struct ir_field *const *)a, *y = *(struct ir_field *const *)b;
    if (x->size != y->size)
        return x->size < y->size ? 1 : -1;
    if (x->align != y->align)
        return x->align < y->align ? 1 : -1;
    return (x->var->index > y->var->index) - (x->var->index < y->var->index);
}

/* ---- the order in the frame ---- */

static uint32_t first_index(const struct ir_slot *slot)
{
    uint32_t index = UINT32_MAX;
    for (uint32_t i = 0; i < slot->arm_count; i++)
        for (uint32_t k = 0; k < slot->arms[i].count; k++)
            if (slot->arms[i].fields[k]->var->index < index)
                index = slot->arms[i].fields[k]->var->index;
    return index;
}

/* By falling alignment, so that nothing is wasted between them; then as they are declared. */
static int compare_slots(const void *a, const void *b)
{
    const struct ir_slot *x = a, *y = b;
    uint32_t i, k;
    if (x->align != y->align)
        return x->align < y->align ? 1 : -1;
    i = first_index(x);
    k = first_index(y);
    return (i > k) - (i < k);
}

static uint32_t base_size(const struct layout *layout)
{
    uint32_t pointer = layout->unit->pointer_size ? layout->unit->pointer_size : POINTER_SIZE;
    return (layout->func->signature->result == IR_RESULT_OUT ? 3 : 2) * pointer;
}

/* Three pointers come first where the result is large: what is aligned like one fills the gap
 * before something that needs more. */
static void fill_gap(struct layout *layout, uint32_t base)
{
    struct ir_slot *slots = layout->slots.slots;
    uint32_t gap = layout->slots.slot_count > 0 ? slots_rounded(base, slots[0].align) - base : 0;
    for (uint32_t i = 1; i < layout->slots.slot_count && gap > 0; i++) {
        struct ir_slot slot = slots[i];
        if (slot.size > gap || base % slot.align != 0)
            continue;
        memmove(slots + 1, slots, i * sizeof *slots);
        slots[0] = slot;
        return;
    }
}

static uint32_t set_offsets(struct layout *layout)
{
    uint32_t base = base_size(layout), offset = base;
    uint32_t align = layout->unit->pointer_size ? layout->unit->pointer_size : POINTER_SIZE;
    if (layout->slots.slot_count > 1)
        qsort(layout->slots.slots, layout->slots.slot_count, sizeof(struct ir_slot), compare_slots);
    fill_gap(layout, base);
    for (uint32_t i = 0; i < layout->slots.slot_count; i++) {
        struct ir_slot *slot = &layout->slots.slots[i];
        slot->offset = slots_rounded(offset, slot->align);
        offset = slot->offset + slot->size;
        align = larger(align, slot->align);
    }
    return slots_rounded(offset, align);
}

/* Returns the size of the frame. overlap: NULL: nothing is shared. */
static uint32_t arrange(struct layout *layout, struct overlap *overlap)
{
    layout->slots.overlap = overlap;
    slots_begin(&layout->slots);
    for (uint32_t i = 0; i < layout->func->field_count; i++)
        slots_place(&layout->slots, layout->by_size[i]);
    return set_offsets(layout);
}

/* ---- what is printed ---- */

/* `char [16]` and `char [64]` are accessed alike. */
static bool same_elements(const struct ir_type *a, const struct ir_type *b)
{
    size_t size;
    if (!a->spelling || !b->spelling)
        return false;
    size = strcspn(a->spelling, "[");
    return strncmp(a->spelling, b->spelling, size) == 0 &&
           (b->spelling[size] == '[' || b->spelling[size] == '\0');
}

/* Of the pinned ones in the slot. */
static bool has_several_types(const struct ir_slot *slot)
{
    const struct ir_type *first = NULL;
    for (uint32_t i = 0; i < slot->arm_count; i++)
        for (uint32_t k = 0; k < slot->arms[i].count; k++) {
            const struct ir_var *var = slot->arms[i].fields[k]->var;
            if (!var->pinned)
                continue;
            first = first ? first : var->type;
            if (!same_elements(first, var->type))
                return true;
        }
    return false;
}

/* Of the twins that stand alone in an arm of a slot, the first stands for all; NULL: this one. */
static struct ir_field *find_twin(const struct layout *layout, uint32_t slot,
                                  struct ir_field *field)
{
    const struct ir_field *twin = layout->slots.twins[index_in(layout, field)];
    struct first *first = twin ? &layout->firsts[index_in(layout, twin)] : NULL;
    if (!first)
        return NULL;
    if (first->field && first->slot == slot)
        return first->field;
    *first = (struct first){slot, field};
    return NULL;
}

static void finish_slot(struct layout *layout, struct names *names, uint32_t index)
{
    const struct ir_slot *slot = &layout->slots.slots[index];
    bool is_mixed = slot->arm_count > 1 && has_several_types(slot);
    for (uint32_t i = 0; i < slot->arm_count; i++) {
        struct ir_arm *arm = &slot->arms[i];
        for (uint32_t k = 0; k < arm->count; k++) {
            struct ir_field *field = arm->fields[k];
            field->offset += slot->offset;
            field->changes_type = is_mixed && field->var->pinned;
            field->twin = arm->count == 1 ? find_twin(layout, index, field) : NULL;
            if (field->twin)
                field->name = field->twin->name;
            else
                name_field(layout, names, field);
        }
    }
}

/* Sharing that saves nothing would only be harder to read. */
static void arrange_best(struct layout *layout)
{
    struct ir_func *func = layout->func;
    struct overlap overlap;
    func->frame_size = func->unshared_size = arrange(layout, NULL);
    if (func->field_count < 2 || func->field_count > SHARING_MAX)
        return;
    overlap_find(&overlap, layout->unit->arena, func);
    func->frame_size = arrange(layout, &overlap);
    if (func->frame_size == func->unshared_size)
        arrange(layout, NULL);
}

void layout_fields(struct ir_unit *unit, struct ir_func *func)
{
    struct layout layout = {
        .unit = unit, .func = func, .slots = {.arena = unit->arena, .func = func}};
    struct names names = {.arena = unit->arena};
    uint32_t count = func->field_count;

    layout.by_size = arena_array(unit->arena, count, sizeof(struct ir_field *));
    layout.firsts = arena_array(unit->arena, count, sizeof *layout.firsts);
    for (uint32_t i = 0; i < count; i++) {
        func->fields[i].var->field = &func->fields[i];
        measure(&func->fields[i]);
        layout.by_size[i] = &func->fields[i];
    }
    if (count > 1)
        qsort(layout.by_size, count, sizeof(struct ir_field *), compare_sizes);
    find_twins(&layout);
    arrange_best(&layout);
    names_add(&names, "tamer_base", strlen("tamer_base"), func);
    for (uint32_t i = 0; i < layout.slots.slot_count; i++)
        finish_slot(&layout, &names, i);
    func->slots = layout.slots.slots;
    func->slot_count = layout.slots.slot_count;
}
