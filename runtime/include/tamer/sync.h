/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Waiting for each other: what the tasks of one thread share.
 *
 * Each object is a struct of the program's, static, on the stack or in another struct, set by its
 * initialiser (in an expression: `(tamer_mutex)TAMER_MUTEX_INIT`). The members are the runtime's.
 * An object belongs to the thread that uses it first; use by another aborts with a message. It must
 * stay where it is once it was used, and exist as long as somebody waits for it; nothing else has
 * to be done for it, unless it has a function tamer_OBJECT_destroy.
 *
 * Who waits is served in the order of coming, and nobody passes those who wait: what becomes free
 * is handed to the oldest. A woken task runs at its turn, never inside the call that wakes it. A
 * call that need not wait returns at once, without a turn for others.
 *
 * Cancellation is seen when a call begins, which then has no effect, and while it waits. A task
 * that is cancelled takes nothing with it: what it has been handed already goes to the next one.
 * In plain code, calls return at once with a zero value where they do so by the language's rules
 * (in a cancelled scope, behind an error in a tamer_catch): a zero means there that nothing was
 * acquired. A wait that nothing can ever end fails with EDEADLK.
 */
#ifndef TAMER_SYNC_H
#define TAMER_SYNC_H

#include <tamer/syntax.h>

#ifdef __cplusplus
extern "C" {
#endif

struct tmr_loop;

/* Of an object: its thread, and who waits. All zeros until it is used. */
typedef struct tamer_waiters {
    struct tmr_loop *home;   /* of the thread that uses it; NULL: the rest is not set yet */
    struct tmr_node *newest; /* the newest one, or `end` */
    struct tmr_node end;     /* behind the oldest */
} tamer_waiters;

/* ---- mutex ---- */

/*
 * One task at a time, over its awaits. (Between two awaits nothing else runs anyway.) Owned by the
 * task, or by the plain code of the thread, that locked it; not recursive.
 */
typedef struct tamer_mutex {
    tamer_waiters waiters;
    tamer_task *owner; /* NULL: free */
} tamer_mutex;

/* clang-format off */
#define TAMER_MUTEX_INIT {{0, 0, {0, 0}}, 0}
/* clang-format on */

/* Waits until the mutex is the caller's, and returns true. Raises EDEADLK if it is already. */
TAMED tamer_async TAMER_API tamer_bool tamer_mutex_lock(tamer_mutex *mutex);

/* Whether the mutex was free, and is the caller's now. Never waits. */
TAMER_API tamer_bool tamer_mutex_try_lock(tamer_mutex *mutex);

/* Hands the mutex to the next task. Aborts with a message unless it is the caller's, except in
 * plain code whose calls return at once: that may have failed to lock it. Never waits. */
TAMER_API void tamer_mutex_unlock(tamer_mutex *mutex);

/* ---- semaphore ---- */

/* A number of permits; anybody may give some. */
typedef struct tamer_semaphore {
    tamer_waiters waiters;
    tamer_size permits; /* there to be taken; 0 while somebody waits */
    tamer_size bound;   /* as many at most; 0: no bound */
} tamer_semaphore;

/* clang-format off */
/* With so many permits at first; the second, with never more than that. */
#define TAMER_SEMAPHORE_INIT(permits_) {{0, 0, {0, 0}}, (permits_), 0}
#define TAMER_SEMAPHORE_BOUNDED(permits_) {{0, 0, {0, 0}}, (permits_), (permits_)}
/* clang-format on */

/* Waits for a permit, takes it, and returns true. */
TAMED tamer_async TAMER_API tamer_bool tamer_semaphore_acquire(tamer_semaphore *semaphore);

/* Whether there was a permit, which is taken. Never waits. */
TAMER_API tamer_bool tamer_semaphore_try_acquire(tamer_semaphore *semaphore);

/* Hands a permit to the next task, or keeps it for one to come. Aborts with a message above the
 * bound. Never waits. */
TAMER_API void tamer_semaphore_release(tamer_semaphore *semaphore);

/* How many permits can be taken without waiting. */
TAMER_API tamer_size tamer_semaphore_permits(const tamer_semaphore *semaphore);

/* ---- event ---- */

/* Something that has happened, or has not yet. */
typedef struct tamer_event {
    tamer_waiters waiters;
    tamer_bool set;
} tamer_event;

/* clang-format off */
#define TAMER_EVENT_INIT {{0, 0, {0, 0}}, 0}
/* clang-format on */

/* Waits until the event is set, and returns true; also if it has been cleared again before the
 * caller's turn. */
TAMED tamer_async TAMER_API tamer_bool tamer_event_wait(tamer_event *event);

/* Sets it and wakes all who wait; idempotent. Clears it. Whether it is set. None of them waits. */
TAMER_API void tamer_event_set(tamer_event *event);
TAMER_API void tamer_event_clear(tamer_event *event);
TAMER_API tamer_bool tamer_event_is_set(const tamer_event *event);

#ifdef __cplusplus
}
#endif

#endif
