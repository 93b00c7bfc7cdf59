/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int fetch(int size);

TAMED async int run(int size)
{
    int (*(*make)(void))[size] = 0;
    await fetch(size);
    return make == 0;
}

