/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int fetch(int size)
{
    return size;
}

TAMED async int run(int size)
{
    fetch_delayed outside;
    TAMER_SCOPE(scope)
    {
        fetch_delayed inside[2];
        fetch_scoped_into(scope, &outside, size);
        fetch_scoped_into(scope, &inside[1], size);
        fetch_scoped_into(scope, inside, size);
    }
    return await fetch_get(&outside);
}
