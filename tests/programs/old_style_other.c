/* SPDX-License-Identifier: BSD-3-Clause */
/* flags: -std=gnu89 */
#include "leaves.h"

#ifdef __clang__
#pragma clang diagnostic ignored "-Wunknown-warning-option"
#pragma clang diagnostic ignored "-Wdeprecated-non-prototype"
#endif

TAMED async int elsewhere(n, c, f)
int n;
char c;
float f;
{
    return await leaf(n) + c + (int)(f * 4);
}

TAMED async struct pair pair_elsewhere(first, second)
long first, second;
{
    return await leaf_pair(first, second);
}
