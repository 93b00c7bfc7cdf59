/* SPDX-License-Identifier: BSD-3-Clause */
/* Never translated: includes the annotated header, links, and blocks. */
#include <stdio.h>
#include <time.h>

#include "order.h"

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

int main(void)
{
    double start = seconds();
    unsigned total = order_total(3);

    printf("total: %u\n", total);
    if (seconds() - start < 0.15) {
        printf("three waits of 50 ms took %.3f s\n", seconds() - start);
        return 1;
    }
    return 0;
}
