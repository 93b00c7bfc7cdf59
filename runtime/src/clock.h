/* SPDX-License-Identifier: BSD-3-Clause */
/* Where a loop's time comes from; replaceable, so that tests and simulations need not wait. */
#ifndef TMR_CLOCK_H
#define TMR_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* All times are nanoseconds of a clock that never goes back. */
struct tmr_clock {
    uint64_t (*now)(void *context);
    /* Lets up to timeout_ns pass (-1: for ever) in a loop that has nothing else to wait for. May
     * return early. */
    void (*sleep)(void *context, int64_t timeout_ns);
    void *context;   /* not owned */
    bool is_virtual; /* time passes in `sleep` only: the loop never waits in the poller for a timer
                      */
};

/* CLOCK_MONOTONIC. */
extern const struct tmr_clock tmr_clock_system __attribute__((visibility("hidden")));

/* Seconds to ns; negative and NaN give 0, what is too large the largest. */
uint64_t tmr_clock_ns(double seconds);

#endif
