/* SPDX-License-Identifier: BSD-3-Clause */
#include <alloca.h>
#include <stdarg.h>
#include <stdio.h>

#include <tamer/tamer.h>

TAMED async int grow(int size)
{
    char *bytes = alloca((size_t)size);
    bytes[0] = 1;
    await tamer_yield();
    return bytes[0];
}

TAMED async int print(const char *format, va_list arguments)
{
    va_list copy;
    va_copy(copy, arguments);
    await tamer_yield();
    int n = vprintf(format, copy);
    va_end(copy);
    return n;
}

TAMED async int in_loop(int size)
{
    int sum = 0;
    while (size-- > 0) {
        int *bytes = __builtin_alloca(8);
        sum += bytes[0];
        if (sum > 3)
            continue;
        sum++;
        await tamer_yield();
    }
    return sum;
}

TAMED async int late(int n, va_list arguments)
{
    await tamer_yield();
    return n + va_arg(arguments, int);
}

/* All of this is allowed. */
TAMED async int fine(int size, va_list arguments)
{
    va_list copy;
    va_copy(copy, arguments);
    int n = vprintf("%d", copy);
    va_end(copy);
    await tamer_yield();
    char *bytes = alloca((size_t)size);
    bytes[0] = 1;
    return bytes[0] + n;
}
