/* SPDX-License-Identifier: BSD-3-Clause */
/* flags: -std=gnu2x */
/* Attributes of C23, labels before declarations, parameters without names, empty initialisers. */
#include "leaves.h"

[[maybe_unused]] static TAMED async int f([[maybe_unused]] int n)
{
    return await leaf(n);
}
[[nodiscard("why")]] static TAMED async int g(int)
{
    return await leaf(2);
}
[[gnu::noinline]] static TAMED async int after(int n);
static TAMED async int after [[gnu::noinline]] (int n)
{
    [[gnu::unused]] int a [[maybe_unused]] = n;
    [[maybe_unused]] struct [[maybe_unused]] s {
        int x [[maybe_unused]];
    } s = {await leaf(n)};
    enum [[maybe_unused]] e { A [[maybe_unused]] = 3 } e = A;
    [[]] a++;
    [[]];
[[maybe_unused]] label:
    if (a < 3)[[]] {
        a++;
        [[]] goto label;
    }
    for ([[maybe_unused]] int i = 0; i < 2; i++)[[]]
        a += await leaf(i);
    switch (a) {
    [[]] case 3:
        a++;
        [[fallthrough]];
    case 4:
        a += await leaf(1);
        [[gnu::fallthrough]];
    default:
        break;
    }
    return a + s.x + (int)e;
}

static TAMED async int declared_behind(int n)
{
    if (n > 1)
        goto out;
    n = await leaf(n) + 10;
out:
    int here = await leaf(n);
    switch (n) {
    case 2:;
        int there = await leaf(5);
        here += there;
        break;
    default:
        break;
    }
    return here;
}

static TAMED async int empty(int n)
{
    struct pair p = {}, *q = &(struct pair){};
    int a[3] = {}, b = 0;
    await pause_maybe();
    p = (struct pair){};
    p.first += await leaf(n) + q->first;
    b += a[await leaf(1)];
    return b + (int)p.first;
}

/* A keyword of that name is younger than some compilers. */
static TAMED async _Bool boolean(_Bool b)
{
    _Bool kept = !b, list[2] = {b, kept}, *at = list;

    await pause_maybe();
    *at = await leaf(kept);
    return list[1] && (_Bool)await leaf(kept);
}

TAMED async int main()
{
    for (int n = 0; n < 5; n++) {
        printf("%d %d %d %d", await f(n), await g(n), await after(n), await boolean(n % 2));
        printf(" %d %d", await declared_behind(n), await empty(n));
        printf("\n");
    }
    return 0;
}
