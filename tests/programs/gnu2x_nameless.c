/* SPDX-License-Identifier: BSD-3-Clause */
/* flags: -std=gnu2x */
/* Parameters without a name, whose bounds are evaluated all the same: once, and from left to right.
 */
#include "leaves.h"

static int counted;

static int count(int by)
{
    printf("count %d\n", by);
    counted += by;
    return counted;
}

static TAMED async int stepped(int size, int[++size])
{
    return await leaf(size);
}

static TAMED async int called(int size, int (*)[count(1)], int b[size++][count(2) + size],
                              int (*[size++])[++size], int[static 1][count(4)])
{
    int first = await leaf(size);

    return first + await leaf((int)sizeof *b) + counted;
}

static TAMED async int pointed(int size, int (*(*)[size += 2])[count(8)], int (*)(int[count(16)]))
{
    return await leaf(size);
}

static TAMED async int harmless(int size, int[size + 1], int[static sizeof(size)], int(int[size]))
{
    return await leaf(size);
}

TAMED async int main(void)
{
    int row[9] = {0}, rows[8][8] = {{0}};

    printf("%d\n", await stepped(3, row) + tamer_blocking(stepped(4, row)));
    printf("%d\n", await called(2, 0, 0, 0, rows));
    printf("%d\n", await pointed(5, 0, 0));
    printf("%d\n", await harmless(7, row, row, 0));
    printf("%d\n", counted);
    return 0;
}
