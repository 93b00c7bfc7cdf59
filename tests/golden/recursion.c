/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int get(int n);

/* golden */
static TAMED async int fib(int n)
{
    return n < 2 ? n : await fib(n - 1) + await fib(n - 2);
}

int plain(int n)
{
    return fib(n);
}
