/* SPDX-License-Identifier: BSD-3-Clause */
#include "calls_other.h"

static TAMED async int twice(int n) /* a function of the same name is in the other file */
{
    return await leaf(n) + await leaf(n);
}

TAMED async int other_thrice(int n)
{
    return await twice(n) + n;
}

TAMED async int other_sum(struct pair pair)
{
    pair.first += await leaf(1);
    return (int)(pair.first + pair.second);
}

int other_calls_back(int (*function)(int), int n)
{
    return function(n);
}
