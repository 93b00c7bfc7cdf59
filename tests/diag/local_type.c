/* SPDX-License-Identifier: BSD-3-Clause */
/* Types that an expression defines itself cannot be said a second time. */
#include <tamer/tamer.h>

TAMED async int fetch(int n);

TAMED async int run(int n)
{
    int *in = (struct { int a[2]; }[]){{{n}}}[0].a;
    int sum = await fetch(n) + *in;
    sum += (&(struct inner { int a; }){await fetch(2)})->a;
    sum += ({ struct { int a; } v = {await fetch(3)}; v; }).a;
    int array[n][n], (**rows)[n] = &(int(*[])[n]){array}[0];
    sum += await fetch(4) + (*rows)[0][0];
    return sum;
}
