/* SPDX-License-Identifier: BSD-3-Clause */
/* What never waits is awaited. */
#include <tamer/tamer.h>

TAMED async int fetch(int size);

TAMED async int run(void)
{
    fetch_delayed slot;
    TAMER_SCOPE(scope)
    {
        int n = await fetch_scoped(scope, 1);
        await fetch_scoped_into(scope, &slot, n);
        await fetch_value(&slot);
        await tamer_cancel(scope);
    }
    return await fetch_get(&slot);
}
