/* SPDX-License-Identifier: BSD-3-Clause */
#include <stdio.h>
#include "header.h"

static TAMED async int here(int n)
{
    return await from_header(n) + TWICE(1);
}

int main(void)
{
    printf("%d %d\n", here(1), from_header(2));
    return 0;
}
