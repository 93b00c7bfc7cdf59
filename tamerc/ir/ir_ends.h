/* SPDX-License-Identifier: BSD-3-Clause */
/* Whether control reaches the end of a statement. */
#ifndef TAMERC_IR_ENDS_H
#define TAMERC_IR_ENDS_H

#include <stdbool.h>

struct ir_node;
struct source;

/* Control never goes on behind the statement, in doubt it does. `scopes`: a TAMER_SCOPE is left as
 * its body is; else as the loop that it looks like to a compiler. */
bool ir_never_ends(const struct source *source, const struct ir_node *node, bool scopes);

/* The function's end is never reached, but only for what a compiler cannot know of TAMER_SCOPE. */
bool ir_only_scopes_end(const struct source *source, const struct ir_node *body);

#endif
