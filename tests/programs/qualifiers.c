/* SPDX-License-Identifier: BSD-3-Clause */
/* const, volatile and _Atomic objects keep what they are across awaits, for whatever asks. */
#include <stdatomic.h>

#include "leaves.h"

#define KIND(pointer)                                                                              \
    _Generic((pointer),                                                                            \
        int *: 1,                                                                                  \
        const int *: 2,                                                                            \
        volatile int *: 3,                                                                         \
        const volatile int *: 4,                                                                   \
        char(*)[4]: 5,                                                                             \
        const char(*)[4]: 6,                                                                       \
        struct pair *: 7,                                                                          \
        const struct pair *: 8,                                                                    \
        int *const *: 9,                                                                           \
        int **: 10,                                                                                \
        const char *: 11,                                                                          \
        char *: 12,                                                                                \
        long *: 13,                                                                                \
        const long *: 14,                                                                          \
        const int(*)[2]: 15,                                                                       \
        int(*)[2]: 16,                                                                             \
        default: 99)

typedef const int fixed_int;

static int total(const int *a, const int *b)
{
    return *a * 10 + *b;
}

static TAMED async int constants(const int n, const struct pair whole)
{
    const int c = await leaf(n);
    const int *p = &c;
    const char text[4] = "abc";
    const char *t = text;
    const struct pair pair = {1, 2};
    const struct pair *q = &pair;
    const int saved = await leaf(3), rows[2][2] = {{n, 2}, {3, 4}};
    const int *row = rows[1], *param = &n;
    fixed_int named = n + 1, *to_named = &named;
    int plain = n, *pp = &plain;
    int *const still = pp;
    int *const *to_still = &still;
    long kinds = 0;

    await pause_maybe();
    __typeof__(c) copy = 1;
    __typeof__(plain) changed = 1, *change = &changed;
    __typeof__(text) other = "xyz";
    __auto_type automatic = &c;
    __auto_type value = c;
    await pause_maybe();
    *change += 1;
    value++;
    kinds = KIND(&c) * 100 + KIND(&text);
    kinds = kinds * 100 + KIND(&pair);
    kinds = kinds * 100 + KIND(&pair.first);
    kinds = kinds * 100 + KIND(&copy);
    kinds = kinds * 100 + KIND(&other);
    kinds = kinds * 100 + KIND(&saved);
    printf("%ld ", kinds);
    kinds = KIND(&rows[0]) * 100 + KIND(rows[1]);
    kinds = kinds * 100 + KIND(&rows[0][1]);
    kinds = kinds * 100 + KIND(&n);
    kinds = kinds * 100 + KIND(&whole);
    kinds = kinds * 100 + KIND(&named);
    kinds = kinds * 100 + KIND(&still);
    kinds = kinds * 100 + KIND(automatic) + KIND(&value) + KIND(&plain) + KIND(text);
    printf("%ld ", kinds);
    return *p + t[0] + (int)q->first + *pp + *automatic + changed + value + row[1] + *param +
           *to_named + **to_still + (int)whole.second + total(&c, &rows[1][await leaf(1)]) +
           total(&saved, &named);
}

static TAMED async int volatiles(int n)
{
    volatile int v = n;
    volatile int *q = &v;
    const volatile int cv = n;
    const volatile int *r = &cv;

    await pause_maybe();
    *q += 1;
    v += await leaf(2);
    return v * 1000 + *r * 100 + KIND(&v) * 10 + KIND(&cv);
}

static TAMED async int atomics(int n)
{
    _Atomic int counter = n;
    _Atomic int *p = &counter;
    atomic_int many[3] = {1, 2, n};
    _Atomic(struct pair *) where = NULL;
    struct pair pair = {n, 2};

    await pause_maybe();
    *p += 1;
    counter++;
    atomic_fetch_add(&many[1], 5);
    atomic_fetch_add(&many[await leaf(n) & 1], await leaf(2));
    n += atomic_load(&many[await leaf(1) & 1]);
    atomic_store(&where, &pair);
    await pause_maybe();
    many[2]++;
    return counter + many[0] + many[1] * 10 + many[2] * 100 + (int)atomic_load(&where)->first +
           _Generic(&counter, _Atomic int *: 1000, int *: 2000) +
           _Generic(p, _Atomic int *: 10000, default: 20000);
}

TAMED async int main(void)
{
    for (int n = 0; n < 3; n++) {
        printf("%d: %d", n, await constants(n, (struct pair){n, 4}));
        printf(" %d", await volatiles(n));
        printf(" %d\n", await atomics(n));
    }
    return 0;
}
