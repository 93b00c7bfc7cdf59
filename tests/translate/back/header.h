/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef HEADER_H
#define HEADER_H
#include <tamer/tamer.h>

#define TWICE(x) ((x) + (x))

static inline TAMED async int from_header(int n)
{
    await tamer_yield();
    return TWICE(n);
}
#endif
