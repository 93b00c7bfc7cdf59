/* SPDX-License-Identifier: BSD-3-Clause */
#include "order.h"

#include "channel.h"
#include "message.h"

TAMED async struct order order_fetch(int number)
{
    char text[32];
    struct order order = {.number = number};

    order.length = await channel_receive(number, text, sizeof text);
    order.sum = checksum(text);
    return order;
}

TAMED async unsigned order_total(int count)
{
    unsigned total = 0;

    for (int i = 1; i <= count; i++)
        total += (await order_fetch(i)).sum;
    return total;
}
