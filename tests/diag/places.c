/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int fetch(int size);

TAMED async int run(int size)
{
    int n = size;
    n += _Generic(size, int: await fetch(3), default: 0);
    __asm__ volatile("" : : "r"(await fetch(4)));
    int bound[await fetch(5)];
    return n + bound[0] + (int)sizeof(await fetch(6));
}
