/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TAMERC_DRIVER_H
#define TAMERC_DRIVER_H

/* The whole tool: returns its exit status (0; 1: an error, or what the compiler returned; 70: out
 * of memory). */
int driver_run(int argc, char **argv);

#endif
