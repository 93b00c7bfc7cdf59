/* SPDX-License-Identifier: BSD-3-Clause */
/* flags: -Wno-unused-value */
/* Every way out of blocks with deferred blocks, scopes and catches. */
#include "leaves.h"
#include <errno.h>
#include <string.h>

static TAMED async int fail(int n)
{
    await pause_maybe();
    if (n > 2)
        tamer_raise(EPROTO, "bad %d", n);
    return n;
}
static TAMED async int loops(int n)
{
    int r = 0;
    tamer_defer {
        printf("d1 %d ", r);
    }
    for (int i = 0; i < 4; i++) {
        tamer_defer {
            printf("i%d ", i);
            r += await leaf(1);
        }
        if (i == await leaf(1))
            continue;
        if (i == n)
            break;
        if (r > 90)
            return r;
        tamer_defer
            printf("second%d ", i);
        r += await leaf(i);
    }
    {
        int c __attribute__((unused)) = await leaf(n);
        r += c;
        await leaf(1);
        if (n == 5)
            goto out;
    }
    r += 10;
out:
    return r + 1;
}
static TAMED async int catches(int n)
{
    tamer_error *e = NULL;
    int v = -1;
    if (tamer_catch(&e, v = await fail(n))) {
        printf("err %d %s ", tamer_error_code(e), tamer_error_message(e));
        tamer_error_clear(&e);
    } else
        printf("ok%d ", v);
    int q = tamer_catch(&e, (void)(await fail(n) + await fail(n + 1))) ? 1 : 2;
    tamer_error_clear(&e);
    return q + v;
}
static TAMED async int switches(int n)
{
    tamer_error *e = 0;
    int r = 0;
    switch (await leaf(n)) {
    case 1: {
        tamer_defer {
            r += 100;
            printf("sw%d ", r);
        }
        r += await leaf(5);
        break;
    }
    case 2: {
        tamer_defer {
            printf("c2 ");
            await pause_maybe();
        }
        for (;;) {
            tamer_defer
                printf("in ");
            if (await leaf(1))
                break;
        }
        return r + 2;
    }
    default:
        if (tamer_catch(&e, await loops(1)))
            r = -1;
        r += 7;
    }
    return r;
}
static TAMED async int scopes(int n)
{
    int out = 0;
    TAMER_SCOPE(s) {
        fail_delayed *a = fail_scoped(s, n), *b = leaf_scoped(s, 3) ? NULL : NULL;
        (void)b;
        tamer_defer {
            out += 1000;
        }
        if (n == 1) {
            out += await leaf(7);
            break;
        }
        if (n == 2)
            return out + await fail_get(a);
        out += await fail_get(a);
        TAMER_SCOPE(in, .exit = TAMER_CANCEL) {
            leaf_scoped(in, 1);
            if (n == 0)
                continue;
            out += await leaf(2);
        }
        out += 50;
    }
    return out;
}
static TAMED async int stored(int n)
{
    tamer_error *e = NULL;
    int k = tamer_catch(&e, n = await scopes(3));
    printf("k%d ", k);
    tamer_error_clear(&e);
    TAMER_SCOPE(s, .error = &e) {
        fail_scoped(s, 9);
        await leaf(2);
    }
    printf("e%d ", e ? tamer_error_code(e) : 0);
    tamer_error_clear(&e);
    return k + n;
}
static TAMED async int check(int v)
{
    int r = tamer_check(await leaf(v)) + tamer_check(await leaf(1));
    long q = tamer_check((long)await leaf(2));
    return r + (int)q;
}
static TAMED async int checks(int n)
{
    tamer_error *e = NULL;
    int v = 0;
    if (tamer_catch(&e, v = await check(-EIO))) {
        printf("chk%d ", tamer_error_code(e));
        tamer_error_clear(&e);
    }
    if (!tamer_catch(&e, v += await check(4)))
        printf("v%d ", v);
    return v + n;
}
static TAMED async void defer_more(int *o)
{
    int a[3] = {1, 2, 3};
    tamer_defer {
        *o += a[1];
        int z = await leaf(3);
        *o += z;
        tamer_defer {
            *o *= 2;
        }
        if (*o > 1000) {
            *o = 0;
        }
    }
    a[1] = await leaf(40);
    if (*o == 5)
        tamer_raise(EIO, "x");
    int k = await leaf(1);
    *o += k;
}
static TAMED async int raised(int n)
{
    int o = n;
    tamer_error *e = 0;
    int f = tamer_catch(&e, await defer_more(&o));
    tamer_error_clear(&e);
    return o * 10 + f;
}
static TAMED async struct pair record(int n)
{
    tamer_defer {
        await leaf(1);
    }
    for (;;) {
        tamer_defer
            printf("P ");
        return (struct pair){await leaf(n), 2};
    }
}
static TAMED async int backwards(int n)
{
    int i = 0;
again: {
    tamer_defer {
        printf("g%d ", i);
    }
    i++;
    if (i < await leaf(3))
        goto again;
    if (i < 5) {
        tamer_defer
            printf("G ");
        goto again;
    }
}
    return i + n;
}
static TAMED async int mixed(int n)
{
    while (n-- > 0) {
        TAMER_SCOPE(s) {
            leaf_scoped(s, 1);
            if (await leaf(n) == 1)
                break;
            tamer_defer
                printf("w%d ", n);
            if (n == 2)
                continue;
            await leaf(1);
        }
        do {
            tamer_defer
                await leaf(1);
            if (n == 3)
                continue;
            if (n == 0)
                break;
            printf("D ");
        } while (await leaf(0));
    }
    return n;
}
/* The end of these functions is never reached, and no compiler warns of it. */
static TAMED async int last_tamed(int n)
{
    TAMER_SCOPE(s) {
        leaf_delayed *d = leaf_scoped(s, n);
        if (n > 5)
            return await leaf_get(d) + 100;
        return await leaf_get(d);
    }
}
static int last(int n)
{
    if (n > 7) {
        return n;
    } else {
        TAMER_SCOPE(s) {
            leaf_delayed *d = leaf_scoped(s, n);
            TAMER_SCOPE(t, .timeout = 100) {
                if (n > 5)
                    return leaf_get(d) + 100;
                return leaf_get(d);
            }
        }
    }
}
static int last_loop(int n)
{
    TAMER_SCOPE(s) {
        while (1)
            if (leaf_get(leaf_scoped(s, n++)) > 8 || tamer_scope_cancelled(s))
                return n;
    }
}
/* The end of this one is. */
static void left(int *n)
{
    TAMER_SCOPE(s) {
        if (*n > 5)
            break;
        *n = leaf_get(leaf_scoped(s, *n)) + 7;
        return;
    }
    ++*n;
}
TAMED async int main(void)
{
    int n = 3;
    left(&n);
    left(&n);
    printf("=%d %d %d\n", n, await last_tamed(4), await last_tamed(6));
    printf("=%d %d %d %d\n", last(4), last(6), last(8), last_loop(5));
    for (int i = 0; i < 6; i++)
        printf("=%d\n", await loops(i));
    for (int i = 1; i < 4; i++)
        printf("=%d\n", await catches(i));
    for (int i = 1; i < 4; i++)
        printf("=%d\n", await switches(i));
    for (int i = 0; i < 3; i++)
        printf("=%d\n", await scopes(i));
    printf("=%d\n", await stored(1));
    printf("=%d\n", await checks(1));
    printf("=%d %d\n", await raised(1), await raised(5));
    printf("=%ld\n", (await record(3)).first);
    printf("=%d\n", await backwards(1));
    printf("=%d\n", await mixed(5));
    return 0;
}
