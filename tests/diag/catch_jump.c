/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int run(int size)
{
    tamer_error *error = NULL;
    if (tamer_catch(&error, ({ if (size) return 1; size++; })))
        return 2;
    return size;
}
