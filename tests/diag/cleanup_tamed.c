/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async void release(int *value);

TAMED async int run(int size)
{
    __attribute__((cleanup(release))) int value = size;
    int other __attribute__((unused, cleanup(release))) = value;
    await tamer_sleep(0.1);
    return value;
}
