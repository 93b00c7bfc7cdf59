/* SPDX-License-Identifier: BSD-3-Clause */
/* Fields find the first place that takes them: the same that a search through all places finds, for
 * random fields that may not share at random. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "ir/ir.h"
#include "pass/overlap.h"
#include "pass/slots.h"

enum { MOST = 400, KINDS = 5, ROUNDS = 40, NOWHERE = MOST };

static struct field_case {
    uint32_t count;
    struct ir_field fields[MOST];
    struct ir_field *twins[MOST];
    bool alone[MOST];
    bool conflict[MOST][MOST];
    uint32_t slot_of[MOST], arm_of[MOST]; /* as the search finds them, with … */
    uint32_t offsets[MOST];
    uint32_t slot_count, slot_size[MOST], slot_align[MOST];
    uint32_t arm_count[MOST], arm_size[MOST][MOST], arm_fields[MOST][MOST];
} given;

static uint32_t random_state = 1;

static uint32_t random_below(uint32_t limit)
{
    random_state = random_state * 1103515245U + 12345U;
    return (random_state >> 16) % limit;
}

/* ---- the search ---- */

static bool has_room(uint32_t slot, uint32_t at, const struct ir_field *field)
{
    uint32_t align = given.slot_align[slot] > field->align ? given.slot_align[slot] : field->align;
    uint32_t size = slots_rounded(given.slot_size[slot], align);
    return slots_rounded(at, field->align) + field->size <= size &&
           size - given.slot_size[slot] < field->size;
}

/* own: NOWHERE: beside all arms. */
static bool fits_beside(uint32_t slot, uint32_t own, uint32_t field)
{
    for (uint32_t i = 0; i < given.count; i++)
        if (given.slot_of[i] == slot && given.arm_of[i] != own &&
            (given.conflict[field][i] || given.alone[field] || given.alone[i]))
            return false;
    return true;
}

static bool has_twin(uint32_t slot, uint32_t field)
{
    for (uint32_t i = 0; i < given.count && given.twins[field]; i++)
        if (given.slot_of[i] == slot && given.twins[i] == given.twins[field] &&
            given.arm_fields[slot][given.arm_of[i]] == 1)
            return true;
    return false;
}

static void put(uint32_t slot, uint32_t arm, uint32_t field)
{
    const struct ir_field *put_field = &given.fields[field];
    given.arm_count[slot] += arm == given.arm_count[slot];
    given.slot_of[field] = slot;
    given.arm_of[field] = arm;
    given.offsets[field] = slots_rounded(given.arm_size[slot][arm], put_field->align);
    given.arm_size[slot][arm] = given.offsets[field] + put_field->size;
    given.arm_fields[slot][arm]++;
}

static bool search_slot(uint32_t slot, uint32_t index)
{
    const struct ir_field *field = &given.fields[index];
    uint32_t arm = 0, count = given.arm_count[slot];
    while (arm < count &&
           !(has_room(slot, given.arm_size[slot][arm], field) && fits_beside(slot, arm, index)))
        arm++;
    if (arm == count && !(has_room(slot, 0, field) && fits_beside(slot, NOWHERE, index)))
        return false;
    if (given.slot_align[slot] < field->align)
        given.slot_align[slot] = field->align;
    given.slot_size[slot] = slots_rounded(given.slot_size[slot], given.slot_align[slot]);
    put(slot, arm, index);
    return true;
}

static void search(uint32_t index)
{
    for (uint32_t i = 0; i < given.slot_count; i++)
        if (has_twin(i, index) && fits_beside(i, NOWHERE, index)) {
            put(i, given.arm_count[i], index);
            return;
        }
    for (uint32_t i = 0; i < given.slot_count; i++)
        if (search_slot(i, index))
            return;
    given.slot_size[given.slot_count] = given.fields[index].size;
    given.slot_align[given.slot_count] = given.fields[index].align;
    put(given.slot_count++, 0, index);
}

/* ---- random fields, the largest first ---- */

static int compare_sizes(const void *a, const void *b)
{
    const struct ir_field *x = a, *y = b;
    if (x->size != y->size)
        return x->size < y->size ? 1 : -1;
    return (x->align < y->align) - (x->align > y->align);
}

/* density: of 100 pairs, so many must not share; near: only fields that are not further apart, as
 * in a long function. */
static void make_fields(uint32_t count, uint32_t density, uint32_t near)
{
    given = (struct field_case){.count = count};
    for (uint32_t i = 0; i < count; i++) {
        uint32_t align = 1U << random_below(5);
        uint32_t size = random_below(3) ? align : align * (1 + random_below(6));
        given.fields[i] = (struct ir_field){.size = size, .align = align};
        given.slot_of[i] = NOWHERE;
        given.alone[i] = random_below(60) == 0;
    }
    if (random_below(2))
        given.fields[0].size = 300;
    qsort(given.fields, count, sizeof given.fields[0], compare_sizes);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < i; k++)
            given.conflict[i][k] = given.conflict[k][i] =
                random_below(100) < density &&
                (i * 7 % count + count - k * 7 % count) % count < near;
}

/* Those of one size in a row may be of one kind. */
static void make_twins(void)
{
    uint32_t kinds[KINDS] = {0};
    for (uint32_t i = 0; i < given.count; i++) {
        uint32_t kind = random_below(KINDS);
        if (i == 0 || compare_sizes(&given.fields[i], &given.fields[i - 1]) != 0)
            for (uint32_t k = 0; k < KINDS; k++)
                kinds[k] = i;
        if (kind == 0)
            continue;
        if (!given.twins[kinds[kind]] || given.twins[kinds[kind]] != &given.fields[kinds[kind]])
            kinds[kind] = i;
        given.twins[i] = &given.fields[kinds[kind]];
    }
}

static void make_overlap(struct arena *arena, struct overlap *overlap)
{
    overlap->count = given.count;
    overlap->words = (given.count + OVERLAP_BITS - 1) / OVERLAP_BITS;
    overlap->conflicts =
        arena_array(arena, (size_t)overlap->count * overlap->words, sizeof(uint64_t));
    overlap->alone = given.alone;
    for (uint32_t i = 0; i < given.count; i++)
        for (uint32_t k = 0; k < given.count; k++)
            overlap_row(overlap, i)[k / OVERLAP_BITS] |= (uint64_t)given.conflict[i][k]
                                                         << k % OVERLAP_BITS;
}

static void compare(const struct slots *slots)
{
    assert_int_equal(slots->slot_count, given.slot_count);
    for (uint32_t i = 0; i < slots->slot_count; i++) {
        const struct ir_slot *slot = &slots->slots[i];
        assert_int_equal(slot->size, given.slot_size[i]);
        assert_int_equal(slot->align, given.slot_align[i]);
        assert_int_equal(slot->arm_count, given.arm_count[i]);
        for (uint32_t k = 0; k < slot->arm_count; k++)
            for (uint32_t n = 0; n < slot->arms[k].count; n++) {
                const struct ir_field *field = slot->arms[k].fields[n];
                uint32_t index = (uint32_t)(field - given.fields);
                assert_int_equal(given.slot_of[index], i);
                assert_int_equal(given.arm_of[index], k);
                assert_int_equal(given.offsets[index], field->offset);
            }
    }
}

static void run(uint32_t count, uint32_t density, uint32_t near)
{
    struct arena arena = {0};
    struct overlap overlap = {0};
    struct ir_func func = {.fields = given.fields, .field_count = count};
    struct slots slots = {
        .arena = &arena, .func = &func, .twins = given.twins, .overlap = &overlap};
    make_fields(count, density, near);
    make_twins();
    make_overlap(&arena, &overlap);
    slots_begin(&slots);
    for (uint32_t i = 0; i < count; i++) {
        search(i);
        slots_place(&slots, &given.fields[i]);
    }
    compare(&slots);
    arena_free(&arena);
}

static void few_fields(void **state)
{
    (void)state;
    for (int i = 0; i < 10 * ROUNDS; i++)
        run(1 + random_below(40), random_below(101), 1 + random_below(40));
}

static void neighbours_alone(void **state)
{
    (void)state;
    for (int i = 0; i < ROUNDS; i++)
        run(MOST, 100, 1 + random_below(12));
}

/* Hardly any share: many groups of slots. */
static void nearly_all(void **state)
{
    (void)state;
    for (int i = 0; i < ROUNDS / 4; i++)
        run(MOST, 90 + random_below(11), MOST);
}

static void some(void **state)
{
    (void)state;
    for (int i = 0; i < ROUNDS / 4; i++)
        run(MOST, random_below(60), MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_fields),
        cmocka_unit_test(neighbours_alone),
        cmocka_unit_test(nearly_all),
        cmocka_unit_test(some),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
