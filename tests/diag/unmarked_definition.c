/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int fetch(int size);
async int step(int size);

int fetch(int size)
{
    return size;
}

int step(int size)
{
    return size;
}
