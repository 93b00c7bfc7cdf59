/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Iterating a scope's results in the order in which their tasks finish. From the first call on the
 * scope keeps a queue of the results that have finished, linked by their `waiters`, which nobody
 * needs any more then. Outlives the scope while a task waits for the next one.
 */
#ifndef TMR_RESULTS_H
#define TMR_RESULTS_H

#include "scope.h"

/* `flags` of a delayed result: it is to be queued, or has been. */
enum { TMR_DELAYED_WATCHED = 1 };

/* A result that the watched scope has just made, its task begun or not. */
void tmr_results_add(tamer_scope *scope, tamer_delayed *delayed);

/* A watched result has finished, and its waiters have been told. */
void tmr_results_finished(tamer_scope *scope, tamer_delayed *delayed);

/* The scope and its results are going. */
void tmr_results_end(tamer_scope *scope);

#endif
