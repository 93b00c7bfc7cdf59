/* SPDX-License-Identifier: BSD-3-Clause */
/* Errors inside the runtime: shared by reference between a delayed result, its task's record and
 * waiters to come; whoever takes one upwards gets a copy of its own, since its trace grows. */
#ifndef TMR_ERROR_H
#define TMR_ERROR_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <tamer/error.h>

struct tmr_task;

/* How a trace line came about. */
enum tmr_trace { TMR_TRACE_RAISED, TMR_TRACE_AWAITED, TMR_TRACE_SCHEDULED };

/* A new error, of one cause, with an empty trace. Never NULL: out of memory gives the static ENOMEM
 * error. */
tamer_error *tmr_error_new(int code, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The static ENOMEM error. */
tamer_error *tmr_error_nomem(void);

/* Adds a line to the trace; `error` must not be shared. Does nothing for the static error, or
 * without memory. */
void tmr_error_trace(tamer_error *error, enum tmr_trace kind, const tamer_point *at);

/* One more reference to it. */
tamer_error *tmr_error_ref(tamer_error *error);
void tmr_error_unref(tamer_error *error);

/* Takes a reference, returns an error with the same contents that is not shared. */
tamer_error *tmr_error_own(tamer_error *error);

/* Takes both (NULL: none), returns one error with the causes of both. */
tamer_error *tmr_error_join(tamer_error *first, tamer_error *second);

/* The record of the failed task whose error it is, while nobody has received it;
 * tmr_error_set_task(error, NULL) ends that. */
struct tmr_task *tmr_error_task(const tamer_error *error);
void tmr_error_set_task(tamer_error *error, struct tmr_task *task);

/* Prints it as an error that nobody takes, and aborts. Takes it. */
_Noreturn void tmr_error_uncaught(tamer_error *error);

/* What is in `place`, which is empty then. */
static inline tamer_error *tmr_error_take(tamer_error **place)
{
    tamer_error *error = *place;

    *place = NULL;
    return error;
}

static inline uint64_t tmr_error_value(tamer_error *error)
{
    return (uint64_t)(uintptr_t)error;
}

static inline tamer_error *tmr_error_of(uint64_t value)
{
    return (tamer_error *)(uintptr_t)value;
}

#endif
