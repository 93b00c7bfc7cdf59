/* SPDX-License-Identifier: BSD-3-Clause */
/* TAMER_EACH, whose generator is a block of the runtime's, and tamer_collect. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "error.h"
#include "generator.h"
#include "loop.h"
#include "wrappers.h"

TAMER_API tamer_step tamer_each_next___async(tamer_generator *generator);
TAMER_API tamer_step tamer_collect___async(tamer_generator *generator, const void *value,
                                           size_t size, void *array);

/* ---- the loop ---- */

/* The loop is left while what the generator cleans up waits. */
struct each_leave {
    tamer_frame frame;
    tamer_generator *generator;
    tamer_step body; /* how the loop was left; an error is owned */
};

/* The generator has been closed with `closed`. */
static tamer_step left(tamer_generator *generator, tamer_step body, tamer_step closed)
{
    tamer_frame_free(generator, generator->size);
    if (body.frame != TAMER_UNWIND)
        return closed;
    if (closed.frame == TAMER_UNWIND)
        body.value = tamer_error_join(body.value, closed.value);
    return body;
}

static tamer_step leave_ended(tamer_frame *frame, tamer_step closed)
{
    struct each_leave *self = (struct each_leave *)frame;

    return tamer_frame_next(frame, sizeof *self, left(self->generator, self->body, closed));
}

static tamer_step leave_resume(tamer_frame *frame, uint64_t value)
{
    (void)value;
    return leave_ended(frame, tamer_done(0));
}

static tamer_step leave_unwind(tamer_frame *frame, uint64_t error)
{
    return leave_ended(frame, (tamer_step){TAMER_UNWIND, error});
}

tamer_step tamer_each_leave__async(tamer_generator *generator, tamer_step body)
{
    static const tamer_point point =
        TMR_POINT_OF(TAMER_EACH, leave_resume, leave_unwind, 1, sizeof(struct each_leave));
    tamer_step closed = tmr_generator_close(generator);
    struct each_leave *self;

    if ((uintptr_t)closed.frame <= 1)
        return left(generator, body, closed);
    self = tamer_frame_over(closed.frame, sizeof *self);
    self->frame.point = &point;
    self->generator = generator;
    self->body = body;
    return (tamer_step){&self->frame, 0};
}

tamer_generator *tamer_each_enter(const tamer_point *at, size_t size)
{
    tamer_generator *generator = tamer_frame_new(size);

    tmr_generator_init(generator, at, 0);
    generator->size = (uint32_t)size;
    return generator;
}

static const tamer_point plain_point = {
    .function = "TAMER_EACH", .file = "libtamer", .index = 1, .frame_size = 0};

tamer_generator *tamer_each_open_(size_t size)
{
    tmr_loop();
    return tamer_each_enter(&plain_point, size);
}

void tmr_generator_block(tamer_step (*leave)(tamer_generator *generator, tamer_step body),
                         tamer_generator *generator, tamer_step body)
{
    tamer_call call = {.prev = tamer_this.call};
    tamer_step step;

    tamer_this.call = &call;
    step = leave(generator, body);
    if (step.frame)
        tamer_call_finish(&call, step, &plain_point);
    else
        tamer_call_leave(&call);
}

void tamer_each_close_(tamer_generator **generator)
{
    tmr_generator_block(tamer_each_leave__async, *generator, tamer_done(0));
    *generator = NULL;
}

tamer_step tamer_each_next___async(tamer_generator *generator)
{
    return tamer_generator_next__async(generator);
}

/* ---- all values at once ---- */

struct collect {
    tamer_frame frame;
    tamer_generator *generator;
    const void *value; /* in the generator */
    void *array;       /* where the pointer to the block goes */
    char *block;       /* owned; NULL: there are none yet */
    size_t size, count, room;
    tamer_step failed; /* an error of it is owned */
    bool closes;       /* it has failed, and the generator is being closed */
};

static bool has_room(struct collect *self)
{
    size_t room = self->room ? 2 * self->room : 8;
    char *block;

    if (self->count < self->room)
        return true;
    if (room > SIZE_MAX / self->size)
        return false;
    block = tmr_realloc(self->block, room * self->size);
    if (!block)
        return false;
    self->block = block;
    self->room = room;
    return true;
}

/* A value has arrived: keeps it, and asks for the next one. */
static tamer_step keep(struct collect *self)
{
    if (!has_room(self))
        return (tamer_step){TAMER_UNWIND, tmr_error_value(tmr_error_nomem())};
    memcpy(self->block + self->count++ * self->size, self->value, self->size);
    return tamer_generator_next__async(self->generator);
}

static tamer_step give_up(struct collect *self, tamer_step failed)
{
    self->failed = failed;
    self->closes = true;
    return tmr_generator_close(self->generator);
}

/* `last`: how what it waited for has ended. {&self->frame, 0}: it waits again. */
static tamer_step collect(struct collect *self, tamer_step last)
{
    while ((uintptr_t)last.frame <= 1) {
        if (self->closes) {
            free(self->block);
            if (last.frame == TAMER_UNWIND)
                self->failed.value = tamer_error_join(self->failed.value, last.value);
            return self->failed;
        }
        if (last.frame == TAMER_UNWIND) {
            last = give_up(self, last);
        } else if (last.value) {
            last = keep(self);
        } else {
            memcpy(self->array, &self->block, sizeof self->block);
            return tamer_done(self->count);
        }
    }
    last.frame->parent = &self->frame;
    return (tamer_step){&self->frame, 0};
}

static tamer_step collect_resume(tamer_frame *frame, uint64_t value)
{
    struct collect *self = (struct collect *)frame;

    return tamer_frame_next(frame, sizeof *self, collect(self, tamer_done(value)));
}

static tamer_step collect_unwind(tamer_frame *frame, uint64_t error)
{
    struct collect *self = (struct collect *)frame;

    return tamer_frame_next(frame, sizeof *self, collect(self, (tamer_step){TAMER_UNWIND, error}));
}

tamer_step tamer_collect___async(tamer_generator *generator, const void *value, size_t size,
                                 void *array)
{
    static const tamer_point point =
        TMR_POINT_OF(tamer_collect, collect_resume, collect_unwind, 1, sizeof(struct collect));
    struct collect *self = tamer_frame_new(sizeof *self);
    tamer_step step;

    *self = (struct collect){.frame.point = &point,
                             .generator = generator,
                             .value = value,
                             .array = array,
                             .size = size};
    step = collect(self, tamer_generator_next__async(generator));
    if (step.frame != &self->frame)
        tamer_frame_free(self, sizeof *self);
    return step;
}

TMR_WRAPPERS(bool, tamer_each_next_, 1, tamer_generator *, generator);
TMR_WRAPPERS(size_t, tamer_collect_, 4, tamer_generator *, generator, const void *, from, size_t,
             size, void *, array);
