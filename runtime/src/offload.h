/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Work on other threads whose completions come back through the poller (an eventfd, drained by
 * tmr_poller_wait). The loop itself knows only that there is per-thread state to end with the loop.
 */
#ifndef TMR_OFFLOAD_H
#define TMR_OFFLOAD_H

struct tmr_offload; /* what one loop's thread shares with the workers */

/* Forgets the loop's work in flight: workers free what nobody waits for any more. NULL is fine. */
void tmr_offload_free(struct tmr_offload *offload);

#endif
