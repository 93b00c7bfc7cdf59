/* SPDX-License-Identifier: BSD-3-Clause */
/* Shared by frames.c, frames_text.c, frames_json.c. Nobody else includes it. */
#ifndef TAMERC_FRAMES_PARTS_H
#define TAMERC_FRAMES_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "ir/ir.h"
#include "text/source.h"

/* One function, and what a suspended call of it weighs. */
struct frames_row {
    const struct ir_func *func;
    struct place place; /* of the name in the definition */
    bool waits;         /* has a suspension point */
    uint64_t total;     /* its frame, and the heaviest chain of frames that it can wait for */
    const struct ir_func **chain; /* that chain, without the function itself */
    uint32_t chain_count;
    bool is_recursive;   /* the chain leads back: `total` counts one round */
    const char *unknown; /* something it waits for is defined elsewhere; NULL: nothing */
    int state;           /* of the walk: 0 new, 1 in progress, 2 done */
};

struct frames {
    const struct ir_unit *unit;
    struct frames_row *rows; /* by falling size, then as in the source */
    uint32_t count;
};

/* only: NULL: all functions. The rows are the unit's arena's. */
struct frames frames_collect(const struct ir_unit *unit, const char *only);

/* ---- one variable ---- */

enum frames_kept { FRAMES_PINNED, FRAMES_SAVED, FRAMES_RESULT, FRAMES_ARGUMENT };

enum frames_kept frames_kept(const struct ir_var *var);
/* As a word for programs; "" where not pinned. */
const char *frames_reason(const struct ir_var *var);
/* Line of its declaration, or of the call whose result it is; 0: none. */
uint32_t frames_line(const struct ir_unit *unit, const struct ir_func *func,
                     const struct ir_var *var);
uint32_t frames_line_at(const struct ir_unit *unit, uint32_t offset);
const char *frames_type(const struct ir_var *var);
bool frames_share(const struct ir_field *a, const struct ir_field *b);

/* ---- one await ---- */

/* The points where the function waits, in source order. In the arena. */
const struct ir_point **frames_waits(const struct ir_unit *unit, const struct ir_func *func,
                                     uint32_t *ret_count);
/* What the function keeps while it waits there: saved, pinned and in scope, or the place of the
 * result. In the arena. */
const struct ir_var **frames_across(const struct ir_unit *unit, const struct ir_func *func,
                                    const struct ir_point *point, uint32_t *ret_count,
                                    uint32_t *ret_bytes);
/* What it waits for: a function's name, or "*" where a pointer leads there, or "scope 'NAME'". */
const char *frames_awaited(const struct ir_unit *unit, const struct ir_point *point);

#endif
