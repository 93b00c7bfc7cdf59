/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Scopes form a tree: a scope's parent is the scope that was innermost in the task that opened it.
 * Whether a scope is cancelled is kept as one flag each, handed down at once when it is set, and
 * stopped at shields; so asking is cheap.
 */
#ifndef TMR_SCOPE_H
#define TMR_SCOPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <tamer/scope.h>

#include "timers.h"

struct tmr_task;
struct tmr_loop;
struct tmr_closer;
struct tmr_results;

/* Bits of tamer_scope.slow: the end of one of its tasks needs more than that it is forgotten. */
enum {
    TMR_SLOW_RAISE = 1,  /* .exit = TAMER_RAISE */
    TMR_SLOW_ENDING = 2, /* somebody waits for its end, or for that of a scope above */
    TMR_SLOW_WATCHED = 4 /* its results are iterated: more->watch */
};

/* DOOR: no scope, but a tamer_generator, which begins as one does. */
enum tmr_scope_state { TMR_SCOPE_OPEN, TMR_SCOPE_LEAVING, TMR_SCOPE_CLOSED, TMR_SCOPE_DOOR };

/* What few scopes need. */
struct tmr_scope_more {
    tamer_error *unclaimed; /* owned: for the handler, once the scope is closed */
    bool *timed_out;        /* .timed_out: the user's */
    void (*handler)(const tamer_error *error, void *data);
    void *handler_data;
    struct tmr_closer *closers;      /* a group: who waits to close it */
    struct tmr_node *lenders;        /* managers that wait until the block is left */
    struct tmr_results *watch;       /* one reference; NULL: its results are not iterated */
    struct tamer_arrivals *arrivals; /* opened in it, one reference each */
};

struct tamer_scope {
    tamer_scope_head head;        /* what generated code sees */
    struct tmr_loop *loop;        /* of the thread that opened it; of a generator, NULL */
    const struct tmr_loop *takes; /* `loop` while it is neither cancelled nor left; of a
                                     generator, NULL */
    uint8_t state;                /* enum tmr_scope_state */
    uint8_t slow;                 /* TMR_SLOW_ bits */
    const tamer_point *at;        /* where it was opened; &own in plain code */
    const char *name;             /* owned if name_owned */
    struct tmr_task *owner;       /* the task that opened it; of a group, the thread's root task */
    tamer_scope *parent;          /* in the tree; NULL for a thread's root scope */
    tamer_scope *child;           /* newest of those opened under it */
    tamer_scope *next;            /* sibling; or next in the loop's list of closed ones */
    tamer_scope **pprev;          /* what points to it in the list of siblings */
    struct tmr_task *first;  /* its tasks, in scheduling order, with the records that are kept */
    struct tmr_task **end;   /* where the next one is linked */
    size_t pending;          /* tasks that have not finished */
    tamer_delayed *delayed;  /* results it owns; once it has been left, those that are kept */
    struct tmr_timer timer;  /* in the wheel while has_timer */
    tamer_error *body_error; /* owned */
    tamer_error *below;      /* owned: of groups that were closed with it */
    tamer_error **error_out; /* .error: the user's */
    struct tmr_scope_more *more; /* owned; NULL: none of it */
    tamer_call *call; /* plain code: the segment where it is open; NULL in a tamed function */
    tamer_scope *outer_plain;       /* next one open in the same segment */
    struct tamer_catcher *catchers; /* those already open in the segment when it was opened */
    uint32_t floor;         /* plain code: calls made while it is open hold tasks born before */
    uint16_t owner_shields; /* of the owner, to be restored */
    uint8_t exit, on_error; /* the options, defaults resolved */
    bool quick;             /* its tasks may run as the spare record */
    bool is_group;          /* without a block */
    bool shield;            /* cancellation from outside does not come in */
    bool cancelled;         /* effective: by itself or from outside; closed ones are, too */
    bool timed_out;
    bool moves_on;   /* .on_timeout = TAMER_MOVE_ON */
    bool supervised; /* errors of its tasks are not its own: a handler gets them, or nobody */
    bool has_timer;
    bool body_cancelled; /* a cancellation left the body */
    bool name_owned;
    tamer_point own; /* plain code, and groups: where it was opened */
};

/* A new scope of the current task, opened at `at` (NULL: at its `own`, which the caller fills). */
tamer_scope *tmr_scope_new(const tamer_point *at, const char *name,
                           const tamer_scope_options *options);

/* Its `more`, made if need be. */
struct tmr_scope_more *tmr_scope_more(tamer_scope *scope);

/* A new group, opened at `at`, which is copied; parent NULL: under the innermost scope of the
 * current task. */
tamer_scope *tmr_scope_new_group(const tamer_point *at, tamer_scope *parent,
                                 const tamer_scope_options *options);

/* Cancels it and everything below it that is not shielded. Idempotent. */
void tmr_scope_cancel(tamer_scope *scope);

/* A task of it has failed: cancels the others unless they are to go on. */
void tmr_scope_task_failed(tamer_scope *scope);

/* Its body has failed: cancels the tasks unless .on_error = TAMER_CONTINUE. */
void tmr_scope_body_failed(tamer_scope *scope);

/* A supervised scope and an error of one of its tasks (taken): shows it to the handler, if any. */
void tmr_scope_handle(const tamer_scope *scope, tamer_error *error);

/* Its time has come. */
void tmr_scope_expire(tamer_scope *scope);

/* Somebody waits for its end now. */
void tmr_scope_begin_end(tamer_scope *scope);

/* Slow path of tmr_scope_task_finished: it has no tasks, and somebody waits for its end or for that
 * of a scope above. */
void tmr_scope_emptied(tamer_scope *scope);

/* It is not busy, and not the innermost scope of its owner any more: ends it, frees what is in it,
 * keeps it among the closed ones. Returns what it has to raise. */
tamer_error *tmr_scope_end(tamer_scope *scope);

/* All its tasks have finished: collects errors, closes it. What the owner's wait at its end comes
 * to. */
tamer_step tmr_scope_finish(tamer_scope *scope);

#endif
