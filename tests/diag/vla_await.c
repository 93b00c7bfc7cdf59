/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int fetch(int size);

TAMED async int run(int size)
{
    int bound[await fetch(5)];
    bound[0] = (int)sizeof(char[size]);
    return bound[0] + (int)sizeof(int[await fetch(2)]);
}

TAMED async int deduce(int size)
{
    __typeof__(int[size + await fetch(5)]) bound;
    bound[0] = 1;
    return bound[0];
}
