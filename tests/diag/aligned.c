/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

struct line {
    _Alignas(64) char bytes[64];
};

TAMED async int run(int size)
{
    _Alignas(64) char buffer[64] = {0};
    _Alignas(16) char small[16] = {0};
    struct line line = {{0}};
    await tamer_yield();
    return buffer[0] + small[0] + line.bytes[size];
}
