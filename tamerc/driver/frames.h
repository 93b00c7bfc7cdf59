/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TAMERC_DRIVER_FRAMES_H
#define TAMERC_DRIVER_FRAMES_H

struct arena;

/* tamerc --frames[=NAME] [--json] …: reports what the frames of the inputs hold; compiles nothing.
 * argv[0] is that option. Returns the exit status. */
int frames_run(struct arena *arena, int argc, char **argv);

#endif
