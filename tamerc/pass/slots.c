/* SPDX-License-Identifier: BSD-3-Clause */
#include "pass/slots.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "ir/ir.h"
#include "pass/overlap.h"

/* GROUP: slots, or arms, that are looked at together. SCANS: in vain, until a group is summed up
 * anew. */
enum { GROUP = 64, SCANS = 16 };

static const uint32_t nowhere = UINT32_MAX;

/* Where namesakes stand that another one could be the twin of. */
struct twin_place {
    struct twin_place *next; /* by rising slot */
    uint32_t slot, arms;     /* so many arms of the slot hold nothing but one of them */
};

struct slot_state {
    const uint64_t *blocked; /* by field: it must not stand beside one of the slot. NULL: all */
    uint32_t least;          /* the size of the smallest arm */
    uint32_t *leasts;        /* … of each GROUP of arms */
    uint32_t group_capacity;
    uint32_t asked;   /* the field, plus 1, whose neighbours were looked for last: */
    uint32_t arm;     /* … it has one in this arm, */
    bool has_several; /* … and in another one */
};

/* Of GROUP slots in a row. */
struct slot_group {
    uint64_t *blocked; /* by field: not to stand in any of the slots, which all there are; NULL: not
                          known. Slots never become free again */
    uint64_t roomy;    /* by slot: has several arms, and one is not full */
    uint32_t scans;    /* of all of them, in vain */
};

struct slots_state {
    struct slot_state *slots;
    struct slot_group *groups;
    struct twin_place **twins;  /* by the index of the first twin */
    uint32_t *slot_of, *arm_of; /* by field: where it stands; slot_of nowhere: not yet */
    uint32_t asked;             /* the field, plus 1, whose neighbours are known */
};

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

uint32_t slots_rounded(uint32_t size, uint32_t align)
{
    return (size + align - 1) / align * align;
}

static uint32_t index_in(const struct slots *slots, const struct ir_field *field)
{
    return (uint32_t)(field - slots->func->fields);
}

static bool has(const uint64_t *set, uint32_t index)
{
    return set[index / OVERLAP_BITS] >> index % OVERLAP_BITS & 1;
}

/* ---- twins ---- */

/* NULL: the field has no twin anywhere. */
static struct twin_place **twins_of(const struct slots *slots, const struct ir_field *field)
{
    const struct ir_field *twin = slots->twins[index_in(slots, field)];
    return twin ? &slots->state->twins[index_in(slots, twin)] : NULL;
}

/* The field stands alone in an arm of the slot now: `by` 1; or no longer: -1. */
static void count_twin(struct slots *slots, uint32_t slot, const struct ir_field *field, int by)
{
    struct twin_place **place = twins_of(slots, field), *added;
    if (!place)
        return;
    while (*place && (*place)->slot < slot)
        place = &(*place)->next;
    if (!*place || (*place)->slot != slot) {
        added = arena_new(slots->arena, struct twin_place);
        *added = (struct twin_place){.next = *place, .slot = slot};
        *place = added;
    }
    (*place)->arms += (uint32_t)by;
}

/* ---- arms ---- */

/* The array of `count` elements, which has room for one more now: it grows at powers of 2. */
static void *room_for_one(struct slots *slots, void *array, uint32_t count, size_t size)
{
    void *grown;
    if ((count & (count - 1)) != 0)
        return array;
    grown = arena_array(slots->arena, count > 0 ? 2 * (size_t)count : 1, size);
    if (count > 0)
        memcpy(grown, array, count * size);
    return grown;
}

/* What it may cost to align the slot anew is less than what the field would take elsewhere. */
static bool has_room(const struct ir_slot *slot, uint32_t arm_size, const struct ir_field *field)
{
    uint32_t size = slots_rounded(slot->size, larger(slot->align, field->align));
    return slots_rounded(arm_size, field->align) + field->size <= size &&
           size - slot->size < field->size;
}

static uint32_t new_arm(struct slots *slots, uint32_t index)
{
    struct ir_slot *slot = &slots->slots[index];
    slot->arms = room_for_one(slots, slot->arms, slot->arm_count, sizeof *slot->arms);
    return slot->arm_count++;
}

static void arm_add(struct slots *slots, struct ir_arm *arm, struct ir_field *field)
{
    arm->fields = room_for_one(slots, arm->fields, arm->count, sizeof(struct ir_field *));
    field->offset = slots_rounded(arm->size, field->align);
    arm->fields[arm->count++] = field;
    arm->size = field->offset + field->size;
}

/* ---- what is known of a slot ---- */

/* The smallest of `count` numbers. */
static uint32_t least_of(const uint32_t *numbers, uint32_t count)
{
    uint32_t least = numbers[0];
    for (uint32_t i = 1; i < count; i++)
        least = numbers[i] < least ? numbers[i] : least;
    return least;
}

/* The arm has another size now. */
static void find_least(struct slots *slots, uint32_t index, uint32_t arm)
{
    const struct ir_slot *slot = &slots->slots[index];
    struct slot_state *state = &slots->state->slots[index];
    uint32_t group = arm / GROUP, groups = (slot->arm_count + GROUP - 1) / GROUP;
    uint32_t last = slot->arm_count < (group + 1) * GROUP ? slot->arm_count : (group + 1) * GROUP;
    if (group == state->group_capacity) {
        state->leasts = room_for_one(slots, state->leasts, group, sizeof *state->leasts);
        state->group_capacity = group > 0 ? 2 * group : 1;
    }
    state->leasts[group] = UINT32_MAX;
    for (uint32_t i = group * GROUP; i < last; i++)
        if (slot->arms[i].size < state->leasts[group])
            state->leasts[group] = slot->arms[i].size;
    state->least = least_of(state->leasts, groups);
}

/* Its own row, which nobody else asks for any more, becomes that of its slot. */
static void block(struct slots *slots, uint32_t index, uint32_t field)
{
    struct slot_state *state = &slots->state->slots[index];
    const uint64_t *row = overlap_row(slots->overlap, field);
    uint64_t *blocked =
        overlap_row(slots->overlap, index_in(slots, slots->slots[index].arms[0].fields[0]));
    state->blocked = slots->overlap->alone[field] ? NULL : blocked;
    for (uint32_t i = 0; blocked != row && i < slots->overlap->words; i++)
        blocked[i] |= row[i];
}

static bool is_blocked(const struct slots *slots, uint32_t index, uint32_t field)
{
    const uint64_t *blocked = slots->state->slots[index].blocked;
    return !blocked || has(blocked, field);
}

static void put(struct slots *slots, uint32_t index, uint32_t arm_index, struct ir_field *field)
{
    struct ir_slot *slot = &slots->slots[index];
    struct slot_group *group;
    struct ir_arm *arm = &slot->arms[arm_index];
    uint32_t number = index_in(slots, field);
    uint64_t bit = (uint64_t)1 << index % GROUP;
    arm_add(slots, arm, field);
    if (!slots->overlap)
        return;
    group = &slots->state->groups[index / GROUP];
    if (arm->count <= 2)
        count_twin(slots, index, arm->fields[0], arm->count == 1 ? 1 : -1);
    slots->state->slot_of[number] = index;
    slots->state->arm_of[number] = arm_index;
    block(slots, index, number);
    find_least(slots, index, arm_index);
    group->roomy &= ~bit;
    if (slot->arm_count > 1 && slots->state->slots[index].least < slot->size)
        group->roomy |= bit;
}

/* ---- the first place ---- */

/* Of a slot that nothing in it blocks: the first arm with room. */
static uint32_t first_arm(const struct slots *slots, uint32_t index, const struct ir_field *field)
{
    const struct ir_slot *slot = &slots->slots[index];
    const uint32_t *leasts = slots->state->slots[index].leasts;
    for (uint32_t i = 0; i < slot->arm_count; i++)
        if (i % GROUP == 0 && !has_room(slot, leasts[i / GROUP], field))
            i += GROUP - 1;
        else if (has_room(slot, slot->arms[i].size, field))
            return i;
    return nowhere;
}

/* In which arms of which slots those stand that the field must not stand beside. */
static void find_neighbours(struct slots *slots, uint32_t field)
{
    struct slots_state *state = slots->state;
    const uint64_t *row = overlap_row(slots->overlap, field);
    state->asked = field + 1;
    for (uint32_t i = 0; (i = overlap_next(slots->overlap, row, i)) != nowhere; i++) {
        struct slot_state *slot;
        if (state->slot_of[i] == nowhere)
            continue;
        slot = &state->slots[state->slot_of[i]];
        slot->has_several =
            slot->asked == field + 1 && (slot->has_several || slot->arm != state->arm_of[i]);
        slot->arm = state->arm_of[i];
        slot->asked = field + 1;
    }
}

/* Of a slot where something blocks it: the arm in which all of that stands, if it has room. Those
 * of one arm stand behind one another. */
static uint32_t only_arm(struct slots *slots, uint32_t index, const struct ir_field *field)
{
    const struct slot_state *state = &slots->state->slots[index];
    const struct ir_slot *slot = &slots->slots[index];
    uint32_t number = index_in(slots, field);
    if (slot->arm_count == 1 || !state->blocked || !has_room(slot, state->least, field))
        return nowhere;
    if (slots->state->asked != number + 1)
        find_neighbours(slots, number);
    if (state->has_several || !has_room(slot, slot->arms[state->arm].size, field))
        return nowhere;
    return state->arm;
}

/* The arm that the field can stand in, a new one among them; nowhere: none of this slot. */
static uint32_t find_arm(struct slots *slots, uint32_t index, const struct ir_field *field)
{
    uint32_t arm;
    if (is_blocked(slots, index, index_in(slots, field)))
        return only_arm(slots, index, field);
    arm = first_arm(slots, index, field);
    if (arm != nowhere || !has_room(&slots->slots[index], 0, field))
        return arm;
    return new_arm(slots, index);
}

/* Another scan found nothing in any slot of the group. */
static void sum_up(struct slots *slots, uint32_t group_index)
{
    struct slot_group *group = &slots->state->groups[group_index];
    uint32_t words = slots->overlap->words;
    if (slots->slot_count < (group_index + 1) * GROUP || group->scans++ % SCANS != 0)
        return;
    if (!group->blocked)
        group->blocked = arena_array(slots->arena, words, sizeof *group->blocked);
    memset(group->blocked, 0xff, words * sizeof *group->blocked);
    for (uint32_t i = group_index * GROUP; i < (group_index + 1) * GROUP; i++) {
        const uint64_t *blocked = slots->state->slots[i].blocked;
        for (uint32_t k = 0; blocked && k < words; k++)
            group->blocked[k] &= blocked[k];
    }
}

static bool place_in_group(struct slots *slots, uint32_t group_index, struct ir_field *field)
{
    const struct slot_group *group = &slots->state->groups[group_index];
    bool all_blocked = group->blocked && has(group->blocked, index_in(slots, field));
    uint32_t first = group_index * GROUP;
    if (all_blocked && group->roomy == 0)
        return false;
    for (uint32_t i = first; i < slots->slot_count && i < first + GROUP; i++) {
        struct ir_slot *slot = &slots->slots[i];
        uint32_t arm;
        if (all_blocked && !(group->roomy >> (i - first) & 1))
            continue;
        arm = find_arm(slots, i, field);
        if (arm == nowhere)
            continue;
        slot->align = larger(slot->align, field->align);
        slot->size = slots_rounded(slot->size, slot->align);
        put(slots, i, arm, field);
        return true;
    }
    if (!all_blocked)
        sum_up(slots, group_index);
    return false;
}

static bool place_with_twin(struct slots *slots, struct ir_field *field)
{
    struct twin_place **places = twins_of(slots, field);
    struct twin_place *place = places ? *places : NULL;
    for (; place; place = place->next)
        if (place->arms > 0 && !is_blocked(slots, place->slot, index_in(slots, field))) {
            put(slots, place->slot, new_arm(slots, place->slot), field);
            return true;
        }
    return false;
}

static void new_slot(struct slots *slots, struct ir_field *field)
{
    uint32_t index = slots->slot_count++;
    slots->slots[index] = (struct ir_slot){.size = field->size, .align = field->align};
    put(slots, index, new_arm(slots, index), field);
}

void slots_place(struct slots *slots, struct ir_field *field)
{
    bool may_share = slots->overlap && !slots->overlap->alone[index_in(slots, field)];
    if (may_share && place_with_twin(slots, field))
        return;
    for (uint32_t i = 0; may_share && i * GROUP < slots->slot_count; i++)
        if (place_in_group(slots, i, field))
            return;
    new_slot(slots, field);
}

void slots_begin(struct slots *slots)
{
    uint32_t count = slots->func->field_count;
    struct slots_state *state = arena_new(slots->arena, struct slots_state);
    slots->slot_count = 0;
    slots->slots = arena_array(slots->arena, count, sizeof *slots->slots);
    slots->state = state;
    if (!slots->overlap)
        return;
    state->slots = arena_array(slots->arena, count, sizeof *state->slots);
    state->groups = arena_array(slots->arena, count / GROUP + 1, sizeof *state->groups);
    state->twins = arena_array(slots->arena, count, sizeof(struct twin_place *));
    state->slot_of = arena_array(slots->arena, count, sizeof *state->slot_of);
    state->arm_of = arena_array(slots->arena, count, sizeof *state->arm_of);
    for (uint32_t i = 0; i < count; i++)
        state->slot_of[i] = nowhere;
}
