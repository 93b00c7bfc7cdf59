/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * tamer_every, as tamerc would make it of
 *
 *     for (count = 0;; count++) {
 *         TAMER_SCOPE(ticks, .exit = TAMER_CANCEL) {              TAMER_TICK_DEFAULT: once, outside
 *             tick_scoped(ticks, start + count * interval);       catches what `tick` raises
 *             await tamer_sleep_until(start + (count + 1) * interval);
 *         }
 *     }
 *
 * which is never left but by a cancellation or an error of its own.
 */
#include <errno.h>
#include <stdio.h>

#include <tamer/time.h>

#include "error.h"
#include "loop.h"
#include "sleep.h"
#include "wrappers.h"

typedef tamer_step tick_entry(double scheduled, void *data);

/* A call of tamer_every. */
struct every {
    tamer_frame frame;
    tamer_scope *ticks; /* open; NULL between two */
    tamer_tick tick;
    tick_entry *entry; /* of `tick`; NULL: a plain function */
    void *data;        /* the user's */
    double interval;
    uint64_t start; /* ns */
    uint64_t count; /* ticks started */
    enum tamer_tick_policy policy;
};

/* A task that runs a tick. */
struct tick {
    tamer_frame frame;
    const struct every *every; /* outlives it */
    uint64_t scheduled;        /* ns */
};

static uint64_t time_of(const struct every *every, uint64_t count)
{
    return every->start + tmr_clock_ns((double)count * every->interval);
}

/* ---- a tick ---- */

static const tamer_scope *supervisor(void)
{
    const tamer_scope *scope = tmr_task_current()->head.scope;

    while (scope && !scope->supervised)
        scope = scope->parent;
    return scope;
}

/* To whom a supervised scope around the timer shows its own; else printed. */
static void report(const struct every *every, tamer_error *error)
{
    const tamer_scope *scope = supervisor();

    tmr_error_trace(error, TMR_TRACE_SCHEDULED, every->frame.parent->point);
    if (scope) {
        tmr_scope_handle(scope, error);
        return;
    }
    fflush(stdout);
    fputs("tamer: a tick of tamer_every failed, which goes on:\n", stderr);
    tamer_error_print(error, stderr);
    tmr_error_unref(error);
}

/* An error goes no further; a cancellation does. */
static tamer_step tick_unwind(tamer_frame *frame, uint64_t error)
{
    struct tick *self = (struct tick *)frame;
    tamer_step ended = {error ? NULL : TAMER_UNWIND, 0};

    if (error)
        report(self->every, tmr_error_of(error));
    return tamer_frame_next(frame, sizeof *self, ended);
}

static tamer_step tick_done(tamer_frame *frame, uint64_t value)
{
    (void)value;
    return tamer_frame_next(frame, sizeof(struct tick), tamer_done(0));
}

static const tamer_point tick_wait_point =
    TMR_POINT_OF(tamer_every, tick_done, tick_unwind, 3, sizeof(struct tick));

static tamer_step tick_begin(tamer_frame *frame, uint64_t value)
{
    struct tick *self = (struct tick *)frame;
    const struct every *every = self->every;
    double scheduled = (double)self->scheduled / 1e9;
    tamer_step step = {NULL, 0};

    if (every->entry)
        step = every->entry(scheduled, every->data);
    else
        every->tick(scheduled, every->data);
    if (step.frame == NULL)
        return tick_done(frame, value);
    if (step.frame == TAMER_UNWIND)
        return tick_unwind(frame, step.value);
    frame->point = &tick_wait_point;
    step.frame->parent = frame;
    return (tamer_step){NULL, 0};
}

static void tick_start(const struct every *every)
{
    static const tamer_point site = {.resume = tamer_task_deliver,
                                     .unwind = tamer_task_failed,
                                     .function = "tamer_every",
                                     .file = "libtamer"};
    static const tamer_point begin_point =
        TMR_POINT_OF(tamer_every, tick_begin, tick_unwind, 2, sizeof(struct tick));
    tamer_task *task = tamer_task_new(&site, every->ticks, NULL, 0);
    struct tick *self;

    if (!task)
        return;
    self = tamer_frame_new(sizeof *self);
    self->frame = (tamer_frame){.point = &begin_point, .parent = &task->root};
    self->every = every;
    self->scheduled = time_of(every, every->count);
    tamer_task_start(task, &self->frame);
}

/* ---- the timer ---- */

static tamer_step tick_and_sleep(struct every *self)
{
    static const tamer_scope_options options = {.exit = TAMER_CANCEL};

    if (!self->ticks)
        self->ticks = tamer_scope_enter(self->frame.point, "tamer_every", &options);
    tick_start(self);
    self->count++;
    return tmr_sleep_until(time_of(self, self->count));
}

/* `last`: how what it waited for has ended. {&self->frame, 0}: it waits again. */
static tamer_step advance(struct every *self, tamer_step last)
{
    for (;;) {
        bool leaves = last.frame == TAMER_UNWIND || self->policy == TAMER_TICK_CANCEL;

        if (self->ticks && leaves) {
            tamer_scope *ticks = self->ticks;

            self->ticks = NULL;
            last = tamer_scope_leave__async(ticks, last);
        } else if (last.frame == TAMER_UNWIND) {
            return last;
        } else {
            last = tick_and_sleep(self);
        }
        if ((uintptr_t)last.frame > 1) {
            last.frame->parent = &self->frame;
            return (tamer_step){&self->frame, 0};
        }
    }
}

static tamer_step every_resume(tamer_frame *frame, uint64_t value)
{
    (void)value;
    return tamer_frame_next(frame, sizeof(struct every),
                            advance((struct every *)frame, tamer_done(0)));
}

static tamer_step every_unwind(tamer_frame *frame, uint64_t error)
{
    return tamer_frame_next(frame, sizeof(struct every),
                            advance((struct every *)frame, (tamer_step){TAMER_UNWIND, error}));
}

static const char *refusal(double interval, enum tamer_tick_policy policy, tamer_tick tick)
{
    if (!(interval > 0))
        return "tamer_every: the interval is not positive";
    if (policy != TAMER_TICK_DEFAULT && policy != TAMER_TICK_CANCEL)
        return "tamer_every: there is no such policy";
    return tick ? NULL : "tamer_every: there is nothing to call";
}

TAMER_API tamer_step tamer_every__async(double interval, enum tamer_tick_policy policy,
                                        tamer_tick tick, void *data);

tamer_step tamer_every__async(double interval, enum tamer_tick_policy policy, tamer_tick tick,
                              void *data)
{
    static const tamer_point point =
        TMR_POINT_OF(tamer_every, every_resume, every_unwind, 1, sizeof(struct every));
    const char *refused = refusal(interval, policy, tick);
    struct every *self;
    tamer_step step;

    if (refused)
        return (tamer_step){TAMER_UNWIND, tmr_error_value(tmr_error_new(EINVAL, "%s", refused))};
    if (tmr_cancelled())
        return (tamer_step){TAMER_UNWIND, tmr_cancel_error()};
    self = tamer_frame_new(sizeof *self);
    *self = (struct every){.frame.point = &point,
                           .tick = tick,
                           .entry = (tick_entry *)tamer_entry_find((void (*)(void))tick),
                           .data = data,
                           .interval = interval,
                           .start = tmr_loop_now(tmr_this_loop),
                           .policy = policy};
    step = advance(self, tamer_done(0));
    if (step.frame != &self->frame)
        tamer_frame_free(self, sizeof *self);
    return step;
}

TMR_WRAPPERS_VOID(tamer_every, 4, double, interval, enum tamer_tick_policy, policy, tamer_tick,
                  tick, void *, data);
