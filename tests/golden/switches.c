/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int get(int n);

/* golden */
TAMED async int switches(int n)
{
    int r = 0;

    switch (await get(n)) {
    case 0:
        r = 1;
        /* fall through */
    case 1:
        r += await get(r);
        break;
    default:
        return await get(r);
    }
    return r;
}
