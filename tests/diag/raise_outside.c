/* SPDX-License-Identifier: BSD-3-Clause */
#include <errno.h>

#include <tamer/tamer.h>

static void fail(const char *why)
{
    tamer_raise(EPROTO, "bad: %s", why);
}

int checked(int value)
{
    return tamer_check(value);
}

void cleaned(void)
{
    tamer_defer
    {
        fail("late");
    }
}
