/* SPDX-License-Identifier: BSD-3-Clause */
/* In front of every file that is tried: counts for each line how often its defers were reached and
 * how often they ran. */
#ifndef TESTS_INJECT_DEFERS_H
#define TESTS_INJECT_DEFERS_H

#include <tamer/tamer.h>

#define TESTS_INJECTED 1

void inject_defer_reached(unsigned line);
int inject_defer_runs(unsigned line); /* true */

#undef tamer_defer
#define tamer_defer                                                                                \
    inject_defer_reached(__LINE__);                                                                \
    for (; tamer_defer_mark_();)                                                                   \
        if (inject_defer_runs(__LINE__))

#endif
