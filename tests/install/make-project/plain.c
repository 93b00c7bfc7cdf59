/* SPDX-License-Identifier: BSD-3-Clause */
/* Never translated: includes the annotated header, links, and blocks. */
#include <stdio.h>

#include "order.h"

int main(void)
{
    double start = tamer_now();
    unsigned total = order_total(3);

    printf("total: %u\n", total);
    if (tamer_now() - start < 0.1499) {
        printf("three waits of 50 ms took %.3f s\n", tamer_now() - start);
        return 1;
    }
    return 0;
}
