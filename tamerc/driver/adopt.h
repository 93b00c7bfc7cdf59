/* SPDX-License-Identifier: BSD-3-Clause */
/* The subcommand `tamerc adopt`. */
#ifndef TAMERC_DRIVER_ADOPT_H
#define TAMERC_DRIVER_ADOPT_H

struct arena;

/* argv[0] is the subcommand's name. Returns the exit status. */
int adopt_run(struct arena *arena, int argc, char **argv);

#endif
