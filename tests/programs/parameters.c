/* SPDX-License-Identifier: BSD-3-Clause */
/* Parameters that cannot be assigned: their types have const members. And a va_list. */
#include <stdarg.h>

#include "leaves.h"

union number {
    const int whole;
    unsigned bits;
};

struct record {
    int first;
    const int second;
    const volatile int rest[2];
};

static TAMED async int through(const union number *number)
{
    await pause_maybe();
    return number->whole;
}

static TAMED async struct record make(int first)
{
    struct record record = {first, first + 1, {first, first}};

    await pause_maybe();
    return record;
}

static TAMED async int sum(union number pinned, union number saved, struct record record)
{
    union number local = {5};
    struct record other = await make(4);

    printf("%d\n", await through(&pinned));
    printf("%d\n", await through(&local));
    return saved.whole + record.second + record.rest[1] + other.second + (await make(7)).second;
}

static TAMED async int last_below(int limit, va_list arguments)
{
    int value;

    do
        value = va_arg(arguments, int);
    while (value > limit);
    return value;
}

static int first_below(int limit, ...)
{
    va_list arguments;
    int value;

    va_start(arguments, limit);
    value = last_below(limit, arguments);
    va_end(arguments);
    return value;
}

TAMED async int main(void)
{
    union number number = {3};

    printf("%d\n", await sum(number, number, await make(10)));
    printf("%d\n", first_below(10, 12, 11, 3));
    return 0;
}
