/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

int plain(double seconds)
{
    await tamer_sleep(seconds);
    return 0;
}

static double now = 0;

int twice(void)
{
    if (now > 1)
        return await plain(2) + 1;
    return 0;
}
