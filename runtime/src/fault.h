/* SPDX-License-Identifier: BSD-3-Clause */
/* Where tests break in: tests/inject builds the library anew with TMR_FAULTS, and defines these
 * functions. Of other builds they are no part. */
#ifndef TMR_FAULT_H
#define TMR_FAULT_H

#include <stdbool.h>

#include <tamer/abi_types.h>

struct tmr_task;

#ifdef TMR_FAULTS

enum { TMR_FAULT_BUILD = 1 };

/* The task has begun to wait, for its first turn perhaps. */
void tmr_fault_waits(struct tmr_task *task);

/* An error that no plain code receives. True: it has been taken (freed), and the program goes on.
 */
bool tmr_fault_receives(tamer_error *error);

/* The innermost call that blocks is over. */
void tmr_fault_returns(void);

#else

enum { TMR_FAULT_BUILD = 0 };

static inline void tmr_fault_waits(struct tmr_task *task)
{
    (void)task;
}

static inline bool tmr_fault_receives(tamer_error *error)
{
    (void)error;
    return false;
}

static inline void tmr_fault_returns(void)
{
}

#endif

#endif
