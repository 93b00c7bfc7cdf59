/* SPDX-License-Identifier: BSD-3-Clause */
/* Results in the order in which they finish: what the combinators in runtime/tamed are made of. */
#ifndef TMR_ARRIVALS_H
#define TMR_ARRIVALS_H

#include <tamer/combine.h>

#include "marks.h"

struct tamer_arrivals {
    struct tmr_marks told;
    struct tamer_arrivals *next_of_scope; /* in tmr_scope_more.arrivals */
    struct tmr_node *wanting;             /* tasks that want the next one */
    struct tmr_node *staying;             /* tasks that wait for all */
    size_t *order;                        /* indexes of those that have finished, in that order */
    size_t finished, given;               /* in `order`: there; of these given out */
    size_t pending, count;
    size_t references;       /* its owner's, and those of frames that wait */
    struct tmr_task marks[]; /* one for each result of the list */
};

/* The result at `index` of the list, or NULL. */
tamer_delayed *tmr_results_at(tamer_results results, size_t index);

/* Aborts with a message that names `doing` if one of them is none that can be used. */
void tmr_results_check(tamer_results results, const char *doing);

/* Whether one of them is that of the task that runs. */
bool tmr_results_own(tamer_results results);

/* One reference, the caller's. `receives`: of struct tmr_marks. NULL: no memory. */
tamer_arrivals *tmr_arrivals_new(tamer_results results, bool receives);

/* Gives up the owner's reference: no more arrive. */
void tmr_arrivals_end(tamer_arrivals *arrivals);

/* The same for those that are linked by next_of_scope. */
void tmr_arrivals_end_all(tamer_arrivals *arrivals);

/* Cancels the tasks behind those that are pending. */
void tmr_arrivals_cancel(tamer_arrivals *arrivals);

/* Waits until all have finished. The second: if it is cancelled, cancels them, and still waits. */
TAMED tamer_async void tmr_arrivals_all(tamer_arrivals *arrivals);
TAMED tamer_async void tmr_arrivals_rest(tamer_arrivals *arrivals);

/* Receives a result of any type: raises its error, or ECANCELED. */
TAMED tamer_async void tmr_receive(tamer_delayed *delayed);

/* Raises an error (taken). */
TAMED tamer_async void tmr_reraise(tamer_error *error);

#endif
