/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * State machines written by hand: the least that suspends and resumes. A frame is taken at the
 * first suspension only, a result travels beside the frame's pointer, and a loop runs what a
 * completed frame hands on. There are no errors, no cancellation, no current task.
 */
#ifndef TESTS_BENCH_HAND_H
#define TESTS_BENCH_HAND_H

#include <stdint.h>
#include <stdlib.h>

typedef struct tm_frame tm_frame;

/* frame NULL: done with value; else it waits there. From a resume: what to resume next, with value.
 */
typedef struct tm_step {
    tm_frame *frame;
    uint64_t value;
} tm_step;

struct tm_frame {
    tm_step (*resume)(tm_frame *self, uint64_t value);
    tm_frame *parent;
};

enum { TM_CLASSES = 17, TM_RING = 1 << 20 };

struct tm_loop {
    void *pool[TM_CLASSES]; /* free frames by size, linked by their first word */
    tm_frame **ring;        /* TM_RING frames that are ready */
    unsigned head, tail;
};

extern struct tm_loop tm_loop;

static inline void *tm_new(size_t size)
{
    void *frame = tm_loop.pool[size / 16];

    if (!frame)
        return malloc(size);
    tm_loop.pool[size / 16] = *(void **)frame;
    return frame;
}

static inline void tm_free(void *frame, size_t size)
{
    *(void **)frame = tm_loop.pool[size / 16];
    tm_loop.pool[size / 16] = frame;
}

static inline void tm_ready(tm_frame *frame)
{
    tm_loop.ring[tm_loop.tail++ % TM_RING] = frame;
}

/* What becomes of a body that was entered with a frame. */
static inline tm_step tm_next(tm_frame *frame, size_t size, tm_step ended)
{
    tm_step next = {NULL, ended.value};

    if (ended.frame == frame)
        return next;
    next.frame = frame->parent;
    tm_free(frame, size);
    return next;
}

static inline void tm_run(void)
{
    while (tm_loop.head != tm_loop.tail) {
        tm_step step = {tm_loop.ring[tm_loop.head++ % TM_RING], 0};

        do
            step = step.frame->resume(step.frame, step.value);
        while (step.frame);
    }
}

#endif
