/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TMR_LIST_H
#define TMR_LIST_H

struct tmr_loop;

/* A thread ends, or the process (`what_ends`): says which tasks, and errors, of groups that were
 * never closed are lost with it. */
void tmr_list_lost(const struct tmr_loop *loop, const char *what_ends);

#endif
