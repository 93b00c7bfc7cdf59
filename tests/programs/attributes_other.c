/* SPDX-License-Identifier: BSD-3-Clause */
#include "attributes_other.h"

extern TAMED async int shared_header(int n);

TAMED async int other_header(int n)
{
    return await from_header(n) + await shared_header(n);
}

shared_pointer other_pointer(void)
{
    return shared_header;
}
