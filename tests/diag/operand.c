/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

struct pair {
    int first, second[2];
};

TAMED async struct pair fetch(int size);
TAMED async int twice(int size);

TAMED async int run(int size)
{
    int n = await fetch(size).first + await fetch(size).second[1];
    n += await await twice(n);
    n += await tamer_blocking(twice(n));
    return n + (await fetch(n)).first;
}
