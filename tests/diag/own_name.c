/* SPDX-License-Identifier: BSD-3-Clause */
/* Variables with names like those that are made. */
#include <tamer/tamer.h>

TAMED async int fetch(int size);

TAMED async int run(int tamer_in, int size)
{
    int tamer_count = await fetch(size);
    for (int tamer_t1 = 0; tamer_t1 < tamer_in; tamer_t1++)
        tamer_count += size + await fetch(tamer_t1);
    return tamer_count;
}

int plain(int tamer_in)
{
    int tamer_t1 = tamer_in;
    return tamer_t1;
}
