/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int get(int n);

/* golden */
TAMED async void done(int n);

TAMED async int defers(int n)
{
    tamer_defer {
        await done(n);
    }
    for (int i = 0; i < n; i++) {
        tamer_defer {
            tamer_blocking(done(i));
        }
        if (await get(i))
            return i;
    }
    return n;
}
