/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int run(void *address)
{
    struct local {
        int n;
    };
    TAMED async int (*pointer)(struct local) = (TAMED async int (*)(struct local))address;
    return await pointer((struct local){1});
}
