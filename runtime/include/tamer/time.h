/* SPDX-License-Identifier: BSD-3-Clause */
/* Time and turns. */
#ifndef TAMER_TIME_H
#define TAMER_TIME_H

#include <tamer/syntax.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Seconds on the loop's monotonic clock: read anew once a turn of the loop, and in plain code at
 * every call. */
TAMER_API double tamer_now(void);

/* Waits for that many seconds, at least; 0 and less: for one turn. Cancellation ends the wait at
 * once. */
TAMED tamer_async TAMER_API void tamer_sleep(double seconds);

/* Lets every other task that is ready run first. */
TAMED tamer_async TAMER_API void tamer_yield(void);

#ifdef __cplusplus
}
#endif

#endif
