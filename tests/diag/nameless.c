/* SPDX-License-Identifier: BSD-3-Clause */
/* Parameters without a name, whose bounds are evaluated. */
#include <tamer/tamer.h>

TAMED async int fetch(int size);
int count(void);

TAMED async int stepped(int size, int[++size])
{
    return await fetch(size);
}

TAMED async int called(int size, int (*)[count()])
{
    return await fetch(size);
}

TAMED async int fine(int size, int[size + 1], int[static sizeof(size)], int(int[size]))
{
    return await fetch(size);
}

TAMED async int named(int size, int rows[++size])
{
    return await fetch(size + rows[0]);
}
