/* SPDX-License-Identifier: BSD-3-Clause */
/* Functions that are not tamed are not translated: their jumps are looked at all the same. */
#include <tamer/tamer.h>

TAMED async int fetch(int size);
TAMER_GENERATES(ticks, int);
TAMED async void ticks(ticks_generator *to, int n);
TAMER_MANAGES(lock, int);
TAMED async void lock(lock_manager *to, int n);

int scopes(int n);
int scopes(int n)
{
    if (n == 1)
        goto inside;
    if (n == 2)
        goto behind;
    switch (n) {
    case 3:
        TAMER_SCOPE(scope)
        {
            if (n == 7)
                goto behind;
            if (n == 8)
                break;
            if (n == 9)
                continue;
        inside:
            fetch_scoped(scope, n);
    case 4:
            n++;
        }
    }
behind:
    return n;
}

int kin(int n);
int kin(int n)
{
    if (n == 1)
        goto held;
    if (n == 2)
        goto shown;
    TAMER_WITH(x, lock, 3) {
    held:
        n++;
    }
    TAMER_EACH(y, ticks, 3) {
    shown:
        n++;
    }
    return n;
}

int tables(int n);
int tables(int n)
{
    static void *const where[] = {&&outside, &&inside};
    goto *where[n];
outside:
    TAMER_SCOPE(scope)
    {
    inside:
        n++;
    }
    return n;
}

int caught(int n);
int caught(int n)
{
    tamer_error *error = 0;
    for (int i = 0; i < n; i++)
        tamer_catch(&error, ({ if (fetch(i) == 3) break; 0; }));
    return n;
}

/* What the compiler's own grammar allows stays allowed. */
int plain(int n);
int plain(int n)
{
    static void *const where[] = {&&one, &&two};
    while (({ if (n == 3) break; n; }))
        n--;
    TAMER_SCOPE(scope)
    {
        if (n > 5)
            goto one;
        if (n > 4)
            return 4;
        goto near;
    near:
        n++;
    }
    goto *where[n & 1];
one:
    n++;
two:
    return n;
}
