/* SPDX-License-Identifier: BSD-3-Clause */
/* flags: -Wframe-size=100 -Wno-frame-size */
#include <tamer/tamer.h>

TAMED async int get(int n);
void fill(char *buffer);

TAMED async int large(int n)
{
    char buffer[10000];
    fill(buffer);
    return await get(n) + buffer[0];
}
