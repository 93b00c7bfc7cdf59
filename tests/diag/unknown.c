/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int fetch(int size);

TAMED async int mixed(int size)
{
    int sum = __builtin_speculation_safe_value(size) + await fetch(size);
    __auto_type kept = __builtin_speculation_safe_value(size);
    sum += ({
        await fetch(2);
        __builtin_speculation_safe_value(size);
    });
    return sum + kept;
}

/* All of this is allowed. */
TAMED async int apart(int size)
{
    int safe = __builtin_speculation_safe_value(size);
    if (__builtin_speculation_safe_value(size) > 2)
        safe += await fetch(size);
    return __builtin_speculation_safe_value(safe);
}
