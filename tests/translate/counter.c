/* SPDX-License-Identifier: BSD-3-Clause */
/* __COUNTER__ goes on as if nothing had been translated. */
#include <stdio.h>

#include <tamer/tamer.h>

#define UNIQUE_(name, number) name##number
#define UNIQUE_OF(name, number) UNIQUE_(name, number)
#define UNIQUE(name) UNIQUE_OF(name, __COUNTER__)
#define TWICE(a) (a), (a)

static int UNIQUE(first) = __COUNTER__;

static TAMED async int leaf(int n)
{
    int UNIQUE(unused_) = 0;

    (void)unused_2;
    await tamer_yield();
    return n + __COUNTER__;
}

#include "counted.h"

static TAMED async int none(int n)
{
    return await leaf(n);
}

static TAMED async int many(int n)
{
    int list[] = {TWICE(__COUNTER__), __COUNTER__};

    return list[0] + 10 * list[1] + 100 * list[2] + 1000 * await leaf(n);
}

int main(void)
{
    printf("%d %d %d\n", first0, from_header, __COUNTER__);
    printf("%d %d %d\n", none(1), many(2), __COUNTER__);
    return 0;
}
