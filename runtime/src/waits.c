/* SPDX-License-Identifier: BSD-3-Clause */
/* The two simplest leaves. */
#define TAMER_YIELD_BY_CALL 1
#include <tamer/time.h>

#include "loop.h"
#include "options.h"
#include "sleep.h"
#include "wrappers.h"

TAMER_API tamer_step tamer_yield__async(void);
TAMER_API tamer_step tamer_sleep__async(double seconds);
TAMER_API tamer_step tamer_sleep_until__async(double deadline);

double tamer_now(void)
{
    return (double)tmr_loop_now(tmr_loop()) / 1e9;
}

tamer_step tamer_yield_slow(void)
{
    struct tmr_task *task = tmr_task_current();

    if (tmr_task_cancelled(task))
        return (tamer_step){TAMER_UNWIND, tmr_cancel_error()};
    tmr_task_queue(task, 0, 0);
    return (tamer_step){&task->head.root, 0};
}

tamer_step tamer_yield__async(void)
{
    return tamer_yield_slow();
}

tamer_step tamer_sleep__async(double seconds)
{
    struct tmr_loop *loop = tmr_this_loop;
    struct tmr_task *task = tmr_task_current();

    if (!(seconds > 0)) {
        tmr_options_check_time(seconds, "the time", "tamer_sleep");
        return tamer_yield__async();
    }
    if (__builtin_expect(tmr_task_cancelled(task), 0))
        return (tamer_step){TAMER_UNWIND, tmr_cancel_error()};
    task->head.wait = TMR_WAIT_TIMER;
    task->timer.deadline = (tmr_loop_now(loop) + tmr_clock_ns(seconds) + 1) & ~UINT64_C(1);
    tmr_timers_add(&loop->timers, &task->timer);
    return (tamer_step){&task->head.root, 0};
}

tamer_step tmr_sleep_until(uint64_t deadline)
{
    struct tmr_loop *loop = tmr_this_loop;
    struct tmr_task *task = tmr_task_current();

    if (deadline <= tmr_loop_now(loop))
        return tamer_yield__async();
    if (tmr_task_cancelled(task))
        return (tamer_step){TAMER_UNWIND, tmr_cancel_error()};
    task->head.wait = TMR_WAIT_TIMER;
    task->timer.deadline = (deadline + 1) & ~UINT64_C(1);
    tmr_timers_add(&loop->timers, &task->timer);
    return (tamer_step){&task->head.root, 0};
}

tamer_step tamer_sleep_until__async(double deadline)
{
    uint64_t ns = tmr_clock_ns(deadline);

    tmr_options_check_time(deadline, "the time", "tamer_sleep_until");
    if ((double)ns / 1e9 < deadline) /* cut off, which must not make it early */
        ns++;
    return tmr_sleep_until(ns);
}

TMR_WRAPPERS_VOID(tamer_yield, 0, );
TMR_WRAPPERS_VOID(tamer_sleep, 1, double, seconds);
TMR_WRAPPERS_VOID(tamer_sleep_until, 1, double, deadline);
