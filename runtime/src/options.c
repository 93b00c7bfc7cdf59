/* SPDX-License-Identifier: BSD-3-Clause */
#include "options.h"

#include <stddef.h>

#include "misuse.h"

/* What an option may be. */
struct choice {
    const char *option, *values;
    unsigned allowed; /* bits */
};

static const struct choice exits = {".exit", "TAMER_WAIT, TAMER_CANCEL or TAMER_RAISE", TMR_EXITS};
static const struct choice on_errors = {".on_error", "TAMER_CANCEL, TAMER_CONTINUE or TAMER_IGNORE",
                                        TMR_ON_ERRORS};
static const struct choice on_timeouts = {".on_timeout", "TAMER_RAISE or TAMER_MOVE_ON",
                                          TMR_ON_TIMEOUTS};
static const struct choice starts = {".start", "TAMER_QUEUED or TAMER_EAGER", TMR_STARTS};

/* NULL: it is the name of none. */
static const char *name_of(unsigned value)
{
    static const char *const names[] = {
        [TAMER_WAIT] = "TAMER_WAIT",     [TAMER_CANCEL] = "TAMER_CANCEL",
        [TAMER_RAISE] = "TAMER_RAISE",   [TAMER_CONTINUE] = "TAMER_CONTINUE",
        [TAMER_IGNORE] = "TAMER_IGNORE", [TAMER_MOVE_ON] = "TAMER_MOVE_ON",
        [TAMER_QUEUED] = "TAMER_QUEUED", [TAMER_EAGER] = "TAMER_EAGER"};

    return value < sizeof names / sizeof *names ? names[value] : NULL;
}

static void check(const struct choice *choice, unsigned value, const char *doing,
                  const tamer_point *at)
{
    const char *name = name_of(value);

    if (value < 32 && (choice->allowed & 1u << value))
        return;
    if (name)
        tmr_misuse_at(doing, at, "%s is %s; it has to be %s", choice->option, name, choice->values);
    tmr_misuse_at(doing, at, "%s is %u; it has to be %s", choice->option, value, choice->values);
}

static void check_time(double seconds, const char *what, const char *doing, const tamer_point *at)
{
    if (seconds != seconds)
        tmr_misuse_at(doing, at, "%s is no number (NaN)", what);
}

void tmr_options_check_slow(const tamer_scope_options *options, const char *doing,
                            const tamer_point *at)
{
    check(&exits, options->exit, doing, at);
    check(&on_errors, options->on_error, doing, at);
    check(&on_timeouts, options->on_timeout, doing, at);
    check(&starts, options->start, doing, at);
    check_time(options->timeout, ".timeout", doing, at);
    check_time(options->deadline, ".deadline", doing, at);
}

void tmr_options_check_errors(enum tamer_policy on_error, const char *doing)
{
    check(&on_errors, on_error, doing, NULL);
}

void tmr_options_check_time(double seconds, const char *what, const char *doing)
{
    check_time(seconds, what, doing, NULL);
}
