/* SPDX-License-Identifier: BSD-3-Clause */
/* What gcc and clang know beyond the standard. */
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>

#include "leaves.h"

typedef int four __attribute__((vector_size(16)));

struct packed {
    char c;
    int i;
} __attribute__((packed));

static _Thread_local int per_thread = 3;
static _Atomic int counter;

static TAMED async int elvis(int n)
{
    return (await leaf(n) ?: 100) + (n ?: await leaf(200)) + (await leaf(0) ?: await leaf(n) ?: 7);
}

static TAMED async int ranges(int n)
{
    switch (await leaf(n)) {
    case -10 ... - 1:
        return await leaf(1);
    case 0 ... 3:
        return await leaf(2);
    default:
        return await leaf(3);
    }
}

static TAMED async int statement_expressions(int n)
{
    int a = ({
        int inner = n + 1;
        inner * 2;
    });

    a += await leaf(({
        int x = a;
        x + 1;
    }));
    int before = a;
    return before + ({
               a++;
               a;
           });
}

static TAMED async int types(int n)
{
    __auto_type copy = await leaf(n);
    __typeof__(copy) other = await leaf(copy + 1), *pointer = &other;
    four v = {1, 2, 3, 4}, w;
    struct packed packed = {'c', await leaf(9)};
    _Alignas(16) char aligned[16] = "aligned";
    int labelled __attribute__((unused)) = 4;
    wide_int wide = (wide_int)1 << (WIDE_BITS - 58);

    w = v + 1;
    await pause_maybe();
    v *= w;
    *pointer += v[await leaf(2)];
    wide += await leaf(1);
    packed.i += packed.c;
    return other + (int)(wide >> (WIDE_BITS - 59)) + packed.i + (int)((uintptr_t)aligned % 16) + aligned[2] +
           (int)sizeof packed + labelled;
}

static TAMED async int builtins(int n)
{
    int r = 0;

    if (__builtin_expect(await leaf(n) == 3, 0))
        r += 10;
    r += __builtin_popcount((unsigned)await leaf(255)) + __builtin_constant_p(3);
    r += __builtin_choose_expr(1, 5, "no");
    __asm__ volatile("" : "+r"(r) : : "memory");
    r += await leaf(r);
    if (r < 0)
        __builtin_unreachable();
    return r + __builtin_types_compatible_p(int, int) + (int)strlen(__FUNCTION__);
}

static TAMED async int storage(int n)
{
    static _Thread_local int local = 1;

    counter += await leaf(2);
    atomic_fetch_add(&counter, 3);
    per_thread += await leaf(n);
    local += per_thread;
    await pause_maybe();
    return local * 100 + atomic_load(&counter) + per_thread;
}

static inline __attribute__((always_inline, unused)) int helper(int n)
{
    return n * 2;
}

__attribute__((noinline, cold)) static TAMED async int attributes(int n __attribute__((unused)))
{
    __label__ out;

    if (await leaf(helper(n)) > 4)
        goto out;
    return 1;
out:
    __attribute__((unused));
    return await leaf(2);
}

/* Arguments of a transparent union are of its members' types. */
typedef union {
    int *numbers;
    const char *text;
} either __attribute__((transparent_union));

static int first_of(either either, int n)
{
    return *either.numbers + n;
}

static TAMED async int later_of(either either, int n)
{
    await pause_maybe();
    return *either.numbers + n;
}

static TAMED async int transparent(int n)
{
    int *p = &n, array[2] = {3, 4};
    await pause_maybe();
    return first_of(p, await leaf(1)) + await later_of(p, await leaf(2)) * 10 +
           await later_of(array, n) * 100 + first_of(&array[1], n) * 1000;
}

TAMED async int main(void)
{
    for (int n = -1; n < 5; n++) {
        printf("%d:", n);
        printf(" %d %d", await elvis(n), await ranges(n));
        printf(" %d %d", await statement_expressions(n), await types(n));
        printf(" %d %d", await builtins(n), await storage(n));
        printf(" %d %d\n", await attributes(n), await transparent(n));
    }
    return 0;
}
