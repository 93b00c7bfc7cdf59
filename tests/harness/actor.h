/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Tamed functions by hand, for tests of the runtime: an actor is a script that says, step by step,
 * what to await next. It runs as generated code does: no frame before it really suspends, one that
 * is freed when it is done.
 */
#ifndef HARNESS_ACTOR_H
#define HARNESS_ACTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <tamer/tamer.h>

struct actor;

struct act_next {
    bool ends;       /* the script is over, with `step` as its result; else `step` is awaited */
    tamer_step step; /* {NULL, value}, {TAMER_UNWIND, error}, or a pending frame */
};

/* `last` is how the await before ended; the first one gets {NULL, 0}. */
typedef struct act_next act_script(struct actor *actor, tamer_step last);

struct actor {
    act_script *script;
    int at;                             /* the script's own count of steps */
    int id;                             /* the test's */
    double seconds;                     /* the test's */
    uint64_t value;                     /* the test's */
    void *data;                         /* the test's; not owned */
    void (*plain)(struct actor *actor); /* the test's: plain code to call */
    tamer_scope *scope;                 /* the script's */
    struct actor *other;                /* the test's; not owned */
};

typedef struct act_delayed {
    tamer_delayed base;
    uint64_t value;
} act_delayed;

static inline struct act_next act_await(tamer_step step)
{
    return (struct act_next){false, step};
}

static inline struct act_next act_end(tamer_step step)
{
    return (struct act_next){true, step};
}

static inline struct act_next act_done(uint64_t value)
{
    return act_end((tamer_step){NULL, value});
}

/* The three ways to call it, and the scoped one with the line that schedules it. */
tamer_step act__async(struct actor *actor);
uint64_t act(struct actor *actor);
act_delayed *act__spawn_into(const tamer_point *site, tamer_scope *scope, act_delayed *slot,
                             struct actor *actor);
act_delayed *act__spawn(const tamer_point *site, tamer_scope *scope, struct actor *actor);

tamer_step act_get__async(act_delayed *delayed);
uint64_t act_get(act_delayed *delayed);

/* Frames of actors that are alive. */
extern size_t act_frames;

#define ACT_SITE_AT(name, line_)                                                                   \
    static const tamer_point name = {.resume = tamer_task_deliver,                                 \
                                     .unwind = tamer_task_failed,                                  \
                                     .function = "test",                                           \
                                     .file = "test.c",                                             \
                                     .line = (line_),                                              \
                                     .index = offsetof(act_delayed, value),                        \
                                     .frame_size = sizeof(uint64_t)}

/* A point where something is raised, awaited or opened. */
#define ACT_POINT(name, function_, line_)                                                          \
    static const tamer_point name = {                                                              \
        .function = (function_), .file = "test.c", .line = (line_), .index = 1}

/* What the runtime's own functions are to generated code. */
tamer_step tamer_sleep__async(double seconds);
tamer_step tamer_yield__async(void);

#endif
