/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What is kept of scopes that have been left: the last ones, each with some of its results, so that
 * a use of the one or the other is told. Where that is over, a result's memory still says that it
 * is gone, until it becomes something else.
 */
#ifndef TMR_CLOSED_H
#define TMR_CLOSED_H

#include "scope.h"

struct tmr_closed {
    tamer_scope *first; /* the oldest, linked by `next` */
    tamer_scope **end;  /* where the next one is linked */
    size_t count;
};

void tmr_closed_init(struct tmr_closed *closed);

/* Its results are nobody's any more: clears them, and frees those that are not worth keeping. */
void tmr_closed_take_results(tamer_scope *scope);

/* Takes a scope that has been left. */
void tmr_closed_add(struct tmr_closed *closed, tamer_scope *scope);

/* Frees all. */
void tmr_closed_forget(struct tmr_closed *closed);

#endif
