/* SPDX-License-Identifier: BSD-3-Clause */
/* A large function that never suspends: nothing is made to go on in it. */
#include <stdio.h>

#include <tamer/tamer.h>

#define TIMES_4(x) x x x x
#define TIMES_64(x) TIMES_4(TIMES_4(TIMES_4(x)))

static TAMED async int large(int n)
{
    TIMES_64(n = n * 3 + (n >> 2); n ^= n > 100 ? n / 7 : n + 1; n &= 0xffff;)
    return n;
}

int main(void)
{
    printf("%d\n", large(1) + large(2));
    return 0;
}
