/* SPDX-License-Identifier: BSD-3-Clause */
/* Scopes and delayed results. The rules stand in the language reference, "Scopes". Everything here
 * belongs to the thread that opened the scope; a call from another one aborts with a message, and
 * so does a use of a scope that has been left, or of one of its results (see tamer(7) for how long
 * that is certain). */
#ifndef TAMER_SCOPE_H
#define TAMER_SCOPE_H

#include <tamer/syntax.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Values of .exit, .on_error and .on_timeout; 0 stands for the option's default. One that is
 * another option's aborts with a message, and so does a NaN. */
enum tamer_policy {
    TAMER_POLICY_DEFAULT = 0,
    TAMER_WAIT,     /* .exit (default): wait for all tasks */
    TAMER_CANCEL,   /* .exit: cancel the unfinished, then wait. .on_error (default): the first error
                       cancels the others */
    TAMER_RAISE,    /* .exit: as TAMER_CANCEL, and raise an error (ECHILD) naming every task whose
                     * result nobody waited for; not when the scope itself is cancelled from outside
                     */
    TAMER_CONTINUE, /* .on_error: the others go on */
    TAMER_IGNORE, /* .on_error: errors of tasks go nowhere unless somebody waits for the result; the
                     others and the body go on. An error of the body cancels the tasks */
    TAMER_MOVE_ON /* .on_timeout: the time being over is no error. (TAMER_RAISE, default: ETIMEDOUT)
                   */
};

/* Values of .start; 0 stands for the first. None of them is a value of the enum above. */
enum tamer_start {
    TAMER_QUEUED = 16, /* a scheduled task starts at the next switch, in scheduling order */
    TAMER_EAGER        /* it runs inside the scheduling call until it first suspends */
};

struct tamer_scope_options {
    enum tamer_policy exit;
    enum tamer_policy on_error;
    enum tamer_start start;
    tamer_bool shield; /* cancellation from outside waits until the scope is left */
    double timeout;    /* seconds from now; 0: none; less than 0: passed already */
    double deadline;   /* a tamer_now() time; 0: none */
    tamer_error *
        *error; /* what the scope would raise is stored there instead, and an error that was there
                 * is freed; the caller owns it then. Nothing to raise: unchanged */
    const char *name; /* for messages; read when the scope is opened; NULL: the variable's name */
    enum tamer_policy on_timeout;
    tamer_bool *timed_out; /* written when the scope has been left: whether its time was over; the
                              caller's, must exist until then */
    /*
     * An error of a task for which nobody waits at that moment is shown to `handler` at once, and
     * counts as received: siblings and body go on, as with TAMER_IGNORE, and nothing is kept of the
     * task but the state of its result, if somebody has that. The error is lent for the call, which
     * is made on the scope's thread, as part of the failed task, while the scope is open: it may
     * schedule into the scope and cancel it. What it calls blocks, and must not fail.
     */
    void (*handler)(const tamer_error *error, void *data);
    void *handler_data; /* the caller's, must exist until the scope has been left */
    int reserved;
};

/*
 * The library was compiled without -fshort-enums and -fpack-struct, and shares these structs: where
 * one of these types cannot be made, such an option is given (or #pragma pack is in force).
 */
typedef char tamer_compile_without_fshort_enums_or_fpack_struct
    [__builtin_offsetof(tamer_scope_options, timeout) == 16 ? 1 : -1];
struct tamer_naturally_aligned {
    char first;
    void *second;
};
typedef char tamer_compile_without_fpack_struct
    [__builtin_offsetof(struct tamer_naturally_aligned, second) == sizeof(void *) ? 1 : -1];

/* Cancels everything in the scope, its body included at its next await. Idempotent; returns at
 * once. */
TAMER_API void tamer_cancel(tamer_scope *scope);

/*
 * Groups: scopes without a block, for a member of a struct. A group is opened under `parent` (NULL:
 * the innermost open scope of the caller), cancelled with it, and closed by anybody but its own
 * tasks; tasks are scheduled into it as into any scope. If it is still open when the tasks of
 * `parent` have finished and the parent's block is left, it is closed with that by the parent's
 * .exit, and its error becomes one of the parent's; a later use of the handle aborts with a
 * message. One that is open, with tasks that have not finished or errors that nobody received, when
 * its thread or the program ends, is told of on standard error; the tasks are lost. `options`:
 * those of TAMER_SCOPE, read before it returns (.error and .timed_out must exist until the group is
 * closed); NULL: none. Never NULL; without memory, the caller's task fails with ENOMEM at its next
 * step.
 */
TAMER_API tamer_scope *tamer_group_open(tamer_scope *parent, const tamer_scope_options *options);
#define tamer_group_open(...) tamer_group_open_(__FILE__, __LINE__, __func__, __VA_ARGS__)

/*
 * Closes the group as a block is left: by its .exit, waits for all of its tasks, raises what it has
 * to raise. The handle is then gone. Where the caller is cancelled, the tasks are cancelled, still
 * waited for, and the group is closed. Of several tasks that close it, one raises its errors.
 * EDEADLK: called by a task of the group itself, which may cancel it (tamer_cancel), or it can
 * never finish; the group stays open. In a plain body that is cancelled, tamed calls do nothing:
 * the group is then closed with its parent.
 */
TAMED tamer_async TAMER_API void tamer_group_close(tamer_scope *group);

/* Cancels the group's tasks, then as tamer_group_close. */
TAMED tamer_async TAMER_API void tamer_group_shutdown(tamer_scope *group);

/* Whether the scope's tasks and body are cancelled: by tamer_cancel, an error, a timeout, or from
 * outside. */
TAMER_API tamer_bool tamer_scope_cancelled(const tamer_scope *scope);

/* Whether the scope's time is over. For the body in plain code, which goes on then; behind the
 * block the option .timed_out tells. */
TAMER_API tamer_bool tamer_scope_timed_out(const tamer_scope *scope);

/* How many of the scope's tasks have not finished. */
TAMER_API tamer_size tamer_scope_pending(const tamer_scope *scope);

/* The scope's name, owned by it. */
TAMER_API const char *tamer_scope_name(const tamer_scope *scope);

/* Shows every open scope of this thread to `visit`, groups among them, parents first, the older
 * ones first; those without a parent have the depth 0. `visit` opens, leaves and closes no scope.
 */
TAMER_API void
tamer_scope_visit(void (*visit)(const tamer_scope *scope, unsigned depth, void *data), void *data);

struct _IO_FILE; /* a FILE of <stdio.h> */

/* Prints the open scopes of this thread, their tasks, and the lines at which these wait. */
TAMER_API void tamer_scope_print(struct _IO_FILE *stream);

/*
 * The scope's results in scheduling order: writes the first `room` of them, returns how many there
 * are. They are those that the scope owns: of NAME_scoped where its value is used. A call that
 * throws the handle away makes no result, and slots of NAME_scoped_into are the caller's.
 */
TAMER_API tamer_size tamer_scope_results(const tamer_scope *scope, tamer_delayed **into,
                                         tamer_size room);

/*
 * Waits for the next of these results to finish: done, failed or cancelled, which
 * tamer_delayed_state tells, and NAME_get then gives or raises without waiting. Each is given out
 * once, to whichever task of the thread asks, in the order in which they finish; those that had
 * finished before the first call come first, in scheduling order. NULL: none is left at this
 * moment, or the scope has been left meanwhile. A caller whose own result is the scope's waits for
 * itself, too. An error is not received by this, and cancels the scope unless it is supervised or
 * has .on_error = TAMER_CONTINUE. Cancellation ends the wait, and takes no result with it.
 */
TAMED tamer_async TAMER_API tamer_delayed *tamer_scope_next(tamer_scope *from);

/* Pending, done, failed or cancelled; never blocks. */
TAMER_API enum tamer_state tamer_delayed_state(const tamer_delayed *delayed);

/* The error of a failed delayed result, owned by it; NULL otherwise. Looking at it does not receive
 * it. */
TAMER_API const tamer_error *tamer_delayed_error(const tamer_delayed *delayed);

/* Cancels the task behind a pending result, with all that it has opened, and none of its siblings;
 * nothing if it has finished. Returns at once; the task raises at its next suspension point outside
 * a shield, and its result becomes cancelled when it has cleaned up. */
TAMER_API void tamer_delayed_cancel(tamer_delayed *delayed);

/*
 * Waits until the task behind the result has finished, its cleanup included. Raises and receives
 * nothing of what it ended with: its error stays with the result and the scope. Cancellation ends
 * the wait. EDEADLK: the task is the caller itself.
 */
TAMED tamer_async TAMER_API void tamer_delayed_settle(tamer_delayed *delayed);

/*
 * Cancels the tasks behind `count` results (NULLs among them are passed over), and waits until all
 * have finished, their cleanup included; raises and receives nothing of what they end with. Nothing
 * for those that have finished. The array is lent until the call waits; the results may be gone by
 * the time it returns. Where the caller is cancelled meanwhile, it still waits for all, then is
 * left. EDEADLK: one of the tasks is the caller itself, and nothing was cancelled; or they can
 * never finish.
 */
TAMED tamer_async TAMER_API void tamer_cancel_wait(tamer_delayed *const *results, tamer_size count);

/* What the macro above calls: messages name the place. */
TAMER_API tamer_scope *tamer_group_open_(const char *file, unsigned line, const char *function,
                                         tamer_scope *parent, const tamer_scope_options *options);

/* Frees what a slot of NAME_scoped_into holds once it is no longer pending (a failed one holds its
 * error). The value stays. Not needed for results that a scope owns. */
TAMER_API void tamer_delayed_clear(tamer_delayed *delayed);

#ifdef __cplusplus
}
#endif

#endif
