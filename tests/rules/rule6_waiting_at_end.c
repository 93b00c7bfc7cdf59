/* SPDX-License-Identifier: BSD-3-Clause */
/* Cancelling, or timing out, the task that waits at a scope's end cancels all of the scope's tasks,
 * waits for them, goes on up. */
#include "turns.h"

static TAMED async void cleaning(int n)
{
    tamer_defer {
        await turns(3);
        printf("  %d cleaned up\n", n);
    }
    await tamer_sleep(1000);
}

static TAMED async void waits_at_end(void)
{
    tamer_defer {
        puts("  the waiter leaves");
    }
    TAMER_SCOPE(inner) {
        cleaning_scoped(inner, 1);
        cleaning_scoped(inner, 2);
    }
    puts("  went on: wrong");
}

static TAMED async void cancelled(void)
{
    TAMER_SCOPE(outer, .exit = TAMER_CANCEL) {
        waits_at_end_scoped(outer);
        await turns(4);
    }
    puts("  all gone");
}

static TAMED async void timed_out(void)
{
    TAMER_SCOPE(outer, .timeout = 0.02) {
        TAMER_SCOPE(inner) {
            cleaning_scoped(inner, 3);
            cleaning_scoped(inner, 4);
        }
        puts("  went on: wrong");
    }
    puts("  went on: wrong");
}

int main(void)
{
    OWNED tamer_error *error = NULL;

    puts("cancelled");
    cancelled();
    puts("timed out");
    tamer_catch(&error, timed_out());
    printf("  %s\n", strerror(tamer_error_code(error)));
    tamer_error_clear(&error);
    return 0;
}
