/* SPDX-License-Identifier: BSD-3-Clause */
/* Pragmas wherever the compilers let them stand. */
#include "leaves.h"

#define QUIET(e)                                                                                   \
    _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wunused-value\"") e;         \
    _Pragma("GCC diagnostic pop")

_Pragma("GCC diagnostic push") static TAMED async int first(int n)
{
#pragma GCC diagnostic ignored "-Wunused-variable"
    int unused;

    QUIET(n + 1)
    n += await leaf(1);
    QUIET(await leaf(n))
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdangling-else"
    if (n)
        if (await leaf(n) > 2)
            n++;
        else
            n--;
#pragma GCC diagnostic pop
    return n;
}
_Pragma("GCC diagnostic pop")

static TAMED async int statements(int n)
{
    if (await leaf(n))
#pragma GCC diagnostic push
        n++;
#pragma GCC diagnostic pop
    switch (n) {
#pragma GCC diagnostic push
    case 1:
#pragma GCC diagnostic pop
        n = await leaf(5);
        break;
    default:
#pragma GCC diagnostic push
        n = await leaf(6);
#pragma GCC diagnostic pop
    }
again:
#pragma GCC diagnostic push
    n += await leaf(1);
#pragma GCC diagnostic pop
#pragma GCC diagnostic push
    if (n == 7)
        goto again;
#pragma GCC diagnostic pop
    for (int i = 0; i < 2; i++)
#pragma GCC diagnostic push
        n += await leaf(i);
#pragma GCC diagnostic pop
    return n;
#pragma GCC diagnostic push
#pragma GCC diagnostic pop
}

/* Hints about the loop behind them, whatever becomes of that. */
static TAMED async int loops(int n)
{
    int sum = 0, k = n;

#pragma GCC unroll 4
    for (int i = 0; i < n; i++)
        sum += i;
#pragma GCC unroll 2
    for (int i = 0; i < n; i++)
        sum += await leaf(i);
#pragma GCC unroll 2
    for (int i = await leaf(0); i < n; i++)
        sum += await leaf(i);
#ifndef __clang__
#pragma GCC ivdep
#endif
    while (k > 0)
        sum += k--;
#ifdef __clang__
#pragma clang loop vectorize(disable)
#else
#pragma GCC ivdep
#endif
    do
        sum += k;
    while (await leaf(k++) < n);
    if (n > 2)
#pragma GCC unroll 2
        while (await leaf(n) > 0)
            sum += n--;
    return sum;
}

/* Where clang alone lets them stand. */
static TAMED async int inside(int n)
{
#ifdef __clang__
#define IN_EXPRESSION _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic pop")
#pragma STDC FP_CONTRACT OFF
#else
#define IN_EXPRESSION
#endif
    int a = n + IN_EXPRESSION await leaf(n) IN_EXPRESSION * 2;
    int b[] = {IN_EXPRESSION await leaf(1), IN_EXPRESSION 2};

    if (await leaf(n) > 2)
        IN_EXPRESSION a++;
    IN_EXPRESSION else IN_EXPRESSION a--;
    do
        IN_EXPRESSION n++;
    IN_EXPRESSION while (await leaf(n) % 3);
    a += await leaf(IN_EXPRESSION a IN_EXPRESSION);
    return a + b[IN_EXPRESSION 0] + b[1] + n;
}

TAMED async int main(void)
{
    for (int n = 0; n < 5; n++)
        printf("%d %d %d %d\n", await first(n), await statements(n), await loops(n),
               await inside(n));
    return 0;
}
