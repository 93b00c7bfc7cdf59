/* SPDX-License-Identifier: BSD-3-Clause */
/* One function called in the three ways: what every build system must be able to build from an
 * installed tree. */
#include <stdio.h>
#include <tamer/tamer.h>

TAMED async static int twice(int n);

TAMED async static int twice(int n)
{
    await tamer_sleep(0.01);
    return 2 * n;
}

TAMED async static int sum_of_twice(int a, int b)
{
    return await twice(a) + await twice(b);
}

int main(void)
{
    printf("sync: %d\n", twice(1));
    printf("awaited: %d\n", sum_of_twice(1, 2));

    TAMER_SCOPE(scope) {
        twice_delayed *a = twice_scoped(scope, 3);
        twice_delayed *b = twice_scoped(scope, 4);
        printf("scoped: %d\n", twice_get(a) + twice_get(b));
    }
    return 0;
}
