/* SPDX-License-Identifier: BSD-3-Clause */
/* What coverage is counted of: nothing here suspends. */
#include <stdio.h>

#include <tamer/tamer.h>

static TAMED async int leaf(int n)
{
    if (n < 0)
        await tamer_sleep(1);
    return n + 1;
}

static TAMED async int loops(int n)
{
    int sum = 0;

    for (int i = 0; i < n; i++) {
        if (i % 2 == 0)
            sum += await leaf(i);
        else
            sum -= i;
    }
    while (sum > 100)
        sum = sum / 2;
    switch (sum) {
    case 0:
        sum = 1;
        break;
    default:
        sum += await leaf(1);
        break;
    }
    if (sum == 12345)
        return await leaf(0);
    return sum;
}

static int plain(int n)
{
    return n * 2;
}

int main(void)
{
    int total = 0;

    for (int i = 0; i < 10; i++)
        total += loops(i) + plain(i);
    printf("%d\n", total);
    return 0;
}
