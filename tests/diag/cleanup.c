/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

static void release(int *value)
{
    *value = 0;
}

TAMED async int run(int size)
{
    {
        __attribute__((cleanup(release))) int before = size;
        size += before;
    }
    __attribute__((cleanup(release))) int value = size;
    await tamer_sleep(0.1);
    return value;
}
