/* SPDX-License-Identifier: BSD-3-Clause */
/* Options that are none: a message that names the option and its values, and abort. */
#ifndef TMR_OPTIONS_H
#define TMR_OPTIONS_H

#include <stdbool.h>

#include <tamer/scope.h>

/* Slow path of the function below. */
void tmr_options_check_slow(const tamer_scope_options *options, const char *doing,
                            const tamer_point *at);

/* Of a scope, or NULL; `at` is where it is opened, or NULL. */
static inline void tmr_options_check(const tamer_scope_options *options, const char *doing,
                                     const tamer_point *at)
{
    if (!options)
        return;
    if (__builtin_expect(
            (options->exit | options->on_error | options->on_timeout | options->start) != 0 ||
                options->timeout != 0 || options->deadline != 0,
            0))
        tmr_options_check_slow(options, doing, at);
}

/* Of the calls of tamer_map: .on_error. */
void tmr_options_check_errors(enum tamer_policy on_error, const char *doing);

/* Seconds, or a time: no NaN. */
void tmr_options_check_time(double seconds, const char *what, const char *doing);

#endif
