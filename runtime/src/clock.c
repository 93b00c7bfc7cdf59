/* SPDX-License-Identifier: BSD-3-Clause */
#include "clock.h"

#include <time.h>

enum { NS_PER_SECOND = 1000000000 };

static uint64_t system_now(void *context)
{
    struct timespec now;

    (void)context;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * NS_PER_SECOND + (uint64_t)now.tv_nsec;
}

static void system_sleep(void *context, int64_t timeout_ns)
{
    struct timespec rest = {.tv_sec = timeout_ns / NS_PER_SECOND,
                            .tv_nsec = timeout_ns % NS_PER_SECOND};

    (void)context;
    if (timeout_ns < 0)
        rest = (struct timespec){.tv_sec = NS_PER_SECOND};
    clock_nanosleep(CLOCK_MONOTONIC, 0, &rest, NULL);
}

const struct tmr_clock tmr_clock_system = {.now = system_now, .sleep = system_sleep};

uint64_t tmr_clock_ns(double seconds)
{
    const double longest = 4e9; /* 126 years: a deadline that far never wraps around */

    if (!(seconds > 0))
        return 0;
    if (seconds > longest)
        seconds = longest;
    return (uint64_t)(seconds * NS_PER_SECOND);
}
