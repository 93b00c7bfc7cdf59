/* SPDX-License-Identifier: BSD-3-Clause */
/* Sync calls, and the plain code between two of them: a "segment", kept in the tamer_call beneath
 * it. */
#ifndef TMR_CALL_H
#define TMR_CALL_H

#include <stddef.h>

#include <tamer/abi.h>

/* Chooses call->floor: tasks born before it are not run while the call blocks. All calls made while
 * a plain scope is open share the scope's. */
void tmr_call_floor(tamer_call *call);

/* Sets segment->skip anew: a scope was opened, cancelled or left there, or a catcher opened, filled
 * or closed. */
void tmr_call_update_skip(tamer_call *segment);

/* Runs the loop until the pending `step` has ended: {NULL, value} or {TAMER_UNWIND, error}. */
tamer_step tmr_call_block(tamer_call *call, tamer_step step, const tamer_point *at);

/* An error reaches plain code: goes to the innermost scope or catcher, if any of them takes errors;
 * else prints and aborts. Takes it. */
void tmr_call_deliver(tamer_call *segment, tamer_error *error);

#endif
