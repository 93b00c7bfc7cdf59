/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

void release(int value);

TAMED async int past(int size)
{
    if (size > 3)
        goto behind;
    tamer_defer
    {
        release(size);
    }
    size++;
behind:
    switch (size) {
    case 1:
        size = 0;
        tamer_defer
        {
            release(1);
        }
        /* fallthrough */
    case 2:
        size++;
    }
    return size;
}

TAMED async int out(int size)
{
    for (;;) {
        tamer_defer
        {
            release(size);
            if (size == 1)
                break;
            if (size == 2)
                continue;
            if (size == 3)
                goto end;
            for (;;)
                break;
            return 4;
        }
        size++;
    }
end:
    return size;
}

TAMED async int misplaced(int size)
{
    if (size)
        tamer_defer
        {
            release(size);
        }
    return size;
}

/* All of this is allowed. */
TAMED async int fine(int size)
{
again:;
    tamer_defer
    {
        int rounds = 3;
    round:
        if (--rounds > 0)
            goto round;
        release(rounds);
    }
    TAMER_SCOPE(scope)
    {
        if (size == 1)
            break;
        if (size == 2)
            goto again;
        if (size == 3)
            return 3;
    }
    return size;
}
