/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int run(int size)
{
    int sum = 0;
#pragma omp parallel for
    for (int i = 0; i < size; i++) {
        sum += i;
        await tamer_yield();
    }
#pragma omp barrier
    await tamer_yield();
    return sum;
}
