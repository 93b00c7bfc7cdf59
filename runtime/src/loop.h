/* SPDX-License-Identifier: BSD-3-Clause */
/* The loop of a thread: made on first use, ended with the thread. Composes the parts; loop.c lists
 * the phases of a turn. */
#ifndef TMR_LOOP_H
#define TMR_LOOP_H

#include "clock.h"
#include "mem.h"
#include "ready.h"
#include "scope.h"
#include "task.h"
#include "timers.h"
#include "wait.h"

struct tmr_poller;
struct tmr_offload;
struct tmr_eager;

struct tmr_loop {
    struct tmr_ready ready;      /* the run queue */
    struct tmr_timers timers;    /* sleeping tasks, and scopes with a deadline */
    struct tmr_mem mem;          /* pools and reserve */
    struct tmr_clock clock;      /* where the time comes from */
    uint64_t now;                /* ns; the time of this turn */
    struct tmr_poller *poller;   /* owned; NULL until tmr_loop_poller is first called */
    struct tmr_offload *offload; /* owned; the offload part makes it when it needs it */
    struct tmr_eager
        *eager; /* eager starts from plain code with open scopes or catchers, innermost first */
    tamer_scope *closed;      /* scopes that were left, oldest first; kept a while to tell misuse */
    tamer_scope **closed_end; /* where the next one is linked */
    size_t closed_count;
    uint32_t floors;        /* last id given to a plain segment; tasks are born with it */
    tamer_call bottom;      /* the thread's own plain code */
    struct tmr_task root;   /* stands for that code where a task is needed */
    tamer_scope root_scope; /* of `root`; never cancelled, never left */
};

/* This thread's loop, made if need be. Out of memory: a message and abort. */
struct tmr_loop *tmr_loop(void);

/* This thread's loop; it exists whenever tamed code runs. */
extern __thread struct tmr_loop *tmr_this_loop
    __attribute__((visibility("hidden"), tls_model("initial-exec")));

/* This loop's poller, made if need be. NULL: no memory or no descriptors; *ret_error is then
 * -errno. */
struct tmr_poller *tmr_loop_poller(struct tmr_loop *loop, int *ret_error);

/* A plain call that blocks; on its C stack, from tamer_call_finish. */
struct tmr_blocked {
    tamer_frame frame;     /* where the chain of frames ends */
    tamer_step ended;      /* once done: {NULL, value} or {TAMER_UNWIND, error} */
    struct tmr_task *task; /* as which it waits */
    struct tmr_node
        *held; /* tasks kept back while it is nested, oldest first, linked by next only */
    struct tmr_node **held_end;
    const tamer_point *at; /* the function that was called */
    uint32_t floor;        /* tasks born before it are held */
    bool nested;           /* a tamed function runs beneath */
    bool done;
    bool stuck; /* it has been told already that it can never finish */
};

/* Turns the loop until blocked->done. */
void tmr_loop_run(struct tmr_loop *loop, struct tmr_blocked *blocked);

/* Runs one task until it suspends or is done. */
void tmr_loop_step(struct tmr_task *task);

#endif
