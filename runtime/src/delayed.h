/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TMR_DELAYED_H
#define TMR_DELAYED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <tamer/abi.h>

#include "misuse.h"

/* Of tamer_delayed.state, beside enum tamer_state: its scope has been left. */
enum {
    TMR_DELAYED_KEPT = 254, /* `waiters` is that scope */
    TMR_DELAYED_FREED = 255 /* the memory is free: all but the first word is what it was */
};

/* Of tamer_delayed.flags, beside TMR_DELAYED_WATCHED: some waiter is more than a task to queue. */
enum { TMR_DELAYED_SPECIAL = 2 };

/* Aborts with a message that names `doing` unless it is a result, as far as that can be told. */
static inline void tmr_delayed_check(const tamer_delayed *delayed, const char *doing)
{
    if (__builtin_expect(!delayed || delayed->state > TAMER_CANCELLED, 0))
        tmr_delayed_misused(delayed, doing);
}

/* The same for who wants it to end. */
static inline void tmr_delayed_check_begun(const tamer_delayed *delayed, const char *doing)
{
    tmr_delayed_check(delayed, doing);
    if (delayed->state == TAMER_PENDING && (!delayed->task || delayed->task->delayed != delayed))
        tmr_delayed_misused(delayed, doing);
}

/* It has become done: its waiters, of which there are some, end with `value`. Returns {NULL, 0},
 * for whoever does nothing else. */
tamer_step tmr_delayed_wake(tamer_delayed *delayed, uint64_t value);

/* Whether somebody waits for it who gets what it ends with. */
bool tmr_delayed_has_receiver(const tamer_delayed *delayed);

/* It has become failed with `error`, of which it takes a reference of its own, or (NULL) cancelled:
 * tells its waiters. */
void tmr_delayed_fail(tamer_delayed *delayed, tamer_error *error);

/* Parks the current task until a pending result is so no more; *ret_state is its state then.
 * Nothing of it is received. */
tamer_step tmr_delayed_watch(tamer_delayed *delayed, uint8_t *ret_state);

#endif
