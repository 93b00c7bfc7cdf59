/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int by_goto(int size)
{
    goto inside;
    TAMER_SCOPE(scope)
    {
    inside:
        size++;
    }
    return size;
}

TAMED async int by_switch(int size)
{
    switch (size) {
        TAMER_SCOPE(scope)
        {
        case 1:
            size++;
            break;
        default:
            size--;
        }
    }
    return size;
}
