/* SPDX-License-Identifier: BSD-3-Clause */
/* Blocks with managers, one in the other and several at once, cancelled after every number of
 * turns, and with every wait in turn failing. Whatever a manager holds is given back exactly once,
 * before the block has been left. */
#include <stdlib.h>

#include "turns.h"

static int held, live, fail_at, waited, finished;

/* Every wait of the program: the one with the number fail_at fails. */
static TAMED async void wait_here(int count)
{
    await turns(count);
    if (++waited == fail_at)
        tamer_raise(EPROTO, "wait %d", waited);
}

static TAMED async void let_go(void *memory)
{
    free(memory);
    held--;
    await wait_here(1);
}

TAMER_MANAGES(memory, char *);

static TAMED async void memory(memory_manager *to, size_t size)
{
    char *block;

    live++;
    tamer_defer {
        live--;
    }
    await wait_here(1);
    block = malloc(size);
    held++;
    tamer_defer {
        await let_go(block);
    }
    await tamer_lend(to, block);
    await wait_here(1);
}

TAMER_MANAGES(watched, int);

static TAMED async void watch(int *looks)
{
    live++;
    tamer_defer {
        live--;
        await wait_here(0);
    }
    for (;; ++*looks)
        await wait_here(2);
}

/* With a task beside the block. */
static TAMED async void watched(watched_manager *to)
{
    int looks = 0;

    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        watch_scoped(scope, &looks);
        TAMER_WITH(block, memory, 8) {
            block[0] = 1;
            await tamer_lend(to, block[0]);
            await wait_here(0);
        }
    }
}

static TAMED async long whole(void)
{
    memory_manager members[3];
    long sum = 0;

    TAMER_WITH(outer, memory, 4) {
        outer[0] = 2;
        TAMER_WITH(n, watched) {
            await wait_here(2);
            sum += outer[0] + n;
            TAMER_SCOPE(scope) {
                for (int i = 0; i < 3; i++)
                    memory_scoped(tamer_manager_in(scope, &members[i].base), &members[i], 2);
                for (int i = 0; i < 3; i++)
                    sum += await tamer_manager_entered(&members[i].base);
                await wait_here(1);
            }
        }
        await wait_here(1);
    }
    finished++;
    return sum;
}

enum how { CANCELLED, FAILED };

static TAMED async void interrupted(enum how how, int after)
{
    TAMER_SCOPE(scope, .exit = how == CANCELLED ? TAMER_CANCEL : TAMER_WAIT) {
        whole_scoped(scope);
        if (how == CANCELLED)
            await turns(after);
    }
}

/* The number of places. */
static int run(enum how how)
{
    for (int after = 1;; after++) {
        OWNED tamer_error *error = NULL;
        int before = finished;

        waited = 0;
        fail_at = how == FAILED ? after : 0;
        tamer_catch(&error, interrupted(how, after));
        if (held != 0 || live != 0)
            printf("way %d, after %d: %d held, %d live\n", how, after, held, live);
        if (how == FAILED ? (waited < after) != (error == NULL) : error != NULL)
            printf("way %d, after %d: %s\n", how, after, tamer_error_message(error));
        tamer_error_clear(&error);
        if (how == FAILED ? waited < after : finished > before)
            return after - 1;
    }
}

int main(void)
{
    int cancelled = run(CANCELLED), failed = run(FAILED);

    printf("%d turns cancelled, %d waits failed, held %d\n", cancelled, failed, held);
    return 0;
}
