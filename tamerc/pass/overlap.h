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

struct overlap {
    uint32_t count, words;
    uint64_t *conflicts; /* rows of `words`: which fields each must not share with */
};

/* Of func->fields, whose vars know them. */
void overlap_find(struct overlap *overlap, struct arena *arena, const struct ir_func *func);

/* Fields by their index in func->fields. */
bool overlap_allowed(const struct overlap *overlap, uint32_t one, uint32_t other);

#endif
