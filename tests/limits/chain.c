/* SPDX-License-Identifier: BSD-3-Clause */
/* A chain of a million awaits completes, fails and is cancelled on an ordinary stack. */
#include <errno.h>
#include <stdio.h>

#include <tamer/tamer.h>

enum { DEPTH = 1000000 };

static int left;

static TAMED async int chain(int n, int fails)
{
    await tamer_yield();
    if (n > 0)
        return await chain(n - 1, fails) + 1;
    if (fails)
        tamer_raise(EPROTO, "at the bottom");
    return 0;
}

static TAMED async void endless(int n)
{
    tamer_defer {
        left++;
    }
    await tamer_yield();
    if (n > 0)
        await endless(n - 1);
    for (;;)
        await tamer_yield();
}

int main(void)
{
    tamer_error *error = NULL;

    printf("depth %d\n", chain(DEPTH, 0));
    if (tamer_catch(&error, chain(DEPTH, 1)))
        printf("%s\n", tamer_error_message(error));
    tamer_error_clear(&error);
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        endless_scoped(scope, DEPTH);
        for (int i = 0; i < DEPTH + 10; i++)
            tamer_yield();
    }
    printf("left %d\n", left);
    return 0;
}
