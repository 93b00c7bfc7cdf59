/* SPDX-License-Identifier: BSD-3-Clause */
/* Never translated: loops over a generator and uses a manager, and blocks. */
#include "given.h"
#include "given.tamer.h"

extern int printf(const char *format, ...);
extern int puts(const char *text);

int main(void)
{
    TAMER_EACH(i, given, 3, 9) {
        if (i == 5)
            break;
        printf("%d\n", i);
    }
    TAMER_WITH(text, lent)
        puts(text);
    return 0;
}
