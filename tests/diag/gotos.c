/* SPDX-License-Identifier: BSD-3-Clause */
#include <stdio.h>

#include <tamer/tamer.h>

TAMED async int out_of_scope(int which)
{
    void *where = which ? &&here : &&out;
    TAMER_SCOPE(scope) {
        (void)scope;
        goto *where;
    here:
        which++;
    }
out:
    return which;
}

TAMED async int past_defer(int which)
{
    void *where = &&behind;
    goto *where;
    tamer_defer {
        puts("left");
    }
behind:
    await tamer_yield();
    return which;
}

TAMED async int assembled(int which)
{
    {
        tamer_defer {
            puts("left");
        }
        __asm__ goto("" : : : : out);
        await tamer_yield();
    }
out:
    return which;
}

TAMED async int inside(int which)
{
    tamer_defer {
        puts("left");
    }
    static const void *const labels[] = {&&first, &&second};
    goto *labels[which];
first:
    await tamer_yield();
    __asm__ goto("" : : : : second);
second:
    return which;
}
