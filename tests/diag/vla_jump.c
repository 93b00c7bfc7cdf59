/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int fetch(int size);

TAMED async int run(int size)
{
    void *to = size > 3 ? &&out : &&more;
    {
        int across[size];
        across[0] = await fetch(size);
        if (size == 5)
            goto out;
        if (size-- > across[0])
            goto *to;
    }
more:
    size++;
out:
    return size;
}
