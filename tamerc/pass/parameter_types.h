/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Types that the parameters of a definition define, or are the first to name. They are that
 * definition's own, and so could stand in nothing that is generated for it. They are moved in front
 * of it, under other names where theirs mean something else there.
 */
#ifndef TAMERC_PARAMETER_TYPES_H
#define TAMERC_PARAMETER_TYPES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/names.h"

struct declarator;
struct diag;
struct external;
struct source;
struct strbuf;

/* The tags that file scope knows in front of a token. */
struct file_tags {
    struct names names;
    uint32_t end;
};

/* Has the definition such parameters? To be asked in source order. */
bool parameter_types_any(struct file_tags *tags, const struct source *source,
                         const struct external *external, const struct declarator *declarator);

/* The text with the types of all tamed functions' parameters moved. */
void parameter_types_move(struct strbuf *out, struct arena *arena, const struct source *source,
                          struct diag *diag);

#endif
