/* SPDX-License-Identifier: BSD-3-Clause */
/* For the tests of <tamer/sync.h>, which are tamed themselves: time is counted in turns, and each
 * task can be cancelled alone. */
#ifndef TESTS_SYNC_COMMON_H
#define TESTS_SYNC_COMMON_H

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include <tamer/sync.h>

#include "aborting.h"
#include "rt.h"

static inline TAMED async void turns(int count)
{
    while (count-- > 0)
        await tamer_yield();
}

/* Cancels *scope after so many turns, if it is still there: who leaves a scope sets its variable to
 * NULL. */
static inline TAMED async void cancel_after(int count, tamer_scope **scope)
{
    await turns(count);
    if (*scope)
        tamer_cancel(*scope);
}

/* Runs it in a process of its own, which must abort; what that has said is in `said`. */
static inline void expect_abort(void (*misuse)(void), const char *says)
{
    char said[2048];

    run_aborting(misuse, said, sizeof said);
    assert_string_equal(said, says);
}

/* What plain code was told is that it waits for ever, in such words. */
static inline void assert_deadlock(tamer_error **error, const char *says)
{
    assert_int_equal(tamer_error_code(*error), EDEADLK);
    if (!strstr(tamer_error_message(*error), says))
        assert_string_equal(tamer_error_message(*error), says);
    tamer_error_clear(error);
}

#endif
