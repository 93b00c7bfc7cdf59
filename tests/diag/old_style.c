/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int add(a, b)
int a, b;
{
    return a + b;
}
