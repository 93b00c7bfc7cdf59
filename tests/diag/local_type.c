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
    return sum;
}
