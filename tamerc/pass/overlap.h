/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Which fields of a frame may share storage: those whose contents are never needed at the same
 * time.
 *
 * The field of a saved variable holds something only while the function waits at a point that saves
 * it. That of a pinned one, from its declaration to the end of its block, wherever the function is:
 * something may point there. That of a parameter, besides, from when the task is scheduled until
 * the body begins, which reads them all first. That of a large result, while the function waits for
 * the call that writes it. A pinned parameter, a literal kept in the frame, and a variable that can
 * be reached without its declaration share with nobody.
 */
#ifndef TAMERC_OVERLAP_H
#define TAMERC_OVERLAP_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct ir_field;
struct ir_func;

enum { OVERLAP_BITS = 64 };

struct overlap {
    uint32_t count, words;
    uint64_t *conflicts; /* rows of `words`: which fields each must not share with; if one has
                            another, then that has it, too */
    bool *alone;         /* by field: shares with nobody, whatever the rows say */
};

/* Of func->fields, whose vars know them. */
void overlap_find(struct overlap *overlap, struct arena *arena, const struct ir_func *func);

/* Of a field, by its index in func->fields. */
uint64_t *overlap_row(const struct overlap *overlap, uint32_t index);
/* The first field from `index` on that the row has; UINT32_MAX: none. */
uint32_t overlap_next(const struct overlap *overlap, const uint64_t *row, uint32_t index);

#endif
