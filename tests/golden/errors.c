/* SPDX-License-Identifier: BSD-3-Clause */
#include <stddef.h>
#include <tamer/tamer.h>

TAMED async int get(int n);

/* golden */
TAMED async int errors(int n)
{
    tamer_error *error = NULL;
    int r = 0;

    if (tamer_catch(&error, r = await get(n)))
        tamer_raise(tamer_error_code(error), "no %d", n);
    return tamer_check(r);
}
