/* SPDX-License-Identifier: BSD-3-Clause */
/* How deep the text is nested, by its tokens alone: before anybody goes down its trees. */
#ifndef TAMERC_NESTING_H
#define TAMERC_NESTING_H

#include <stdbool.h>

struct diag;
struct ir_unit;

/* True: the first place that is too deep for libclang's stack, or so deep in a tamed function that
 * libclang would need minutes, has been reported. */
bool nesting_too_deep(const struct ir_unit *unit, struct diag *diag);

#endif
