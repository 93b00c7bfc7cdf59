/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

async int declared(int value);

static async int coroutine(int value)
{
    await tamer_yield();
    return value;
}

static TAMED async int tamed(int value)
{
    return await coroutine(value) + await declared(value);
}

int plain(int value)
{
    if (tamed(value))
        return coroutine(value) + declared(1);
    return 0;
}

unsigned long size(void)
{
    return sizeof(coroutine(1));
}

struct table {
    int (*coroutine)(int value);
};

int others(struct table *table, int (*declared)(int value))
{
    return table->coroutine(1) + declared(2);
}
