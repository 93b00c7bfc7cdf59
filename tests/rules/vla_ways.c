/* SPDX-License-Identifier: BSD-3-Clause */
/* The memory of an array of variable length is given back once, whichever way its block is left. */
#include <errno.h>
#include <string.h>

#include "leaves.h"

static TAMED async int fail(int n)
{
    await pause_maybe();
    if (n > 2)
        tamer_raise(EPROTO, "bad %d", n);
    return n;
}

static TAMED async int raises(int n)
{
    int v[n], w[n + await fail(n - 1)];

    memset(v, 0, sizeof v);
    tamer_defer {
        printf("deferred %d ", v[0]);
        v[n - 1] = await leaf(v[0]);
    }
    w[0] = 1;
    v[0] = await fail(n);
    {
        char inner[v[0]];
        tamer_defer
            printf("inner %d ", inner[0]);
        memset(inner, await fail(n), sizeof inner);
        if (n == 1)
            tamer_raise(ERANGE, "own %zu", sizeof inner);
    }
    return v[0] + w[0];
}

static TAMED async int catches(int n)
{
    tamer_error *e = NULL;
    int sum = 0;

    for (int i = 1; i < n; i++) {
        long long v[i * 3];
        v[0] = -1;
        if (tamer_catch(&e, v[0] = await raises(i)))
            printf("%s ", tamer_error_message(e));
        tamer_error_clear(&e);
        if (i == 2)
            continue;
        sum += (int)v[0] + (int)sizeof v;
        tamer_check(await leaf(i == 5 ? -EIO : 0));
    }
    return sum;
}

static TAMED async int sleeper(int n)
{
    int v[n * 100];

    tamer_defer {
        char late[n];
        printf("woken %d ", v[n]);
        memset(late, await leaf(1), sizeof late);
        v[n] = late[n - 1];
    }
    v[n] = n;
    await tamer_sleep(n > 2 ? 30 : 0.01 * n);
    return v[n];
}

static TAMED async int scopes(int n)
{
    int started = 0;

    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        sleeper_delayed *slots[n];
        for (int i = 0; i < n; i++, started++)
            slots[i] = sleeper_scoped(scope, i + 1);
        printf("got %d ", await sleeper_get(slots[1]));
        if (n == 4)
            break;
        printf("%zu ", sizeof slots / sizeof *slots);
    }
    return started;
}

static int counts;

static int count(int n)
{
    counts++;
    return n;
}

/* Its bounds are evaluated once, when it starts. */
static TAMED async int task(int n, int m, int cells[count(n++)][count(m)], char text[n])
{
    m = 0;
    await tamer_sleep(0.01);
    return cells[n - 2][1] + text[0] + (int)sizeof *cells;
}

static TAMED async int tasks(int n)
{
    int cells[n][n];

    memset(cells, 0, sizeof cells);
    cells[n - 1][1] = 5;
    TAMER_SCOPE(scope) {
        task_delayed *first = task_scoped(scope, n, n, cells, "abcd");
        task_delayed *second = task_scoped(scope, n - 1, n, cells + 1, "bcde");
        printf("%d ", counts);
        printf("%d ", await task_get(first) + await task_get(second));
    }
    TAMER_SCOPE(scope, .start = TAMER_EAGER) {
        task_delayed *first = task_scoped(scope, n, n, cells, "cdef");
        printf("%d ", counts);
        printf("%d ", await task_get(first));
    }
    return await task(n, n, cells, "defg") + counts;
}

static TAMED async void never(int n)
{
    int v[n];

    v[0] = await leaf(1);
    await tamer_sleep(100);
    printf("never %d", v[0]);
}

int main(void)
{
    tamer_error *e = NULL;

    for (int i = 1; i < 5; i++) {
        int v = -1;
        if (tamer_catch(&e, v = raises(i)))
            printf("%s", tamer_error_message(e));
        tamer_error_clear(&e);
        printf(" = %d\n", v);
    }
    for (int i = 3; i < 8; i++) {
        int v = -1;
        if (tamer_catch(&e, v = catches(i)))
            printf("%d ", tamer_error_code(e));
        tamer_error_clear(&e);
        printf("= %d\n", v);
    }
    printf("= %d\n", scopes(4));
    printf("= %d\n", scopes(5));
    printf("= %d\n", tasks(3));
    TAMER_SCOPE(scope, .timeout = 0.02, .error = &e) {
        never_scoped(scope, 1000);
        never_scoped(scope, 3);
    }
    printf("%d\n", tamer_error_code(e) == ETIMEDOUT);
    tamer_error_clear(&e);
    return 0;
}
