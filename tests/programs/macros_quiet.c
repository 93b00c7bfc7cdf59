/* SPDX-License-Identifier: BSD-3-Clause */
/* What compilers warn of where it is written, but not where a macro makes it. */
#include "leaves.h"

#define EQUAL(a, b) ((a) == (b))
#define ITSELF(x) ((x) = (x))
#define IS_NUMBER(x) ((x) == (x))
#define ENABLED(x) ((x) && 4)
#define MASKED(x) (((x) & 4) == 3)

/* Of these, gcc warns in macros, too. */
#ifdef __clang__
#define EITHER(a, b) ((a) && (b) || (b) && !(a))
#define NOT_BELOW(x) ((x) >= 0)
#else
#define EITHER(a, b) (((a) && (b)) || ((b) && !(a)))
#define NOT_BELOW(x) ((x) + 1 > 0)
#endif

static TAMED async int waits(int n, unsigned u)
{
    int sum = await leaf(n);
    if (EQUAL(n, 3))
        sum++;
    if (EQUAL(await leaf(n), 2))
        sum += 2;
    ITSELF(sum);
    if (IS_NUMBER(sum) && IS_NUMBER(u))
        sum += 4;
    if (EITHER(n, sum))
        sum += await leaf(8);
    if (ENABLED(n))
        sum += 16;
    if (MASKED(n))
        sum += 32;
    return sum + NOT_BELOW(u);
}

static int plain(int n, unsigned u)
{
    if (EQUAL(n, 3))
        n += 2;
    ITSELF(n);
    if (IS_NUMBER(n) && EITHER(n, (int)u) && ENABLED(n) && !MASKED(n))
        n++;
    return n + NOT_BELOW(u);
}

TAMED async int main(void)
{
    for (int i = 0; i < 5; i++)
        printf("%d %d\n", await waits(i, 1), plain(i, 2));
    return 0;
}
