/* SPDX-License-Identifier: BSD-3-Clause */
#include <stdio.h>
#include <tamer/tamer.h>

static TAMED async int leaf(int n)
??<
    int list??(2??) = ??< n, 2 ??>;

    await tamer_yield();
    return list??(0??) ??! list??(1??);
??>

int main(void)
{
    printf("%d ??/n\n", leaf(1));
    return 0;
}
