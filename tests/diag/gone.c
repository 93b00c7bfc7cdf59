/* SPDX-License-Identifier: BSD-3-Clause */
/* Results that are asked for when their scope has been left. */
#include <stddef.h>

#include <tamer/tamer.h>

TAMED async int fetch(int size);

int plain(int n);
int plain(int n)
{
    fetch_delayed *kept, *many[3];
    TAMER_SCOPE(scope)
        kept = fetch_scoped(scope, n);
    n += fetch_get(kept);
    {
        TAMER_SCOPE(scope)
        {
            for (int i = 0; i < 3; i++)
                many[i] = fetch_scoped(scope, i);
        }
    }
    for (int i = 0; i < 3; i++)
        n += *fetch_value(many[i]);
    return n;
}

TAMED async int tamed(int n)
{
    fetch_delayed *kept = NULL, *other = NULL;
    TAMER_SCOPE(scope)
    {
        kept = fetch_scoped(scope, n);
        other = (fetch_delayed *)fetch_scoped(scope, n);
    }
    if (other && tamer_delayed_state(&other->base) == TAMER_DONE)
        n++;
    return await fetch_get(kept);
}

/* What is right, or may be. */
TAMED async int silent(int n, fetch_delayed **out)
{
    fetch_delayed *inside, *again, *cleared = NULL, *filled = NULL, *either = NULL, slot;
    TAMER_SCOPE(scope)
    {
        inside = fetch_scoped(scope, n);
        n += await fetch_get(inside);
        again = fetch_scoped(scope, n);
        cleared = fetch_scoped(scope, n);
        cleared = NULL;
        filled = fetch_scoped(scope, n);
        *out = filled;
        filled = *out;
        fetch_scoped_into(scope, &slot, n);
    }
    n += await fetch_get(&slot) + (inside != NULL);
    TAMER_SCOPE(scope)
    {
        again = fetch_scoped(scope, n);
        n += await fetch_get(again);
    }
    if (n > 5) {
        TAMER_SCOPE(scope)
            either = fetch_scoped(scope, n);
    } else {
        n += await fetch_get(either);
    }
    switch (n) {
    case 1:
        TAMER_SCOPE(scope)
            either = fetch_scoped(scope, n);
        break;
    case 2:
        n += await fetch_get(either);
    }
    if (cleared)
        n += await fetch_get(cleared);
    if (filled)
        n += await fetch_get(filled);
    return n;
}

/* Which one is asked depends on the way. */
TAMED async int by_ways(int n)
{
    TAMER_SCOPE(outer)
    {
        fetch_delayed *either = fetch_scoped(outer, n), *next;
        TAMER_SCOPE(inner)
        {
            if (n > 1) {
                either = fetch_scoped(inner, n);
                return await fetch_get(either);
            }
        }
        n += await fetch_get(either);
        TAMER_SCOPE(inner)
        {
            next = fetch_scoped(inner, n);
            n += await fetch_get(next);
        }
        for (int i = 0; i < 3; i++, n += await fetch_get(next))
            next = fetch_scoped(outer, i);
    }
    return n;
}
