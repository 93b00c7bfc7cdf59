/* SPDX-License-Identifier: BSD-3-Clause */
/* A mutex as conditions need it. */
#ifndef TMR_SYNC_MUTEX_H
#define TMR_SYNC_MUTEX_H

#include "sync_queue.h"

/* Makes the task that has waited longest its owner, and queues it with the value 1. */
void tmr_mutex_hand_over(tamer_mutex *mutex);

/* The same for `task`, which is in no list and has a frame that waits for it, as soon as its turn
 * has come. */
void tmr_mutex_want(tamer_mutex *mutex, struct tmr_task *task);

#endif
