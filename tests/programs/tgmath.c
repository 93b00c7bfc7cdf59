/* SPDX-License-Identifier: BSD-3-Clause */
/* flags: -fno-builtin */
/* Functions chosen by the types of their arguments. */
#include <tgmath.h>

#include "leaves.h"

#define SIZE_AFTER(e) ((int)sizeof(e))

static TAMED async double real(double x, float y, long double z, int i)
{
    double sum = sqrt(x) + (double)pow(y, z) + sin(i) + ldexp(x, i) + (double)fma(x, y, z);
    int exponent;

    sum += fabs(await leaf_double(x)) + atan2(x, await leaf(i) + 1);
    sum += frexp(x, &exponent) + exponent + (double)nexttoward(x, z) + (double)lrint(y) + ilogb(x);
    sum += remquo(x, y, &exponent) + fmax(y, (float)await leaf(i));
    __auto_type kept = sqrt(y) + fabs((float)await leaf(2));

    await pause_maybe();
    return sum + kept + SIZE_AFTER(kept) * 100 + SIZE_AFTER(sqrt(y)) * 10000 +
           SIZE_AFTER(pow(y, z)) * 1000;
}

static TAMED async double parts(_Complex double c, int i)
{
    _Complex double d = conj(c) * await leaf(i) + sqrt(c);

    await pause_maybe();
    return creal(d) + cimag(d) + fabs(d) + carg(c) + creal(pow(c, i));
}

TAMED async int main(void)
{
    for (int n = 1; n < 4; n++)
        printf("%.6f %.6f\n", await real(n + 0.5, n + 0.25f, n + 0.125L, n),
               await parts(n + 2.0i, n));
    return 0;
}
