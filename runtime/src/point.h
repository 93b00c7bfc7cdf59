/* SPDX-License-Identifier: BSD-3-Clause */
/* Places that users need not hear of: those of the library itself. */
#ifndef TMR_POINT_H
#define TMR_POINT_H

#include <stdbool.h>
#include <string.h>

#include <tamer/abi.h>

/* Written by hand, they have no line; of runtime/tamed, the file stands below "libtamer/". */
static inline bool tmr_point_is_own(const tamer_point *at)
{
    return at->line == 0 || strncmp(at->file, "libtamer/", sizeof "libtamer/" - 1) == 0;
}

#endif
