/* SPDX-License-Identifier: BSD-3-Clause */
/* Work that goes down trees by recursion. */
#ifndef TAMERC_DEEP_H
#define TAMERC_DEEP_H

/* Calls the function on a stack on which the deepest tree that the parser lets through fits; on
 * the caller's where there is no memory for one. */
void deep_run(void *(*function)(void *), void *argument);

#endif
