/* SPDX-License-Identifier: BSD-3-Clause */
/* The leaf that waits for a moment. */
#ifndef TMR_SLEEP_H
#define TMR_SLEEP_H

#include <tamer/abi.h>

/* Parks the current task until the loop's time is `deadline`, in ns; for one turn, where that has
 * passed. */
tamer_step tmr_sleep_until(tamer_u64 deadline);

#endif
