/* SPDX-License-Identifier: BSD-3-Clause */
/* Nothing in this file is translated. */
#include <tamer/tamer.h>

int f(int n);
int f(int n)
{
    if (n)
        goto in;
    TAMER_SCOPE(scope, .on_error = TAMER_WAIT)
    {
    in:
        tamer_cancel(scope);
    }
    return 0;
}

int old();
int old(n)
int n;
{
    if (n)
        goto in;
    TAMER_SCOPE(scope)
    {
    in:
        tamer_cancel(scope);
    }
    return 0;
}

int nameless(int n, int[++n])
{
    TAMER_SCOPE(scope, .exit = TAMER_IGNORE)
        n++;
    return n;
}
