/* SPDX-License-Identifier: BSD-3-Clause */
/* Where tasks are scheduled: calls of NAME_scoped and NAME_scoped_into. */
#ifndef TAMERC_SITES_H
#define TAMERC_SITES_H

#include <stdbool.h>
#include <stdint.h>

#include <clang-c/Index.h>

#include "base/vec.h"

struct clang_unit;
struct ir_task_site;
struct ir_unit;

struct candidate {
    uint32_t token;
    struct ir_signature *signature;
    bool is_into;
    bool found; /* a call in some function */
};

struct sites {
    struct ir_unit *unit;
    const struct clang_unit *clang;
    struct candidate_list VEC(struct candidate) candidates; /* in source order */
    struct ir_task_site **next;                             /* end of the unit's list */
    uint32_t count;
};

/* Looks for the names among the tokens. */
void sites_prepare(struct sites *sites, struct ir_unit *unit, const struct clang_unit *clang);

bool sites_any(const struct sites *sites, uint32_t start, uint32_t end);

/* The calls in a function whose external declaration begins at outer_start. Functions come in
 * source order. */
void sites_collect(struct sites *sites, CXCursor function, uint32_t outer_start);

#endif
