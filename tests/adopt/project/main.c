/* SPDX-License-Identifier: BSD-3-Clause */
#include <stdio.h>

#include "table.h"

static int increment(int value)
{
    return value + 1;
}

static void report(const char *what, ...)
{
    printf("%s %d\n", what, table_sum());
}

int main(void)
{
    int values[] = {4, 1, 3};

    table_sort(values, 3);
    printf("%d %d %d\n", values[0], values[1], values[2]);
    printf("%d of %d\n", table_first(), table_entries());
    for (int i = 0; i < 2; i++)
        printf("%d\n", table_apply(i ? increment : table_sources[i].sample, i));
    printf("%d\n", table_apply(increment, 1));
    report("sum");
    return 0;
}
