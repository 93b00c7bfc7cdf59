/* SPDX-License-Identifier: BSD-3-Clause */
#include "io_engine.h"

#include <errno.h>

#include "loop.h"

/* In waits.c; <tamer/time.h> declares what plain code calls. */
TAMER_API tamer_step tamer_sleep__async(double seconds);

static const double later_seconds = 0.001;

/* So many operations may be done at once, without one that waits, before the other tasks have a
 * turn: a peer that is faster than its reader would keep them, and every timeout, waiting for ever.
 */
static const unsigned at_once_max = 64;

static const struct tmr_io_type *frame_type(const struct tmr_io_frame *self)
{
    return (const struct tmr_io_type *)(const void *)self->frame.point;
}

/* After a try said `result`, which means waiting. {frame, 0}: it waits, or unwinds; {NULL, -errno}:
 * it cannot. */
static tamer_step io_park(struct tmr_io_frame *self, int64_t result)
{
    tamer_step step = {&self->frame, 0};
    int error;

    tmr_this_loop->at_once = 0;
    if (tmr_cancelled())
        return (tamer_step){TAMER_UNWIND, tmr_cancel_error()};
    error = result == TMR_IO_LATER ? -EPERM : tmr_fd_wait(self->io.fd, self->io.side, &self->frame);
    if (error ==
        -EPERM) { /* likewise where the kernel has no readiness to tell for this kind of file */
        step = tamer_sleep__async(later_seconds);
        if (step.frame == TAMER_UNWIND)
            return step;
        step.frame->parent = &self->frame;
    } else if (error) {
        return (tamer_step){NULL, (uint64_t)error};
    }
    return (tamer_step){&self->frame, 0};
}

static bool io_waits(int64_t result)
{
    return result == -EAGAIN || result == TMR_IO_LATER;
}

/* The input is known to be dry: a try would only tell that. */
static bool io_known_dry(const struct tmr_io *io)
{
    return io->side == TMR_FD_READ && (tmr_fd_flags(io->fd) & TMR_FD_DRAINED);
}

static struct tmr_io_frame *io_frame_new(const struct tmr_io_type *type, const struct tmr_io *io)
{
    struct tmr_io_frame *self = tamer_frame_new(sizeof(*self));

    self->frame.point = &type->point;
    self->io = *io;
    return self;
}

/* Begins the operation at the task's next turn; not after it, for a cancellation in between must
 * find nothing done. */
static tamer_step io_next_turn(const struct tmr_io_type *type, const struct tmr_io *io)
{
    struct tmr_io_frame *self = io_frame_new(type, io);
    tamer_step step = tamer_yield__async();

    tmr_this_loop->at_once = 0;
    if (step.frame == TAMER_UNWIND) {
        tamer_frame_free(self, sizeof(*self));
        return step;
    }
    step.frame->parent = &self->frame;
    return (tamer_step){&self->frame, 0};
}

tamer_step tmr_io_start(const struct tmr_io_type *type, struct tmr_io io)
{
    struct tmr_io_frame *self;
    int64_t result = -EAGAIN;
    tamer_step step;

    if (tmr_cancelled())
        return (tamer_step){TAMER_UNWIND, tmr_cancel_error()};
    if (++tmr_this_loop->at_once > at_once_max)
        return io_next_turn(type, &io);
    if (!io_known_dry(&io))
        result = type->attempt(&io);
    if (!io_waits(result))
        return (tamer_step){NULL, (uint64_t)result};
    self = io_frame_new(type, &io);
    step = io_park(self, result);
    if (step.frame != &self->frame)
        tamer_frame_free(self, sizeof(*self));
    return step;
}

tamer_step tmr_io_resume(tamer_frame *frame, uint64_t value)
{
    struct tmr_io_frame *self = (struct tmr_io_frame *)frame;
    int64_t result = (int64_t)value;
    tamer_step step;

    if (result == 0)
        result = frame_type(self)->attempt(&self->io);
    step = (tamer_step){NULL, (uint64_t)result};
    if (io_waits(result))
        step = io_park(self, result);
    if (step.frame == TAMER_UNWIND)
        return tamer_frame_unwind(frame, step.value);
    return tamer_frame_next(frame, sizeof(*self), step);
}
