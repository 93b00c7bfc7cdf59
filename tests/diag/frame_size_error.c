/* SPDX-License-Identifier: BSD-3-Clause */
/* flags: -Werror=frame-size=100 */
#include <tamer/tamer.h>

TAMED async int get(int n);
void fill(char *buffer);

TAMED async int large(int n)
{
    char buffer[100];
    fill(buffer);
    return await get(n) + buffer[0];
}
