/* SPDX-License-Identifier: BSD-3-Clause */
#include "channel.h"

#include <stdio.h>

TAMED async int channel_receive(int number, char *buffer, size_t size)
{
    await tamer_sleep(0.05);
    return snprintf(buffer, size, "order %d", number);
}
