/* SPDX-License-Identifier: BSD-3-Clause */
/* For unit tests of the runtime: a clock that only sleeping moves, a log of what happened, and
 * allocations that fail. */
#ifndef HARNESS_RT_H
#define HARNESS_RT_H

#include <stddef.h>
#include <stdint.h>

#include "actor.h"

/* Gives this thread's loop the test clock, empties the log. The clock then stands at `rt_start`. */
void rt_begin(void);
#define RT_START 1000.0

/* Everything the tests made is gone; fails the test otherwise. */
void rt_end(void);

/* Seconds since rt_begin. */
double rt_elapsed(void);

/* Appends a word to the log, and compares: the log is the words with a space between. */
void rt_log(const char *format, ...) __attribute__((format(printf, 1, 2)));
const char *rt_logged(void);
void rt_log_clear(void);

/* From now on the allocation number `n` (1: the next) fails, and with `and_later` all after it; 0:
 * none. */
void rt_fail_allocation(size_t n, int and_later);
/* Whether that allocation came. */
int rt_allocation_failed(void);

/* What tamer_error_print writes; to be freed. */
char *rt_print(const tamer_error *error);

/* Scripts that many tests use. All log their id when they begin, end ("e1") and are cancelled
 * ("c1") or fail. */
act_script rt_sleeper; /* sleeps actor->seconds, ends with actor->value */
act_script rt_failer;  /* sleeps actor->seconds, raises EPROTO "failed ID" */
act_script rt_yielder; /* yields actor->value times */
act_script rt_getter;  /* waits for the act_delayed actor->data */

#endif
