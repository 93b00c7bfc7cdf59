/* SPDX-License-Identifier: BSD-3-Clause */
/* The loop of a thread: made on first use, ended with the thread. Composes the parts; loop.c lists
 * the phases of a turn. */
#ifndef TMR_LOOP_H
#define TMR_LOOP_H

#include <sys/types.h>

#include "call.h"
#include "clock.h"
#include "clock_choice.h"
#include "closed.h"
#include "delayed.h"
#include "mem.h"
#include "misuse.h"
#include "ready.h"
#include "scope.h"
#include "task.h"
#include "timers.h"
#include "wait.h"

struct tmr_poller;
struct tmr_offload;
struct tmr_eager;
struct tmr_interrupts;
struct tmr_turns;

struct tmr_loop {
    struct tmr_ready ready;   /* the run queue */
    struct tmr_timers timers; /* sleeping tasks, and scopes with a deadline */
    struct tmr_mem mem;       /* pools and reserve */
    struct tmr_clock clock;   /* where the time comes from */
    uint64_t virtual_now;     /* ns; what `clock` says, where it is the virtual one */
    unsigned clock_choice;    /* tmr_clock_choices when `clock` was set */
    uint64_t now;             /* ns; the time of this turn */
    bool turning;     /* `now` is of this turn; else a call from plain code has just begun */
    uint64_t steps;   /* tasks run so far */
    unsigned at_once; /* operations on descriptors since the last one that waited */
    pid_t process;    /* that made it */
    uint32_t draw;    /* the last number that a select has drawn */
    struct tmr_poller *poller;         /* owned; NULL until tmr_loop_poller is first called */
    struct tmr_offload *offload;       /* owned; the offload part makes it when it needs it */
    struct tmr_interrupts *interrupts; /* owned; NULL: the loop takes none */
    struct tmr_eager
        *eager; /* eager starts from plain code with open scopes or catchers, innermost first */
    struct tmr_closed closed;    /* scopes that were left */
    struct tmr_blocked *blocked; /* the innermost call that turns it; NULL: none */
    struct tmr_turns
        *turns;            /* owned; of the calls that have blocked above a mark, innermost first */
    struct tmr_node *held; /* tasks that nested calls keep back, the outermost call's first, then
                              oldest first; linked by next only */
    struct tmr_node **held_end; /* where the next one is linked; what it points to has no value */
    tamer_frame *running;   /* what the current task runs; only in threads with a mark (jump.h) */
    bool settled;           /* the task that was tried last runs still, and has left `spare`: until
                               it waits or ends, `before` is its own and no other may be tried */
    uint32_t floors;        /* last id given to a plain segment; tasks are born with it */
    tamer_call bottom;      /* the thread's own plain code */
    struct tmr_task root;   /* stands for that code where a task is needed */
    tamer_scope root_scope; /* of `root`; never cancelled, never left */
};

/* Of tmr_loop.root. */
extern const tamer_point tmr_loop_root_point __attribute__((visibility("hidden")));

/* This thread's loop, made if need be. Out of memory: a message and abort. */
struct tmr_loop *tmr_loop(void);

/* Due before the clock is read. */
static inline void tmr_clock_follow(struct tmr_loop *loop)
{
    if (__builtin_expect(atomic_load_explicit(&tmr_clock_choices, memory_order_relaxed) !=
                             loop->clock_choice,
                         0))
        tmr_clock_adopt(loop);
}

/* The loop's time in ns: in plain code read anew. */
uint64_t tmr_loop_now(struct tmr_loop *loop);

/* This thread's loop; it exists whenever tamed code runs. */
extern __thread struct tmr_loop *tmr_this_loop
    __attribute__((visibility("hidden"), tls_model("initial-exec")));

/* This loop's poller, made if need be. NULL: no memory or no descriptors; *ret_error is then
 * -errno. */
struct tmr_poller *tmr_loop_poller(struct tmr_loop *loop, int *ret_error);

/* A plain call that blocks; on its C stack, from tamer_call_finish. */
struct tmr_blocked {
    tamer_frame frame;         /* where the chain of frames ends */
    struct tmr_blocked *outer; /* tmr_loop.blocked before */
    tamer_step ended;          /* once done: {NULL, value} or {TAMER_UNWIND, error} */
    const tamer_call *call;
    struct tmr_task *task;       /* as which it waits */
    struct tmr_node **held_from; /* where its part of tmr_loop.held begins */
    const tamer_point *at;       /* the function that was called */
    tamer_scope *stuck;  /* at whose end it has been found already that it can never finish */
    uint64_t look_after; /* steps of the loop before it is worth looking for a deadlock again */
    uint32_t floor;      /* tasks born before it are held */
    bool nested;         /* a tamed function runs beneath */
    bool done;
};

/* Queues a task that is in no list. */
static inline void tmr_task_queue(struct tmr_task *task, uint64_t value, unsigned mark)
{
    task->value = value;
    task->head.wait = TMR_WAIT_TURN;
    task->head.mark |= (uint8_t)mark;
    if (__builtin_expect(!tamer_queue_push(&task->head), 0))
        tmr_ready_push_slow(&tmr_this_loop->ready, task);
}

/* Aborts with a message that names `doing`, and `at` unless that is NULL, if the scope is not this
 * thread's, or left. */
static inline void tmr_scope_check_at(const tamer_scope *scope, const char *doing,
                                      const tamer_point *at)
{
    if (__builtin_expect(!scope || scope->loop != tmr_this_loop || scope->state == TMR_SCOPE_CLOSED,
                         0))
        tmr_scope_misused(scope, doing, at);
}

static inline void tmr_scope_check(const tamer_scope *scope, const char *doing)
{
    tmr_scope_check_at(scope, doing, NULL);
}

/* Links a task that was just made at the end of the scope's list, and counts it. */
static inline void tmr_scope_add(tamer_scope *scope, struct tmr_task *task)
{
    task->next = NULL;
    task->pprev = scope->end;
    *scope->end = task;
    scope->end = &task->next;
    scope->pending++;
}

/* Unlinks the record of a task; the count is tmr_scope_task_finished's. */
static inline void tmr_scope_remove(tamer_scope *scope, struct tmr_task *task)
{
    struct tmr_task *next = task->next;

    *task->pprev = next;
    *(next ? &next->pprev : &scope->end) = task->pprev;
}

/* A task of it has finished. */
static inline void tmr_scope_task_finished(tamer_scope *scope)
{
    if (--scope->pending == 0 && __builtin_expect(scope->slow & TMR_SLOW_ENDING, 0))
        tmr_scope_emptied(scope);
}

/* The tasks that a call kept back, and all within it, may run again. from: tmr_blocked.held_from.
 */
void tmr_loop_release(struct tmr_loop *loop, struct tmr_node **from);

/* Turns the loop until blocked->done. */
void tmr_loop_run(struct tmr_loop *loop, struct tmr_blocked *blocked);

/* Whether the call may run the task while it blocks. */
static inline bool tmr_blocked_allows(const struct tmr_blocked *blocked,
                                      const struct tmr_task *task)
{
    return !blocked->nested || task == blocked->task ||
           (int32_t)(task->head.born - blocked->floor) >= 0;
}

/* Nothing that may run is ready. False if the call can still finish; else its task has been told
 * (EDEADLK). */
bool tmr_deadlock_check(struct tmr_loop *loop, struct tmr_blocked *blocked);

#endif
