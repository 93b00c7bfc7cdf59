/* SPDX-License-Identifier: BSD-3-Clause */
/* A mistake of types in a tamed body, behind an await. */
#include <tamer/tamer.h>

struct point {
    int x, y;
};

TAMED async int broken(struct point point)
{
    await tamer_yield();
    point.x = point.z; /* mark: wrong */
    return point.x;
}
