/* SPDX-License-Identifier: BSD-3-Clause */
#include <stdlib.h>

#include <tamer/tamer.h>

static int plain(int value)
{
    return value;
}

TAMED async int run(int value)
{
    int n = await plain(value);
    n += await abs(n);
    return n + await value;
}

TAMED async int undeclared(int value)
{
    return await from_elsewhere(value) + await tamer_channel_send(0, &value);
}
