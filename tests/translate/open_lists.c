/* SPDX-License-Identifier: BSD-3-Clause */
/* What compilers warn of where prototypes and definitions differ, although they do not here. */
#include <stdio.h>

#include <tamer/tamer.h>

#ifdef __clang__
#pragma clang diagnostic ignored "-Wimplicit-function-declaration"
#else
#pragma GCC diagnostic ignored "-Wimplicit-function-declaration"
#endif

struct length {
    int items;
};

/* Bounds that may not be evaluated twice, and such that may. */
static TAMED async int bounds(int n, int counted[n++], const struct length *length,
                              int measured[length->items])
{
    await tamer_yield();
    return n + counted[0] + measured[1];
}

/* Called before it is declared; clang warns of an empty list in front of a prototype. */
static TAMED async int early(int n)
{
    return await later(n, 2.5);
}

TAMED async int later(int n, double factor)
{
    await tamer_yield();
    return (int)(n * factor);
}

int main(void)
{
    int values[] = {3, 4};
    struct length length = {2};

    printf("%d\n", bounds(2, values, &length, values));
    printf("%d\n", early(4));
    return 0;
}
