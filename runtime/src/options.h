/* SPDX-License-Identifier: BSD-3-Clause */
/* Options that are none: a message that names the option and its values, and abort. */
#ifndef TMR_OPTIONS_H
#define TMR_OPTIONS_H

#include <stdbool.h>

#include <tamer/scope.h>

/* What each may be, as bits; 0 is the default. */
enum {
    TMR_EXITS = 1 | 1 << TAMER_WAIT | 1 << TAMER_CANCEL | 1 << TAMER_RAISE,
    TMR_ON_ERRORS = 1 | 1 << TAMER_CANCEL | 1 << TAMER_CONTINUE | 1 << TAMER_IGNORE,
    TMR_ON_TIMEOUTS = 1 | 1 << TAMER_RAISE | 1 << TAMER_MOVE_ON,
    TMR_STARTS = 1 | 1 << TAMER_QUEUED | 1 << TAMER_EAGER
};

/* Something is wrong with them. */
void tmr_options_check_slow(const tamer_scope_options *options, const char *doing,
                            const tamer_point *at);

static inline bool tmr_options_are_right(const tamer_scope_options *options)
{
    const unsigned exit = options->exit, on_error = options->on_error,
                   on_timeout = options->on_timeout, start = options->start;

    return (exit | on_error | on_timeout | start) < 32 &&
           (TMR_EXITS >> exit & TMR_ON_ERRORS >> on_error & TMR_ON_TIMEOUTS >> on_timeout &
            TMR_STARTS >> start & 1) &&
           options->timeout == options->timeout && options->deadline == options->deadline;
}

/* Of a scope, or NULL; `at` is where it is opened, or NULL. */
static inline void tmr_options_check(const tamer_scope_options *options, const char *doing,
                                     const tamer_point *at)
{
    if (__builtin_expect(options && !tmr_options_are_right(options), 0))
        tmr_options_check_slow(options, doing, at);
}

/* Of the calls of tamer_map: .on_error. */
void tmr_options_check_errors(enum tamer_policy on_error, const char *doing);

/* Seconds, or a time: no NaN. */
void tmr_options_check_time(double seconds, const char *what, const char *doing);

#endif
