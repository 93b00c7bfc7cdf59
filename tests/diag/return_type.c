/* SPDX-License-Identifier: BSD-3-Clause */
/* flags: -Wall */
#include <tamer/tamer.h>

TAMED async int get(int n);

TAMED async int sometimes(int n)
{
    if (await get(n) > 0)
        return n;
}

TAMED async int raises(int n)
{
    if (await get(n) > 0)
        return n;
    tamer_raise(5, "no");
}

TAMED async int endless(int n)
{
    for (;;)
        await get(n);
}

TAMED async double in_scope(int n)
{
    tamer_defer {
        await get(1);
    }
    switch (n) {
    case 1:
        return 2.0;
    default:
        break;
    }
}

/* Only the first of these returns always. */
TAMED async int last_scope(int n)
{
    TAMER_SCOPE(scope)
    {
        return await get(n);
    }
}

TAMED async int last_scope_left(int n)
{
    TAMER_SCOPE(scope)
    {
        if (n == 3)
            break;
        return await get(n);
    }
}

TAMED async int last_scope_ends(int n)
{
    TAMER_SCOPE(scope)
    {
        while (await get(n))
            if (n == 3)
                return await get(n);
    }
}

TAMED async void nothing(int n)
{
    await get(n);
}
