/* SPDX-License-Identifier: BSD-3-Clause */
/* A loop over generators that is cancelled after every number of turns, and in which every
 * wait in turn fails; left by break, too. Whatever a generator holds is
 * given back exactly once, before the loop has been left. */
#include <stdlib.h>

#include "turns.h"

static int held, taken, live, fail_at, waited, finished;

/* Every wait of the program: the one with the number fail_at fails. */
static TAMED async void wait_here(int count)
{
    await turns(count);
    if (++waited == fail_at)
        tamer_raise(EPROTO, "wait %d", waited);
}

static TAMED async void *take(size_t size)
{
    await wait_here(1);
    held++;
    taken++;
    return malloc(size);
}

static TAMED async void give_back(void *memory)
{
    free(memory);
    held--;
    await wait_here(1); /* a release that waits, and that may fail */
}

TAMER_GENERATES(numbers, long);

static TAMED async void leaves(numbers_generator *to, int depth, long n)
{
    void *memory = await take(8);
    tamer_defer {
        await give_back(memory);
    }

    await tamer_give(to, n);
    if (depth > 0) {
        await wait_here((int)(n % 2));
        await leaves(to, depth - 1, n + 1);
        await tamer_give(to, n + 100);
    }
}

static TAMED async void numbers(numbers_generator *to, int depth)
{
    live++;
    tamer_defer {
        live--;
        await wait_here(1);
    }
    await leaves(to, depth, depth);
}

TAMER_GENERATES(doubled, long);

/* A generator that asks another one. */
static TAMED async void doubled(doubled_generator *to, int depth)
{
    live++;
    tamer_defer {
        live--;
        await wait_here(0);
    }
    TAMER_EACH(n, numbers, depth) {
        await tamer_give(to, 2 * n);
        await wait_here(1);
    }
}

static TAMED async long whole(int stop)
{
    long sum = 0;
    int count = 0;

    TAMER_EACH(n, doubled, 2) {
        void *memory = await take(4);
        tamer_defer {
            await give_back(memory);
        }
        sum += n;
        if (++count == stop)
            break;
        await wait_here(1);
    }
    finished++;
    return sum;
}

enum how { CANCELLED, FAILED };

static TAMED async void interrupted(enum how how, int after, int stop)
{
    TAMER_SCOPE(scope, .exit = how == CANCELLED ? TAMER_CANCEL : TAMER_WAIT) {
        whole_scoped(scope, stop);
        if (how == CANCELLED)
            await turns(after);
    }
}

/* The number of places. */
static int run(enum how how, int stop)
{
    int after = 1;

    for (;; after++) {
        OWNED tamer_error *error = NULL;
        int before = finished;

        waited = 0;
        fail_at = how == FAILED ? after : 0;
        tamer_catch(&error, interrupted(how, after, stop));
        if (held != 0 || live != 0)
            printf("way %d, after %d: %d held, %d live\n", how, after, held, live);
        if ((how == CANCELLED || finished > before) != (error == NULL))
            printf("way %d, after %d: %s\n", how, after, tamer_error_message(error));
        tamer_error_clear(&error);
        if (how == FAILED ? waited < after : finished > before)
            return after - 1;
    }
}

int main(void)
{
    for (int stop = 1; stop <= 6; stop++) {
        int cancelled = run(CANCELLED, stop), failed = run(FAILED, stop);

        printf("stop %d: %d turns cancelled, %d waits failed\n", stop, cancelled, failed);
    }
    printf("taken %s, held %d\n", taken > 1000 ? "often" : "too rarely", held);
    return 0;
}
