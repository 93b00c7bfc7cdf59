/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A cheap look at a file and what it includes: can it hold tamed C at all? Only a text that
 * includes a header of Tamer's can, so the text "tamer/" must stand somewhere. Errs on the side of
 * yes.
 */
#ifndef TAMERC_SCAN_H
#define TAMERC_SCAN_H

#include <stdbool.h>

struct arena;
struct command;

/*
 * path: a C file; name: what its own #includes in quotes are looked up from (the same, but for a
 * copy of standard input). Conditions are not evaluated: what some #if leaves out is looked at too.
 * An include whose name a macro computes, or whose quoted name cannot be found, counts as yes.
 */
bool scan_can_be_tamed(struct arena *arena, const struct command *command, const char *path,
                       const char *name);

#endif
