/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int fetch(int size);

TAMED async int run(int size)
{
    int sum = 0;
    {
        int before[size];
        before[0] = 1;
        sum += before[0];
    }
    int across[size];
    int(*pointer)[size] = &across;
    sum += await fetch(sum);
    return sum + (*pointer)[0];
}

TAMED async int matrix(int rows, int columns, int cells[rows][columns])
{
    return cells[0][0] + await fetch(rows);
}
