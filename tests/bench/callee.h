/* SPDX-License-Identifier: BSD-3-Clause */
/* What stands in other files, so that no compiler inlines it. */
#ifndef TESTS_BENCH_CALLEE_H
#define TESTS_BENCH_CALLEE_H

#include <tamer/tamer.h>

#include "hand.h"

long plain_callee(long i);
void plain_wait(void); /* never called */

tm_step hand_callee(long i);

TAMED async long tamed_callee(long i);
TAMED async void tamed_wait(void);

#endif
