/* SPDX-License-Identifier: BSD-3-Clause */
/* tamer_cancel(scope) cancels everything in it, a tamed body included at its next await. A plain
 * body goes on: tamed calls return zero at once, and tamer_scope_cancelled tells. */
#include "turns.h"

static TAMED async void canceller(tamer_scope *scope)
{
    await turns(3);
    tamer_cancel(scope);
    tamer_cancel(scope);
}

static TAMED async void tamed(void)
{
    TAMER_SCOPE(scope) {
        tamer_defer {
            puts("  the body is unwound");
        }
        endless_scoped(scope, 1);
        endless_scoped(scope, 2);
        canceller_scoped(scope, scope);
        await turns(50);
        puts("  went on: wrong");
    }
    puts("  behind the scope");
}

static void plain(void)
{
    OWNED tamer_error *error = NULL;

    TAMER_SCOPE(scope, .error = &error) {
        endless_scoped(scope, 3);
        canceller_scoped(scope, scope);
        printf("  cancelled: %d\n", tamer_scope_cancelled(scope));
        printf("  work gives %d\n", work(4, 50));
        printf("  cancelled: %d\n", tamer_scope_cancelled(scope));
        printf("  work gives %d\n", work(5, 0));
        TAMER_SCOPE(inner) {
            printf("  inner cancelled: %d\n", tamer_scope_cancelled(inner));
        }
    }
    report(&error);
    printf("  after it, work gives %d\n", work(6, 1));
}

int main(void)
{
    puts("tamed");
    tamed();
    puts("plain");
    plain();
    return 0;
}
