/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The loop's view of descriptors: waits for readiness and wakes tasks. Made at a thread's first use
 * of a descriptor or of offloaded work (tmr_loop_poller); a thread that only sleeps has none.
 * Belongs to its loop's thread.
 */
#ifndef TMR_POLLER_H
#define TMR_POLLER_H

#include <stddef.h>
#include <stdint.h>

struct tmr_poller;

/* 0, or -errno with *ret_poller untouched. */
int tmr_poller_new(struct tmr_poller **ret_poller);

/* Closes and frees everything; tasks that still wait are never woken. NULL is fine. */
void tmr_poller_free(struct tmr_poller *poller);

/* Waits up to timeout_ns (-1: for ever; 0: not at all), wakes the tasks whose wait is over and
 * drains finished offloaded work. May return early, without having woken any. 0, or -errno. */
int tmr_poller_wait(struct tmr_poller *poller, int64_t timeout_ns);

/* As tmr_poller_wait without waiting, and trusts no registration that is only assumed. now: the
 * loop's time, which stands still meanwhile. */
int tmr_poller_look(struct tmr_poller *poller, uint64_t now);

/* From now on, as long as `event_fd` is open, a write to it ends a wait. 0 or -errno. */
int tmr_poller_add_wake(struct tmr_poller *poller, int event_fd);

/* 0 if tmr_poller_wait can wake no task any more: none waits for a descriptor or for offloaded work
 * in flight. Else some other number. Cheap as long as the answer is not 0. */
size_t tmr_poller_waiters(struct tmr_poller *poller);

#endif
