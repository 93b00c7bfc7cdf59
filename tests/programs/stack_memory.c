/* SPDX-License-Identifier: BSD-3-Clause */
/* Memory of the C stack and lists of arguments, where no suspension can follow their use. */
#define _GNU_SOURCE
#include <alloca.h>
#include <stdarg.h>
#include <string.h>

#include "leaves.h"

static TAMED async int behind(int n)
{
    int size = await leaf(n) + 8;
    char *bytes = alloca((size_t)size);

    memset(bytes, n, (size_t)size);
    return bytes[size - 1] + (int)strlen(strdupa("twelve bytes"));
}

static TAMED async int on_another_way(int n)
{
    if (n % 2) {
        char *text = strdupa("a copy");

        text[0] = 'A';
        return text[0] + n;
    }
    return await leaf(n);
}

static TAMED async int plain(int n)
{
    int *numbers = __builtin_alloca(sizeof(int) * 4);

    numbers[n % 4] = n;
    return numbers[n % 4];
}

static TAMED async int sum_first(int n, va_list list)
{
    va_list copy;
    int sum = 0;

    va_copy(copy, list);
    for (int i = 0; i < n; i++)
        sum += va_arg(copy, int);
    va_end(copy);
    sum += va_arg(list, int);
    await pause_maybe();
    return await leaf(sum);
}

static TAMED async int through_pointer(int n, va_list *list)
{
    int first = va_arg(*list, int);

    return await leaf(first + n);
}

static int sum_of(int n, ...)
{
    va_list list, again;
    int sum;

    va_start(list, n);
    va_copy(again, list);
    sum = sum_first(n, list) + through_pointer(n, &again);
    va_end(again);
    va_end(list);
    return sum;
}

TAMED async int main(void)
{
    for (int n = 0; n < 4; n++) {
        printf("%d %d", await behind(n), await on_another_way(n));
        printf(" %d %d\n", await plain(n), sum_of(3, 4, 5 + n, 6));
    }
    return 0;
}
