/* SPDX-License-Identifier: BSD-3-Clause */
/* The same work, cancelled, timed out of or made to fail after every number of turns: what was
 * taken is given back, every task of every scope has finished, and memory is clean (under the
 * sanitizers). */
#include <stdlib.h>

#include "turns.h"

static int held, live, finished;

static TAMED async void *take(size_t size)
{
    await turns(1);
    held++;
    return calloc(1, size);
}

static TAMED async void give(void *memory)
{
    tamer_defer {
        free(memory);
        held--;
    }
    await turns(1); /* a release that waits */
}

static TAMED async long worker(int depth, long n)
{
    char text[24] = "worker";
    long sum = n;
    void *memory = await take(16);
    live++;
    tamer_defer {
        await give(memory);
        live--;
    }

    await turns((int)(n % 3));
    if (depth > 0) {
        TAMER_SCOPE(inner, .exit = n % 2 ? TAMER_CANCEL : TAMER_WAIT) {
            worker_delayed *a = worker_scoped(inner, depth - 1, n + 1);

            worker_scoped(inner, depth - 1, n + 2);
            tamer_defer {
                await turns(1);
            }
            sum += await worker_get(a);
        }
    }
    for (int i = 0; i < 3; i++) {
        void *more = await take(8);
        tamer_defer {
            await give(more);
        }
        if (i == 1)
            continue;
        await turns(1);
    }
    return sum + text[0];
}

static TAMED async void whole(void)
{
    OWNED tamer_error *error = NULL;
    long sum = 0;

    if (tamer_catch(&error, sum = await worker(2, 1)))
        tamer_error_clear(&error);
    finished += sum > 0;
}

enum how { CANCELLED, FAILED, SIBLING };

static TAMED async void interrupted(enum how how, int after)
{
    TAMER_SCOPE(scope, .exit = how == CANCELLED ? TAMER_CANCEL : TAMER_WAIT) {
        whole_scoped(scope);
        if (how == SIBLING)
            failing_scoped(scope, 1, after);
        else
            await turns(after);
        if (how == FAILED)
            tamer_raise(EPROTO, "the body");
    }
}

int main(void)
{
    int longest = 0, wrong = 0;

    for (enum how how = CANCELLED; how <= SIBLING; how++)
        for (int after = 0; after < 60; after++) {
            OWNED tamer_error *error = NULL;
            int before = finished;

            tamer_catch(&error, interrupted(how, after));
            if ((how == CANCELLED) != (error == NULL))
                wrong++;
            tamer_error_clear(&error);
            if (finished == before && after > longest)
                longest = after;
            if (held != 0 || live != 0)
                printf("way %d, after %d: %d held, %d live\n", how, after, held, live);
        }
    printf("interrupted up to its end: %s, wrong outcomes: %d, held %d\n",
           longest > 15 && longest < 59 ? "yes" : "no", wrong, held);
    return 0;
}
