/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Tasks. A task's frames hang on its root frame by their parent pointers; while it waits,
 * root.parent is the frame to resume next. Its record is freed when it is done, except where its
 * scope still has to speak of it: an error that nobody received, or a result nobody waited for in a
 * scope with .exit = TAMER_RAISE.
 */
#ifndef TMR_TASK_H
#define TMR_TASK_H

#include "scope.h"
#include "timers.h"
#include "wait.h"

/* Bits of tamer_task.mark. */
enum {
    TMR_TASK_CANCELLED = 1, /* cancelled by itself; scopes opened in it stand before that */
    TMR_TASK_ERROR =
        2, /* queued to unwind with the error `value` (owned), 0 standing for a new ECANCELED */
    TMR_TASK_SCOPE = 4,    /* queued because the scope `value` has become empty */
    TMR_TASK_NOMEM = 8,    /* ran out of memory: fails at its next step */
    TMR_TASK_AWAITED = 16, /* somebody waited for its result */
    TMR_TASK_OVER = 32,  /* done, cancelled or failed: the record is kept for its scope; `value` is
                            its error or 0 */
    TMR_TASK_EXTRA = 64, /* a block of extra bytes lies behind it, its size in front */
    TMR_TASK_ALERT = TAMER_TASK_ALERT /* what tmr_task_update makes of scope, shields and NOMEM */
};
/* In `shields`: while a deadlock is searched for. */
enum { TMR_TASK_SEEN = 1 << 15 };

#define TMR_TASK_SLOW (TMR_TASK_ALERT | TMR_TASK_ERROR | TMR_TASK_SCOPE)

struct tmr_task {
    struct tamer_task head;  /* what generated code sees; wait: enum tmr_wait_kind, mark: TMR_TASK_
                                bits, born: tmr_loop.floors when it was made */
    struct tmr_task *next;   /* in its scope's list, in scheduling order */
    struct tmr_task **pprev; /* what points to it there */
    union {
        struct tmr_timer timer; /* in the wheel */
        struct {
            struct tmr_node node; /* where it waits; or in the run queue's overflow, or held */
            uint64_t value;       /* queued: what its wait ends with; else see enum tmr_wait_kind */
        };
    };
};

/* What lies between a task's record and its extra bytes. */
struct tmr_extra {
    size_t size; /* of the whole block */
    size_t pad;  /* keeps the alignment */
};

_Static_assert(sizeof(struct tmr_task) <= 80, "a sleeping task has to stay small");

static inline struct tmr_task *tmr_task_of_node(struct tmr_node *node)
{
    return (struct tmr_task *)(void *)((char *)node - offsetof(struct tmr_task, node));
}

/* Whether a task that runs must unwind. */
static inline bool tmr_task_cancelled(const struct tmr_task *task)
{
    return task->head.mark & TMR_TASK_ALERT;
}

/* Whether a cancellation has come as far as to the task's shields. */
static inline bool tmr_task_reached(const struct tmr_task *task)
{
    const tamer_scope *scope = task->head.scope;

    return scope->cancelled ||
           __builtin_expect((task->head.mark & TMR_TASK_CANCELLED) && scope->owner != task, 0);
}

/* Due whenever its innermost scope is another or is cancelled, or its shields change. */
static inline void tmr_task_update(struct tmr_task *task)
{
    bool alert =
        (tmr_task_reached(task) && task->head.shields == 0) || (task->head.mark & TMR_TASK_NOMEM);

    task->head.mark = (uint8_t)((task->head.mark & ~TMR_TASK_ALERT) | (alert ? TMR_TASK_ALERT : 0));
}

/* Its innermost scope has been cancelled. Makes a waiting or queued task unwind, unless it is
 * shielded or waits at a scope's end. A running one sees it at its next leaf. */
void tmr_task_interrupt(struct tmr_task *task);

/* Cancels it by itself, with what it has opened: as if it were alone in a scope that is cancelled.
 */
void tmr_task_cancel(struct tmr_task *task);

/* It ran out of memory: unwinds with ENOMEM as soon as it can. */
void tmr_task_starve(struct tmr_task *task);

/* The same with an error (taken), whatever it waits for. */
void tmr_task_fail(struct tmr_task *task, uint64_t error);

/* What a task with a TMR_TASK_SLOW mark begins with instead of {root.parent, value}. */
tamer_step tmr_task_first_step(struct tmr_task *task);

/* Slow path of tmr_task_settle: the spare record, which runs, becomes a task of its scope. */
void tmr_task_keep_spare(void);
/* This thread's spare record, unless there is one or a settled one still runs. */
void tmr_task_make_spare(void);
/* The thread ends. */
void tmr_task_drop_spare(void);

/* The current task may be one that its scope does not know of yet (tamer_spawn_try): now it does.
 * Due before anything that looks for tasks in scopes, adds to them, or blocks. */
static inline void tmr_task_settle(void)
{
    if (__builtin_expect(tamer_this.current == tamer_this.spare, 0))
        tmr_task_keep_spare();
}

/* Takes the record off its scope's list and frees it. */
void tmr_task_free(struct tmr_task *task);

#endif
