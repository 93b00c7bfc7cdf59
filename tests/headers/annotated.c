/* SPDX-License-Identifier: BSD-3-Clause */
/* An annotated file before tamerc ever sees it: ordinary C for every compiler and editor. */
#include <errno.h>
#include <stddef.h>
#include <tamer/tamer.h>

TAMED async int twice(int n);
TAMED async static long total(int count, const int *values);
typedef TAMED async int (*step)(int n);
async int coroutine(step next, int n);
TAMED_AS(thrice) async int three_times(int n);

struct stage {
    TAMED async int (*run)(int n);
};

TAMED async int twice(int n)
{
    tamer_defer {
        n = 0;
    }
    if (n < 0)
        tamer_raise(EINVAL, "%d is negative", n);
    await tamer_sleep(0.001);
    return 2 * n;
}

async int coroutine(step next, int n)
{
    return await next(n) + await next(n + 1);
}

TAMED_AS(thrice) async int three_times(int n)
{
    struct stage stage = {twice};
    int sum = await coroutine(stage.run, n);

    for (int i = 0; i < 3; i++)
        sum += await twice(i), await tamer_yield();
    return await stage.run(sum) + tamer_blocking(twice(n));
}

TAMED async static long total(int count, const int *values)
{
    tamer_error *error = NULL;
    long sum = 0;

    TAMER_SCOPE(scope) {
        if (tamer_scope_cancelled(scope))
            break;
        TAMER_SCOPE(inner, .timeout = 2.0, .exit = TAMER_CANCEL) {
            if (!inner)
                continue;
        }
    }
    for (int i = 0; i < count; i++) {
        int n = 0;
        if (tamer_catch(&error, n = await twice(values[i])))
            tamer_error_clear(&error);
        sum += tamer_check(n);
    }
    return sum;
}

long use_all(void);
long use_all(void)
{
    static const int values[] = {1, 2, 3};
    return total(3, values) + three_times(4);
}
