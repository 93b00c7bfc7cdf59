/* SPDX-License-Identifier: BSD-3-Clause */
#include "callee.h"

TAMED async long tamed_callee(long i)
{
    if (i < 0)
        await tamed_wait();
    return i ^ 5;
}

TAMED async void tamed_wait(void)
{
    await tamer_yield();
}
