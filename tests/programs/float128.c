/* SPDX-License-Identifier: BSD-3-Clause */
/* Numbers of 128 bits, and complex ones of them, which each compiler spells in its own way. */
#include "leaves.h"

#ifdef __clang__
#define real128 __float128
#else
#define real128 _Float128
#endif
#define complex128 _Complex real128

typedef _Complex float by_mode __attribute__((mode(TC)));

static void twice(complex128 *x)
{
    *x *= 2;
}

static TAMED async complex128 sum(complex128 a, real128 b)
{
    return a + b + await leaf(1);
}

static TAMED async int kept(int n)
{
    complex128 a = n, array[2] = {1, 2}, *to = array;
    const complex128 constant = n + 1;
    real128 b = n;
    by_mode c = n;

    a += await leaf(1);
    b += await leaf(2);
    c += await leaf(3);
    twice(&array[1]);
    array[0] += await sum(a, b) + constant;
    twice(to);
    return (int)(__real__ a + b + __real__ c + __real__ array[0] + __real__ array[1]);
}

TAMED async int main(void)
{
    complex128 value = await sum(1, 2);

    printf("%d %d\n", (int)__real__ value, await kept(await leaf(5)));
    return 0;
}
