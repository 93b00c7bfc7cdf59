/* SPDX-License-Identifier: BSD-3-Clause */
#include "callee.h"

long plain_callee(long i)
{
    if (i < 0)
        plain_wait();
    return i ^ 5;
}

void plain_wait(void)
{
    abort();
}
