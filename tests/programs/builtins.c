/* SPDX-License-Identifier: BSD-3-Clause */
/* Functions of the compilers' own, some of which only one of them knows. */
#include <stdint.h>

#include "leaves.h"

typedef int four __attribute__((vector_size(16)));

#ifdef __clang__
#define SAFE(x) (x)
#define SHUFFLE(v) __builtin_shufflevector(v, v, 3, 2, 1, 0)
#define ADD_OVERFLOWS(a, b) __builtin_add_overflow((a), (b), &(int){0})
#else
#define SAFE(x) __builtin_speculation_safe_value(x)
#define ADD_OVERFLOWS(a, b) __builtin_add_overflow_p((a), (b), (int)0)
#endif

static TAMED async int of_the_library(int n)
{
    int r = __builtin_strlen("tamed") + await leaf(n);

    __builtin_printf("%d ", r);
    r += __builtin_abs(-n) + __builtin_ffs(await leaf(8)) + __builtin_popcount(255u);
    r += __builtin_memcmp("a", "b", 1) < 0 ? 1 : await leaf(2);
#ifndef __clang__
    __builtin_puts("from a builtin");
    r += __builtin_toupper('a') - 'A';
#ifdef __SIZEOF_INT128__ /* not on processors of 32 bits */
    r += (int)(__builtin_bswap128(1) >> 120) - 1;
#endif
#else
    puts("from a builtin");
#endif
    return r;
}

static TAMED async int of_one_compiler(int n)
{
    int safe = SAFE(n);
    four v = {1, 2, 3, n};

    if (SAFE(n) > 2)
        safe++;
#ifdef __clang__
    v = SHUFFLE(v);
#else
    v = (four){v[3], v[2], v[1], v[0]};
#endif
    return safe + await leaf(v[1]) + ADD_OVERFLOWS(INT32_MAX, await leaf(n));
}

/* What is asked about behind an await must be there, although nothing else reads it. */
static TAMED async int examined(int n)
{
    int size = sizeof(int);
    char text[8] = "text", *start = text;
    int known = __builtin_constant_p(size) != 2;

    known += await leaf(n);
    known += __builtin_constant_p(size) != 2;
    await leaf(2);
    return known + (__builtin_object_size(start, 0) != 1);
}

TAMED async int main(void)
{
    printf("%d\n", await examined(3));
    for (int n = 0; n < 4; n++)
        printf("%d %d\n", await of_the_library(n), await of_one_compiler(n));
    return 0;
}
