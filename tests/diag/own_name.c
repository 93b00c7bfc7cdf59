/* SPDX-License-Identifier: BSD-3-Clause */
/* Variables that would hide what the translation calls. */
#include <tamer/tamer.h>

TAMED async int fetch(int size);

TAMED async int run(int tamer_pending, int size)
{
    int tamer_count = await fetch(size);
    for (int tamer_t1 = 0; tamer_t1 < tamer_pending; tamer_t1++)
        tamer_count += size + await fetch(tamer_t1);
    return tamer_count;
}

TAMED async int step(int tamer_in)
{
    static int tamer_frame_over;
    int tamer_now = await fetch(tamer_in);
    return tamer_now + tamer_frame_over;
}

int plain(int tamer_unwind)
{
    int tamer_step = tamer_unwind;
    return tamer_step;
}
