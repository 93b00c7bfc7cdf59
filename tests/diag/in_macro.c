/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int fetch(int size);

#define FETCH(size) fetch((size) + 1)
#define TWICE(call) (call) + (call)

TAMED async int run(int size)
{
    int n = FETCH(size);
    return n + TWICE(fetch(n));
}
