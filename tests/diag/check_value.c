/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int run(const char *text, double ratio)
{
    tamer_check(text);
    tamer_check(ratio);
    return tamer_check(1);
}
