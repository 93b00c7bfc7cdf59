/* SPDX-License-Identifier: BSD-3-Clause */
#include <stdio.h>

#include <tamer/tamer.h>

TAMED async void where(int size)
{
    printf("%p\n", __builtin_return_address(0));
    await tamer_yield();
    printf("%p %d\n", __builtin_frame_address(0), size);
}

TAMED async int forward(int n)
{
    __builtin_return(__builtin_apply((void (*)(void))where, __builtin_apply_args(), 64));
    return n;
}
