/* SPDX-License-Identifier: BSD-3-Clause */
#include <stdio.h>

#include "order.h"

int main(void)
{
    struct order order = order_fetch(7);

    printf("order %d: %d bytes, sum %u\n", order.number, order.length, order.sum);
    printf("total: %u\n", order_total(3));
    return 0;
}
