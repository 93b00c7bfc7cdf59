/* SPDX-License-Identifier: BSD-3-Clause */
/* Near misses: none of this is refused. */
#include <alloca.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <tamer/tamer.h>

struct pair {
    int first, second;
};

TAMED async struct pair fetch(int size);
typedef TAMED async int (*handler)(int);

TAMED async int no_suspension(int size)
{
    int numbers[size];
    char *bytes = alloca((size_t)size);
    memset(numbers, 0, sizeof numbers);
    bytes[0] = 1;
    return numbers[0] + bytes[0];
}

TAMED async int ended_before(int size)
{
    {
        int numbers[size];
        numbers[0] = 1;
        size += numbers[0];
    }
    await tamer_yield();
    {
        int numbers[size];
        numbers[0] = 2;
        size += numbers[0];
    }
    return size;
}

TAMED async int operands(handler next, int size)
{
    int n = (await fetch(size)).first + await next(size) + await (next)(size);
    n += (int)sizeof(await next(n)) + (int)sizeof(fetch(n));
    return n + tamer_blocking(next(n)) + __extension__({ n + 1; });
}

static int plain(handler next)
{
    __extension__ __extension__ struct pair pair = {next(1), 2};
    return __extension__ __extension__({ pair.first; });
}

int main(void)
{
    return plain(no_suspension) == 0;
}
