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

/* What is told of the place of a point: its file, and its line, or 0. */
static inline const char *tmr_point_file(const tamer_point *at)
{
    return at->line && tmr_point_is_own(at) ? "libtamer" : at->file;
}

static inline unsigned tmr_point_line(const tamer_point *at)
{
    return tmr_point_is_own(at) ? 0 : (unsigned)at->line;
}

#endif
