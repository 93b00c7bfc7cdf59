/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int run(int size)
{
    int inner(int value)
    {
        return value + size;
    }
    await tamer_yield();
    return inner(size);
}
