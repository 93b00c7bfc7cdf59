/* SPDX-License-Identifier: BSD-3-Clause */
/* Where in the user's code something is: for places of the library itself, where that was called.
 */
#ifndef TMR_PLACE_H
#define TMR_PLACE_H

#include "task.h"
#include "text.h"

/* The scope that a task belongs to: not those that it has opened. */
const tamer_scope *tmr_scope_of_task(const struct tmr_task *task);

/* Of the line that scheduled it. */
const tamer_point *tmr_place_of_task(const struct tmr_task *task);

/* Of the line that opened it. */
const tamer_point *tmr_place_of_scope(const tamer_scope *scope);

/* Of the innermost await of a task that waits; NULL: none is known. */
const tamer_point *tmr_place_of_wait(const struct tmr_task *task);

/* Appends "function (file:line)". */
void tmr_text_place(struct tmr_text *text, const tamer_point *at);

#endif
