/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Generators and managers: frames that hang on no task. While one stands still, leaf.parent is the
 * frame to go on with; the last of its frames has `root` for a parent. Whoever asks runs the frames
 * on the C stack, as part of the current task. They come back to it in one of three ways:
 *
 * - They give, or end, before anything has waited: the call is done at once.
 *
 * - Something waits: the call waits too, with `root` as its frame, so that the frames of the task
 * are one chain, through the generator to whoever asked. From then on the task's own trampoline
 * runs them; a give queues the task with root.parent, and the end goes on with that.
 *
 * - Too many generators run on the C stack already: the task is queued with `leaf`.
 */
#ifndef TMR_GENERATOR_H
#define TMR_GENERATOR_H

#include <tamer/generator.h>

#include "scope.h"

enum tmr_generator_state {
    TMR_GENERATOR_NONE,                           /* closed */
    TMR_GENERATOR_OPEN,                           /* no frames yet */
    TMR_GENERATOR_READY = TAMER_GENERATOR_READY_, /* stands still at leaf.parent */
    TMR_GENERATOR_RUNS = TAMER_GENERATOR_RUNS_,
    TMR_GENERATOR_ENDED
};

/* Bits of tamer_generator.flags. */
enum {
    TMR_GENERATOR_WAITS = 1,   /* it runs, and the call that made it waits */
    TMR_GENERATOR_CLOSES = 2,  /* it is being closed */
    TMR_GENERATOR_MANAGER = 4, /* it is one */
    TMR_GENERATOR_LENT = 8,    /* a manager that has lent its value */
    TMR_GENERATOR_MEMBER = 16  /* a manager that is a task */
};

/* As tamer_spawn with a generator for a scope: it will begin in `frame`. */
void tmr_generator_begin(tamer_frame *frame, const tamer_point *at, tamer_scope *door,
                         const tamer_spawnable *of);

/* Likewise with a manager that is a task, in its scope. */
void *tmr_manager_begin(tamer_frame *frame, const tamer_point *at, tamer_scope *door, void *slot,
                        const tamer_spawnable *of);

/* Opens one; as tamer_generator_open. */
void tmr_generator_init(tamer_generator *generator, const tamer_point *at, unsigned flags);

/* Aborts unless it is this thread's. */
void tmr_generator_check(const tamer_generator *generator, const char *doing);

/* It is TMR_GENERATOR_READY: goes on with it, by `error` where `throws`. What the call comes to:
 * {NULL, 1}: it stands still again; {NULL, 0}: it has ended; TAMER_UNWIND; or it waits. */
tamer_step tmr_generator_run(tamer_generator *generator, bool throws, uint64_t error);

/* It stands still from now on, at the frame that waits for the step returned. */
tamer_step tmr_generator_stand(tamer_generator *generator);

/* Whether the current task runs it, with no call from plain code in between. */
bool tmr_generator_is_run(const tamer_generator *generator);

tamer_step tamer_generator_next__async(tamer_generator *generator);

/* As tamer_generator_close. */
tamer_step tmr_generator_close(tamer_generator *generator);

/* Blocks in plain code until the step has ended; its errors go where those of calls go. */
void tmr_generator_block(tamer_step (*leave)(tamer_generator *generator, tamer_step body),
                         tamer_generator *generator, tamer_step body);

#endif
