/* SPDX-License-Identifier: BSD-3-Clause */
/* With TAMER_NO_KEYWORDS a program may use the short words for itself. */
#define TAMER_NO_KEYWORDS
#include <tamer/tamer.h>

TAMED tamer_async int add(int async, int await);

TAMED tamer_async int add(int async, int await)
{
    tamer_await tamer_yield();
    return async + await;
}
