/* SPDX-License-Identifier: BSD-3-Clause */
/* Too much code for many copies of it: two serve for all. */
#include <tamer/tamer.h>

TAMED async int get(int n);

/* golden */
struct totals {
    long sum, product, count;
};

TAMED async struct totals add_up(const int *values, int count, int limit)
{
    struct totals totals = {0, 1, 0};

    tamer_defer {
        totals.count = 0;
    }
    for (int i = 0; i < count; i++) {
        if (values[i] < 0 && await get(values[i]) < 0)
            continue;
        if (values[i] > limit && limit > 0) {
            int over = await get(values[i] - limit);
            if (over > 0)
                totals.sum -= over;
            else if (over < 0)
                totals.sum += over;
            else
                break;
        }
        switch (values[i] % 4) {
        case 0:
            totals.sum += await get(values[i]);
            break;
        case 1:
            totals.product *= values[i] + 1;
            break;
        case 2:
            totals.product += totals.sum * 2 - values[i] / 3;
            break;
        default:
            totals.sum = totals.sum > totals.product ? totals.product : totals.sum;
            break;
        }
        totals.count += totals.sum > 0 && totals.product > 0 && (totals.sum ^ totals.product) > 0;
        for (int k = 0; k < limit && k < values[i]; k++)
            totals.product = totals.product % 1000 + k * totals.sum;
    }
    if (totals.sum > 1000 || totals.product > 1000)
        totals.sum = totals.product = 1000;
    return totals;
}
