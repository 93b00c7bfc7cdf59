/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int get(int n);

/* golden */
struct wide {
    long a, b, c;
};

TAMED async struct wide make(long a);

TAMED async long wide(long a)
{
    struct wide w = await make(a), v = {w.a, await get(2), a};

    return w.c + v.b + (await make(1)).a;
}
