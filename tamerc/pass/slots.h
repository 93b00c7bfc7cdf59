/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Puts the fields of a frame into slots, one after the other, each into the first that takes it:
 * where it stands beside none that it may not share with. Time and memory: the square of the number
 * of fields, but by words of 64 of them.
 */
#ifndef TAMERC_SLOTS_H
#define TAMERC_SLOTS_H

#include <stdint.h>

struct arena;
struct ir_arm;
struct ir_field;
struct ir_func;
struct ir_slot;
struct overlap;
struct slots_state;

struct slots {
    struct arena *arena;
    const struct ir_func *func;
    struct ir_field **twins; /* by field: the first with the same declaration; NULL: has no such */
    struct overlap *overlap; /* used up by the slots; NULL: nobody shares */
    struct ir_slot *slots;   /* being filled; room for all fields */
    uint32_t slot_count;
    struct slots_state *state; /* of slots.c */
};

uint32_t slots_rounded(uint32_t size, uint32_t align);

/* To be called before the first field is placed; `slots` and `slot_count` are set. */
void slots_begin(struct slots *slots);
/* The largest fields first. The place of a namesake is taken before any other. Offsets are those in
 * the arm. */
void slots_place(struct slots *slots, struct ir_field *field);

#endif
