/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int fetch(int size);

TAMED async int run(int size)
{
    int n = size;
    n += _Generic(size, int: await fetch(3), default: 0);
    __asm__ volatile("" : : "r"(await fetch(4)));
    n += (int)sizeof(n + await fetch(5));
    return n + (int)sizeof(await fetch(6));
}
