/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int get(int n);

/* golden */
TAMED async int scopes(int n)
{
    int r = 0;

    TAMER_SCOPE(scope, .timeout = 2) {
        get_delayed *a = get_scoped(scope, n);
        get_scoped(scope, n + 1);
        if (n < 0)
            return -1;
        r = await get_get(a);
    }
    return r;
}
