/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int get(int n);

/* golden */
TAMED async int shadows(int x)
{
    int y = x;

    {
        int x = await get(y);
        y += x;
        {
            int x = y * 10;
            await get(1);
            y += x;
        }
        y += x;
    }
    return x + y;
}
