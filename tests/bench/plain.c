/* SPDX-License-Identifier: BSD-3-Clause */
/* Plain C: what the calls alone cost. */
#include "bench.h"
#include "callee.h"

static long inlinable(long i)
{
    if (i < 0)
        plain_wait();
    return i ^ 5;
}

static long sync_inlinable(long n)
{
    long sum = 0;

    for (long i = 0; i < n; i++)
        sum += inlinable(i);
    return sum;
}

static long sync_call(long n)
{
    long sum = 0;

    for (long i = 0; i < n; i++)
        sum += plain_callee(i);
    return sum;
}

/* One call is one call: not inlined into itself, and not turned into a loop. */
__attribute__((noinline)) static long fib(long n)
{
    long first, second;

    if (n < 2)
        return n;
    first = fib(n - 1);
    second = fib(n - 2);
    __asm__("" : "+r"(second));
    return first + second;
}

/* As the compiler likes it. */
static long fib_inlined(long n)
{
    return n < 2 ? n : fib_inlined(n - 1) + fib_inlined(n - 2);
}

const struct bench_row plain_rows[] = {
    {"inlinable", sync_inlinable},
    {"noinline", sync_call},
    {"fib", fib},
    {"fib-inlined", fib_inlined},
    {NULL, NULL},
};
