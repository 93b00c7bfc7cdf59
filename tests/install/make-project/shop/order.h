/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef ORDER_H
#define ORDER_H

#include <tamer/tamer.h>

struct order {
    int number;
    int length;
    unsigned sum;
};

/* Fetches one order. */
TAMED async struct order order_fetch(int number);

/* Fetches the orders 1 to count one by one and returns the sum of their sums. */
TAMED async unsigned order_total(int count);

#endif
