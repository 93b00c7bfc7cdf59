/* SPDX-License-Identifier: BSD-3-Clause */
/* Mistakes that a compiler finds late, when it has copied the body: run.sh wants them once. */
#include <stdio.h>
#include <string.h>
#include <tamer/tamer.h>
TAMED async int f(int n, const char *s)
{
    char small[4];
    int maybe;
    int list[3] = {1, 2, 3};
    if (n > 3)
        maybe = n;
    await tamer_yield();
    await tamer_yield();
    sprintf(small, "%s-%d", s, 100000);
    puts(small);
    return maybe + list[n > 5 ? 3 : 4];
}
