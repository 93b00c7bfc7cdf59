/* SPDX-License-Identifier: BSD-3-Clause */
/* A parameter without a byte has no value that could be written. */
#include "leaves.h"

struct nothing {
    char bytes[0];
};

TAMED async int beside(struct nothing nothing, int value)
{
    (void)nothing;
    value += await leaf(1);
    value += await leaf(2);
    return value + await leaf(3);
}

int main(void)
{
    static struct nothing nothing;

    printf("%d\n", beside(nothing, 4));
    return 0;
}
