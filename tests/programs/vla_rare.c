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
static TAMED async int deduced(int n)
{
    int m[n][n] = {}, (*p)[n] = m;
    __auto_type q = p;
    __auto_type r = &m;
    __auto_type s = &p;
    __auto_type f = m[0];
    typeof(m) like;
    typeof(*p) row;
    typeof_unqual(p) uq = p;
    typeof(int[n]) two[2];
    typeof(typeof(m[0])[2]) deep;
    memset(like, 0, sizeof like);
    memset(row, 0, sizeof row);
    memset(two, 0, sizeof two);
    memset(deep, 0, sizeof deep);
    m[1][1] = 7;
    like[1][1] = 1;
    row[0] = 2;
    two[1][2] = 3;
    deep[1][0] = 4;
    const typeof(row) crow = {};
    await pause_maybe();
    (*s)++;
    await pause_maybe();
    return q[1][1] + (*r)[1][1] + (*p)[1] + f[0] + like[1][1] + row[0] + uq[1][1] + two[1][2] +
           deep[1][0] + (int)sizeof deep + crow[0] + (int)sizeof *q;
}
static TAMED async int unnamed(int n)
{
    struct {
        int x;
        double d;
    } un[n], (*pu)[n] = &un;
    __auto_type qu = pu;
    __auto_type pe = un;
    __auto_type el = &un[1];
    typeof(un[0]) one = {}, arr[n];
    typeof(un) same;
    un[1].x = 4;
    one.d = 1.5;
    arr[0] = one;
    same[2] = un[1];
    await pause_maybe();
    el->x++;
    await pause_maybe();
    return (*qu)[1].x + pe[1].x + (int)(arr[0].d * 2) + same[2].x + (int)sizeof same;
}

int main(void)
{
    char cells[3][4];
    memset(cells, 7, sizeof cells);
    printf("%d %d\n", a(3), b(3, &cells));
    printf("%d %d\n", deduced(3), unnamed(3));
    return 0;
}
