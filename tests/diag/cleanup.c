/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async void release(int *value);
static void leave(int *value)
{
    *value = 0;
}

TAMED async int run(int size)
{
    __attribute__((cleanup(release))) int value = size;
    int other __attribute__((unused, cleanup(release))) = value;
    await tamer_sleep(0.1);
    return value;
}

/* Out of and into their scopes go only the jumps that C allows. */
TAMED async int jumps(int size)
{
    static const void *const table[] = {&&out, &&in};
    if (size == 1)
        goto in;
    {
        int value __attribute__((cleanup(leave))) = size;
        await tamer_sleep(0.1);
        goto *table[value];
    in:
        await tamer_sleep(0.1);
    }
out:
    switch (size) {
        int value __attribute__((cleanup(leave))) = size;
    case 1:
        await tamer_sleep(0.1);
    }
    return size;
}
