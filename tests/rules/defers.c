/* SPDX-License-Identifier: BSD-3-Clause */
/* Deferred blocks run in reverse order on every way out of their block, and may await. */
#include "turns.h"

enum way { END, BREAK, CONTINUE, GOTO, BACK, RETURN, RAISE, WAYS };

static TAMED async int leave(enum way way)
{
    int n = 0, back = 0;

    tamer_defer {
        printf(" f1");
    }
again:
    for (int i = 0; i < 2; i++) {
        tamer_defer {
            await turns(1);
            printf(" l%d", i);
        }
        {
            tamer_defer
                printf(" b%d", n);
            tamer_defer {
                await turns(n % 2);
                printf(" a%d", n);
            }
            n++;
            await turns(n % 3);
            if (way == BREAK && i == 1)
                break;
            if (way == CONTINUE)
                continue;
            if (way == GOTO)
                goto out;
            if (way == BACK && back++ == 0)
                goto again;
            if (way == RETURN)
                return n * 10 + await work(3, 0);
            if (way == RAISE)
                tamer_raise(EPROTO, "raised");
            printf(" .");
        }
    }
out:
    printf(" out");
    tamer_defer {
        printf(" f2");
    }
    return n;
}

/* A deferred block that was not reached does not run; the value returned is computed before they
 * do. */
static TAMED async int reached(int n)
{
    int value = n;

    tamer_defer {
        value = 1000;
        printf(" one");
    }
    if (n == 0)
        return value;
    tamer_defer {
        await turns(2);
        value += 100;
        printf(" two(%d)", value);
    }
    if (n == 1)
        return value + 1;
    for (int i = 0; i < n; i++) {
        tamer_defer {
            printf(" loop%d", i);
        }
    }
    value++;
    return value;
}

static TAMED async void with_scope(void)
{
    tamer_defer {
        TAMER_SCOPE(inner) {
            work_scoped(inner, 1, 2);
            work_scoped(inner, 2, 1);
        }
        puts("  cleaned up");
    }
    await turns(100);
}

/* Cancelled: the deferred blocks still await what they need. */
static TAMED async void cancelled(void)
{
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        with_scope_scoped(scope);
        await turns(3);
    }
}

static TAMED async void nested(void)
{
    tamer_defer {
        tamer_defer
            puts(" inner");
        await turns(1);
        printf("  outer");
    }
    await turns(1);
}

int main(void)
{
    for (enum way way = END; way < WAYS; way++) {
        OWNED tamer_error *error = NULL;
        int result = -1;

        printf("way %d:", way);
        tamer_catch(&error, result = leave(way));
        printf(" = %d\n", result);
        if (error)
            report(&error);
    }
    for (int n = 0; n < 4; n++)
        printf(" = %d\n", reached(n));
    cancelled();
    nested();
    return 0;
}
