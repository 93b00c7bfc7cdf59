/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

static async int coroutine(int value)
{
    await tamer_yield();
    return value;
}

TAMED async int tamed(int value)
{
    return tamer_blocking(coroutine(value)) + await coroutine(value);
}
