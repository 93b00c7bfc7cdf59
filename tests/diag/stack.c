/* SPDX-License-Identifier: BSD-3-Clause */
#include <alloca.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <tamer/tamer.h>

static jmp_buf out;

TAMED async int grow(int size)
{
    char *bytes = alloca((size_t)size);
    bytes[0] = 1;
    await tamer_yield();
    return bytes[0];
}

TAMED async int guarded(int size)
{
    if (setjmp(out) != 0)
        return 1;
    await tamer_yield();
    longjmp(out, size);
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
