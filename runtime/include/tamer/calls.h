/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Calls as data: many calls of one function, made at once, one after the other, or again. Each of
 * the functions here opens a scope of its own for what it calls: when it returns, in whatever way,
 * all calls have ended, their cleanup included, and no scope of the caller's has seen their errors.
 * Where the caller is cancelled, so are the calls, and they are waited for; errors that they have
 * ended with by then are raised.
 *
 * All functions marked TAMED block, suspend under `await`, or run in a scope, like any other.
 * `data` and `options` are the caller's and must exist until the call has returned; NULL for
 * `options`: all of them are 0.
 */
#ifndef TAMER_CALLS_H
#define TAMER_CALLS_H

#include <tamer/scope.h>
#include <tamer/syntax.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A call: a tamed function or a plain one. Results go where `data` says; see TAMER_ACTION. */
typedef TAMED tamer_async void (*tamer_action)(void *data, tamer_size index);

/* A number of calls, or attempts, without an end. */
#define TAMER_ENDLESS ((tamer_size) - 1)

/* ---- all of them ---- */

typedef struct tamer_map_options {
    tamer_size limit; /* calls at once; 0: all of them */
    /*
     * TAMER_CANCEL (default): the first error cancels the calls that have begun, and no more begin.
     * TAMER_CONTINUE: the others go on. In both cases all errors are raised as one, in the order of
     * the indexes. TAMER_IGNORE: the others go on, and errors go to `failed`, or nowhere.
     */
    enum tamer_policy on_error;
    /* With TAMER_IGNORE: is shown the error of each call that fails; lent. What it calls blocks,
     * and must not fail. */
    void (*failed)(void *data, tamer_size index, const tamer_error *error);
} tamer_map_options;

/*
 * Calls action(data, index) for every index from 0 to count - 1. They begin in this order, the next
 * one as soon as fewer than `limit` run; as many records as that are all the memory it takes,
 * whatever `count` is (errors apart that are to be raised). Returns how many calls failed, which is
 * 0 unless errors are ignored. EINVAL: no end and no limit.
 *
 * With a `limit` of 0 and TAMER_CONTINUE, this gathers calls.
 */
TAMED tamer_async TAMER_API tamer_size tamer_map(tamer_size count, tamer_action action, void *data,
                                                 const tamer_map_options *options);

struct tamer_channel; /* of <tamer/sync.h> */

/* For an element of a channel, which lies at `item` for the time of the call. */
typedef TAMED tamer_async void (*tamer_item_action)(void *data, void *item);

/*
 * The same for every element that the channel gives until it is closed and empty; the index of an
 * error is that of the element, in the order of receiving. What has not been received when it ends
 * early stays in the channel. EINVAL: no limit.
 */
TAMED tamer_async TAMER_API tamer_size tamer_map_channel(struct tamer_channel *from,
                                                         tamer_item_action action, void *data,
                                                         const tamer_map_options *options);

/* ---- one of them ---- */

/* tamer_race and tamer_first_success (<tamer/combine.h>) of the calls action(data, 0), … count - 1:
 * the index of the one that ended first, or succeeded first; the others have been cancelled. */
TAMED tamer_async TAMER_API tamer_ssize tamer_race_calls(tamer_size count, tamer_action action,
                                                         void *data);
TAMED tamer_async TAMER_API tamer_ssize tamer_first_success_calls(tamer_size count,
                                                                  tamer_action action, void *data);

/* ---- again ---- */

typedef struct tamer_retry_options {
    tamer_size attempts; /* at most; 0: 3 */
    double delay;        /* seconds before the second attempt */
    double factor;       /* by which each delay is longer than the one before; 0: 2 */
    double max_delay;    /* the longest one; 0: none */
    double jitter;       /* from 0 to 1: so much of each delay, at most, is left out at random */
    tamer_u64 seed; /* of that; 0: another one each time, under a virtual clock always the same */
    double timeout; /* seconds for each attempt, which then fails with ETIMEDOUT; 0: none */
    /* Whether the error of this attempt (from 0 on) is worth another one; NULL: every error is. The
     * error is lent; what it calls blocks, and must not fail. */
    tamer_bool (*again)(void *data, tamer_size attempt, const tamer_error *error);
} tamer_retry_options;

/*
 * Calls action(data, attempt), attempt counting from 0, until a call has not failed, and returns
 * how many it took. Else it raises the errors of the attempts as one, the last one's first; of more
 * than 16 the last 16. A cancellation is no failure: it ends it.
 */
TAMED tamer_async TAMER_API tamer_size tamer_retry(tamer_action action, void *data,
                                                   const tamer_retry_options *options);

/* ---- arguments bound in advance ---- */

/* clang-format off */
/*
 * Partial application: a struct NAME with the bound arguments, and a tamed function NAME whose
 * body sees them as *bound. No allocation; the struct is the caller's and must exist until the
 * call has returned. As any tamed function it blocks, suspends or runs in a scope.
 *
 *     TAMER_PARTIAL(int, fetch_body, { const char *host; int port; }, (const char *path),
 *                   { return await fetch(bound->host, bound->port, path); })
 *
 *     struct fetch_body from = {"localhost", 80};
 *     int n = await fetch_body(&from, "/index.html");
 *
 * Members with commas between them (`int a, b;`) have to be written one by one.
 */
#define TAMER_PARTIAL(type, name, members, parameters, ...) \
    struct name members; \
    static TAMED tamer_async type name(const struct name *bound TAMER_MORE_ parameters) __VA_ARGS__
#define TAMER_MORE_(...) , __VA_ARGS__

/*
 * The same as a tamer_action: its `data` is a struct NAME, `index` the other argument.
 *
 *     TAMER_ACTION(download, { const char *host; char (*bodies)[64]; },
 *                  { await fetch(bound->host, index, bound->bodies[index]); })
 *
 *     struct download all = {"localhost", bodies};
 *     await tamer_map(100, download, &all, &(tamer_map_options){.limit = 8});
 */
#define TAMER_ACTION(name, members, ...) \
    struct name members; \
    static TAMED tamer_async void name(void *name##_data, tamer_size index) \
    { \
        struct name *bound = name##_data; \
        (void)bound; \
        (void)index; \
        __VA_ARGS__ \
    }

/*
 * A loop over what `call`, awaited or not, returns, until that is `sentinel`:
 *
 *     ssize_t n;
 *     TAMER_UNTIL(n, 0, await tamer_read(fd, buffer, sizeof buffer))
 *         use(buffer, n);
 */
#define TAMER_UNTIL(variable, sentinel, ...) \
    for (; ((variable) = (__VA_ARGS__)) != (sentinel);)
/* clang-format on */

#ifdef __cplusplus
}
#endif

#endif
