/* SPDX-License-Identifier: BSD-3-Clause */
/* What the rules' programs share. Time is counted in turns of the loop, so that no program depends
 * on the clock. */
#ifndef TESTS_TURNS_H
#define TESTS_TURNS_H

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <tamer/tamer.h>

/* Lets that many turns pass. */
static inline TAMED async void turns(int count)
{
    while (count-- > 0)
        await tamer_yield();
}

/* Waits, says so, returns n. */
static inline TAMED async int work(int n, int count)
{
    await turns(count);
    printf("  work %d done\n", n);
    return n;
}

/* Waits, then fails with "failure n". */
static inline TAMED async int failing(int n, int count)
{
    await turns(count);
    tamer_raise(EPROTO, "failure %d", n);
}

/* Waits for ever; says when it is cancelled. */
static inline TAMED async void endless(int n)
{
    tamer_defer {
        printf("  endless %d cancelled\n", n);
    }
    for (;;)
        await turns(1);
}

static inline const char *state_name(const tamer_delayed *delayed)
{
    static const char *const names[] = {"pending", "done", "failed", "cancelled"};

    return names[tamer_delayed_state(delayed)];
}

/* Prints the causes, frees the error. */
static inline void report(tamer_error **error)
{
    if (!*error)
        puts("  no error");
    for (size_t i = 0; i < tamer_error_count(*error); i++)
        printf("  error %s: %s\n", strerror(tamer_error_code(tamer_error_at(*error, i))),
               tamer_error_message(tamer_error_at(*error, i)));
    tamer_error_clear(error);
}

/* Of a variable tamer_error *: freed wherever its block is left. */
#define OWNED __attribute__((__cleanup__(tamer_error_clear)))

static inline void clear_slot(void *slot)
{
    tamer_delayed_clear(slot);
}

/* Of a variable NAME_delayed, which is set to {0}: its error is freed wherever its block is left.
 */
#define SLOT __attribute__((__cleanup__(clear_slot)))

/* Of something that is the same each time: fewer where every place of the program is tried. */
#ifdef TESTS_INJECTED
#define TESTS_MANY(count) ((count) > 30 ? 30 : (count))
#else
#define TESTS_MANY(count) (count)
#endif

#endif
