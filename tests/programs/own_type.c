/* SPDX-License-Identifier: BSD-3-Clause */
/* Declarations that define the type whose value awaits. */
#include "leaves.h"

TAMED async int own_size_of(void)
{
    struct s {
        int a, b;
    } s = {await leaf((int)sizeof(struct s)), 2};

    return s.a + s.b;
}

TAMED async int own_constant(void)
{
    enum { FEW = 3, MANY = 30 } few = await leaf(FEW);
    struct {
        int values[4];
    } nameless = {{await leaf(1), await leaf(few), await leaf(MANY)}}, other = nameless;

    other.values[0] += await leaf(100);
    return nameless.values[2] + other.values[0] + (int)few;
}

TAMED async int own_expression(void)
{
    struct pair_of {
        int first, second;
    } pair = __extension__({
        struct pair_of made = {await leaf(2), await leaf(3)};
        made;
    }),
      *pointer = &pair;

    return pointer->first * 10 + pair.second;
}

TAMED async int own_loop(void)
{
    int sum = 0;

    for (struct counter { int at, step; } counter = {await leaf((int)sizeof(struct counter)), 1};
         counter.at > 0; counter.at -= await leaf(counter.step))
        sum += counter.at;
    return sum;
}

int main(void)
{
    printf("%d %d %d %d\n", own_size_of(), own_constant(), own_expression(), own_loop());
    return 0;
}
