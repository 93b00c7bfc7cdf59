/* SPDX-License-Identifier: BSD-3-Clause */
/* One error, although fetch_get is a tamed function. */
#include <tamer/tamer.h>

static int fetch_get(int n)
{
    return n;
}

TAMED async int fetch(int size)
{
    return fetch_get(size);
}
