/* SPDX-License-Identifier: BSD-3-Clause */
/* The new texts in place of the old ones. */
#ifndef TAMERC_ADOPT_APPLY_H
#define TAMERC_ADOPT_APPLY_H

#include <stdbool.h>

struct adopt_file_list;
struct arena;

/* All files, or none: false, and it has been said why. A file that is no longer what was read
 * counts as a failure. */
bool adopt_apply(struct arena *arena, const struct adopt_file_list *files);

#endif
