/* SPDX-License-Identifier: BSD-3-Clause */
#include "quoted.h"
#include <stdio.h>
#include <tamer/tamer.h>

TAMED async int one(void)
{
    await tamer_yield();
    return HERE;
}

int main(void)
{
    printf("%d\n", one());
    return 0;
}
