/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TMR_SPAWN_H
#define TMR_SPAWN_H

#include <tamer/abi.h>

/* As tamer_spawn, up to where the task starts: that is the caller's. *slot: what tamer_spawn
 * returns. NULL: there is no task, and the frame has been freed. */
tamer_task *tmr_spawn_begin(tamer_frame *frame, const tamer_point *at, tamer_scope *scope,
                            void **slot, const tamer_spawnable *of);

#endif
