/* SPDX-License-Identifier: BSD-3-Clause */
/* Names that differ only by the underscore at their ends: what is made for one is not what is made
 * for the other. */
#include <stdio.h>

#include "leaves.h"

TAMED async int get(int x);
TAMED async int get_(int x);
TAMED async int get__(int x);

TAMED async int get(int x)
{
    return await leaf(x) + 1;
}

TAMED async int get_(int x)
{
    return await get(x) * 2;
}

TAMED async int get__(int x)
{
    return await get_(x) - await get(x);
}

static TAMED async int _step(int x)
{
    return await get__(x) + 100;
}

static TAMED async int _step_(int x)
{
    return await _step(x) + 1000;
}

int main(void)
{
    printf("%d %d %d %d %d\n", get(1), get_(2), get__(3), _step(4), _step_(5));
    return 0;
}
