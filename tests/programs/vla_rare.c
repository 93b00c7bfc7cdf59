/* SPDX-License-Identifier: BSD-3-Clause */
/* flags: -std=gnu2x */
/* Types that depend on values, in rarer places, and as C23 has them. */
#include "leaves.h"
#include <string.h>
static TAMED async int a(int n)
{
    int sum = ({
        int v[n];
        v[0] = await leaf(n);
        await pause_maybe();
        v[0] + (int)sizeof v;
    });
    switch (n) {
    case 3:;
        long w[n], (*p)[n] = &w;
        w[1] = await leaf(5);
        sum += (int)(*p)[1];
        if (sum > 2) {
            int z[2][n];
            z[1][2] = await leaf(1);
            sum += z[1][2];
            break;
        }
        sum = 0;
    }
    for (;;) {
        char t[n];
        t[0] = (char)await leaf(1);
        if (t[0])
            break;
    }
    int e[n] = {};
    await pause_maybe();
    sum += e[n - 1];
    auto q = &e;
    await pause_maybe();
    return sum + (int)sizeof *q + (*q)[1];
}
static TAMED async int b(int n, char (*m)[n][n + 1])
{
    typedef char(*ref)[n][n + 1];
    ref r = m;
    volatile char(*vr)[n + 1] = *m;
    char(*tab[2])[n][n + 1] = {m, r};
    await pause_maybe();
    int k = (*tab[await leaf(1)])[1][2] + vr[1][2];
    while (await leaf(n--) > 2) {
        short s[n + 1];
        s[n] = (short)await leaf(k);
        k += s[n];
        continue;
    }
    return k + (int)sizeof **r + (int)sizeof(*(ref)0) + (int)sizeof tab;
}
int main(void)
{
    char cells[3][4];
    memset(cells, 7, sizeof cells);
    printf("%d %d\n", a(3), b(3, &cells));
    return 0;
}
