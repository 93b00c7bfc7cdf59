/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int computed(int which)
{
    static void *const labels[] = {&&first, &&second};
    goto *labels[which];
first:
    await tamer_yield();
second:
    return which;
}

TAMED async int assembled(int which)
{
    await tamer_yield();
    __asm__ goto("" : : : : out);
    return which;
out:
    return 0;
}
