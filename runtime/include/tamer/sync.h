/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Waiting for each other: what the tasks of one thread share.
 *
 * Each object is a struct of the program's, static, on the stack or in another struct, set by its
 * initialiser (in an expression: `(tamer_mutex)TAMER_MUTEX_INIT`). The members are the runtime's.
 * An object belongs to the thread that uses it first; use by another aborts with a message, as do
 * numbers that make no sense (a barrier of 0 parties, more permits than the bound) and NULL for a
 * function. It must
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

/* ---- condition ---- */

/*
 * For tasks that wait, under a mutex, until others have brought something about:
 *
 *     while (!ready && await tamer_condition_wait(&condition, &mutex))
 *         ;
 */
typedef struct tamer_condition {
    tamer_waiters waiters;
} tamer_condition;

/* clang-format off */
#define TAMER_CONDITION_INIT {{0, 0, {0, 0}}}
/* clang-format on */

/*
 * Unlocks the mutex, waits to be notified, locks the mutex again and returns true. Aborts with a
 * message unless the mutex is the caller's. It is locked again as well when the call is left by a
 * cancellation, for which it may have to wait. Who has been notified is cancelled no more before
 * the call has returned: no notification gets lost. (Only a wait for the mutex that fails with
 * EDEADLK leaves it to others.)
 */
TAMED tamer_async TAMER_API tamer_bool tamer_condition_wait(tamer_condition *condition,
                                                            tamer_mutex *mutex);

/* Ends the waits of the `count` tasks that came first, or of all; of those that wait now. Whether
 * the caller has locked the mutex is its own affair. Never wait. */
TAMER_API void tamer_condition_notify(tamer_condition *condition, tamer_size count);
TAMER_API void tamer_condition_notify_all(tamer_condition *condition);

/* ---- barrier ---- */

/* Holds tasks until so many of them are there; then the next ones. */
typedef struct tamer_barrier {
    tamer_waiters waiters;
    tamer_size parties;
    tamer_size arrived; /* who wait, and since the last was let go, were cancelled */
    tamer_bool broken;
} tamer_barrier;

/* clang-format off */
#define TAMER_BARRIER_INIT(parties_) {{0, 0, {0, 0}}, (parties_), 0, 0}
/* clang-format on */

/* Waits until `parties` tasks are here, in all. Returns the number of the caller, from 0 on in the
 * order of coming, or -EPIPE: the barrier is broken, or was reset. Who is cancelled counts no more.
 */
TAMED tamer_async TAMER_API int tamer_barrier_wait(tamer_barrier *barrier);

/* Breaks the barrier: who waits, and who comes, gets -EPIPE. The second makes it as new; who waits
 * gets -EPIPE. Neither waits. */
TAMER_API void tamer_barrier_abort(tamer_barrier *barrier);
TAMER_API void tamer_barrier_reset(tamer_barrier *barrier);

/* Whether it is broken; how many wait. */
TAMER_API tamer_bool tamer_barrier_is_broken(const tamer_barrier *barrier);
TAMER_API tamer_size tamer_barrier_waiting(const tamer_barrier *barrier);

/* ---- once ---- */

/* Something that is done once, by whom needs it first. */
typedef struct tamer_once {
    tamer_waiters waiters;
    tamer_task *owner; /* who does it now; NULL: nobody */
    tamer_bool done;
} tamer_once;

/* clang-format off */
#define TAMER_ONCE_INIT {{0, 0, {0, 0}}, 0, 0}
/* clang-format on */

typedef void tamer_once_function(void *argument);

/*
 * The first caller calls function(argument), a tamed function or a plain one, and returns true when
 * that has returned; the others wait for it, and return false. Where the function fails or is
 * cancelled, so does that caller, and the next one calls its own. Raises EDEADLK where the function
 * calls it again for the same object.
 */
TAMED tamer_async TAMER_API tamer_bool tamer_once_run(tamer_once *once,
                                                      tamer_once_function *function,
                                                      void *argument);

/* Whether it is done. */
TAMER_API tamer_bool tamer_once_is_done(const tamer_once *once);

/* ---- channel ---- */

/*
 * Elements of one size, from any number of senders to any number of receivers, in order. Up to
 * `capacity` of them lie in the channel; with none, each is handed from a sender to a receiver when
 * both are there.
 *
 * What has changed hands has done so: a cancellation that comes between that and the turn of who
 * waited is seen at what this task awaits next. So a call that is left by a cancellation has sent,
 * or taken, nothing, and what is sent is received once, or still lies in the channel.
 */
typedef struct tamer_channel {
    tamer_waiters receivers; /* while somebody waits here, the channel is empty */
    tamer_waiters senders;   /* while somebody waits here, it is full */
    char *buffer;            /* owned: `capacity` elements; NULL: there is no room */
    tamer_size element_size, capacity;
    tamer_size count, first; /* elements in the buffer, from here on, around its end */
    tamer_bool closed;
} tamer_channel;

/* Makes a channel of the calling thread for elements of so many bytes. 0, or -ENOMEM. Its buffer is
 * freed by tamer_channel_destroy. */
TAMER_API int tamer_channel_init(tamer_channel *channel, tamer_size element_size,
                                 tamer_size capacity);

/* Closes the channel, throws away what lies in it and frees its buffer. Idempotent. */
TAMER_API void tamer_channel_destroy(tamer_channel *channel);

/* Waits for room and sends a copy of *element, which is the caller's. 1: sent. -EPIPE: the channel
 * is closed. */
TAMED tamer_async TAMER_API int tamer_channel_send(tamer_channel *channel, const void *element);

/* Waits for an element and puts it into *element. 1: there is one. 0: no more will come, the
 * channel is closed and empty. */
TAMED tamer_async TAMER_API int tamer_channel_receive(tamer_channel *channel, void *element);

/* The same without waiting: -EAGAIN, and nothing is done, where they would have to. */
TAMER_API int tamer_channel_try_send(tamer_channel *channel, const void *element);
TAMER_API int tamer_channel_try_receive(tamer_channel *channel, void *element);

/* No more is sent: who waits to send, or tries, gets -EPIPE; who receives gets what lies in the
 * channel, and then 0. Idempotent; never waits. */
TAMER_API void tamer_channel_close(tamer_channel *channel);
TAMER_API tamer_bool tamer_channel_is_closed(const tamer_channel *channel);

/* How many elements lie in the channel. */
TAMER_API tamer_size tamer_channel_count(const tamer_channel *channel);

/* ---- select ---- */

enum tamer_case_kind {
    TAMER_CASE_NONE, /* never happens */
    TAMER_CASE_SEND,
    TAMER_CASE_RECEIVE,
    TAMER_CASE_RESULT,
    TAMER_CASE_READY,
    TAMER_CASE_TIMEOUT
};

/* One of the things that a select waits for; made by the macros below. What is pointed to is the
 * caller's and must live until the call is done. */
typedef struct tamer_case {
    enum tamer_case_kind kind;
    int result; /* of the case that has happened */
    tamer_channel *channel;
    const void *from;
    void *to;
    tamer_delayed *delayed;
    int fd, events;
    double seconds;
} tamer_case;

/* clang-format off */
/* tamer_channel_send, tamer_channel_receive and tamer_ready as cases; `result` is what they would
 * have returned. */
#define TAMER_ON_SEND(channel_, element) {.kind = TAMER_CASE_SEND, .channel = (channel_), .from = (element)}
#define TAMER_ON_RECEIVE(channel_, element) {.kind = TAMER_CASE_RECEIVE, .channel = (channel_), .to = (element)}
#define TAMER_ON_READY(fd_, events_) {.kind = TAMER_CASE_READY, .fd = (fd_), .events = (events_)}
/* A NAME_delayed is no longer pending; `result` is its state. Nothing of it is received: NAME_get
 * does that, at once. */
#define TAMER_ON_RESULT(delayed_) {.kind = TAMER_CASE_RESULT, .delayed = &(delayed_)->base}
/* So many seconds have passed; 0 and less: nothing else has happened already. `result` is 1. */
#define TAMER_ON_TIMEOUT(seconds_) {.kind = TAMER_CASE_TIMEOUT, .seconds = (seconds_)}
/* clang-format on */

/*
 * Waits until one of the cases can happen, lets this one happen and no other, and returns its
 * index; -EINVAL: there is none that could.
 *
 *     tamer_case cases[] = {TAMER_ON_RECEIVE(&jobs, &job), TAMER_ON_TIMEOUT(0.5)};
 *     switch (await tamer_select(cases, 2)) { ... }
 *
 * Of several that can happen at once, each has the same chance; a timeout comes after the others.
 * An end of a channel, or an error of a descriptor, happens too. After 64 calls in a row that need
 * not wait the thread's other tasks have a turn. A call that is left by a cancellation has sent and
 * received nothing. In plain code whose calls return at once, 0 comes back with a `result` of 0.
 */
TAMED tamer_async TAMER_API int tamer_select(tamer_case *cases, tamer_size count);

#ifdef __cplusplus
}
#endif

#endif
