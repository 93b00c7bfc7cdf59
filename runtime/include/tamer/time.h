/* SPDX-License-Identifier: BSD-3-Clause */
/* Time and turns. */
#ifndef TAMER_TIME_H
#define TAMER_TIME_H

#include <tamer/abi.h>
#include <tamer/syntax.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Seconds on the loop's monotonic clock: read anew once a turn of the loop, and in plain code at
 * every call. */
TAMER_API double tamer_now(void);

/* Waits for that many seconds, at least; 0 and less: for one turn; a NaN: a message and abort.
 * Cancellation ends the wait at once. */
TAMED tamer_async TAMER_API void tamer_sleep(double seconds);

/* Waits until tamer_now() is `deadline`; for one turn, if that has passed. */
TAMED tamer_async TAMER_API void tamer_sleep_until(double deadline);

/* Lets every other task that is ready run first. */
TAMED tamer_async TAMER_API void tamer_yield(void);

/* What happens to a tick that still runs when the next one is due. */
enum tamer_tick_policy {
    TAMER_TICK_DEFAULT, /* nothing: ticks pile up */
    TAMER_TICK_CANCEL   /* it is cancelled, and its cleanup waited for: no two ticks run at once */
};

/* scheduled: the tamer_now() time at which the tick was due. */
typedef TAMED tamer_async void (*tamer_tick)(double scheduled, void *data);

/*
 * Calls tick(scheduled, data) now and then every `interval` seconds, each as a task of its own,
 * until it is cancelled itself; then it cancels the ticks that still run and waits for their
 * cleanup. The n-th tick is due n intervals after the first, whatever happens: ticks do not drift,
 * and those that could not be started in time are made up for, one a turn. A tick that fails does
 * not end the timer: its error goes to the nearest supervised scope around it (.handler, or
 * TAMER_IGNORE), else it is printed with its traceback. Raises EINVAL if the interval is not
 * positive.
 */
TAMED tamer_async TAMER_API void tamer_every(double interval, enum tamer_tick_policy policy,
                                             tamer_tick tick, void *data);

/*
 * The virtual clock: time that passes only while there is nothing to do, at once. Where no task can
 * run, the clock moves to the next moment that somebody waits for. Descriptors that are ready come
 * first, those that are not do not hold it up; work on other threads (tamer_resolve) is waited for.
 *
 * The choice is the process's: the calling thread follows at once, another one at the next turn of
 * its loop; each has a time of its own. What waits keeps what is left of its time. The environment
 * chooses for any program: TAMER_CLOCK=virtual, which begins at 0, or virtual:START, or real. The
 * clock of the system, and whatever takes its time from that, is not touched.
 */

/* From now on time is virtual, and is `start`, in seconds: from 0 to 4e9; what is less or more
 * counts as those. */
TAMER_API void tamer_clock_virtual(double start);

/* From now on time is real: that of CLOCK_MONOTONIC. */
TAMER_API void tamer_clock_real(void);

TAMER_API tamer_bool tamer_clock_is_virtual(void);

/* Moves the virtual clock of this thread forwards to `now`. Timers that it passes expire at the
 * next turn of the loop, earliest first; they all see the time that was set. 0; -EINVAL: `now` is
 * before tamer_now(), or the clock is not virtual; then nothing is changed. */
TAMER_API int tamer_clock_set(double now);

/*
 * Tells of every step that holds a loop for so many seconds or longer: what a task does between two
 * waits, with the calls that it makes. When the step is over, a line on standard error says how
 * long it took, and from where to where it went: the awaits, or the function itself where it began.
 * Time is real, also under a virtual clock. 0: no more. For all threads, from the next turn of
 * their loops on; TAMER_SLOW_STEP=SECONDS in the environment does the same.
 */
TAMER_API void tamer_slow_step(double seconds);

#ifdef __cplusplus
}
#endif

#endif
