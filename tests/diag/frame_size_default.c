/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int get(int n);
void fill(char *buffer);

/* The limit that nobody has to name. */
TAMED async int large(int n)
{
    char page[4096], pages[8192];
    fill(page);
    fill(pages);
    return await get(n) + page[0] + pages[0];
}

TAMED async int fits(int n)
{
    char page[4096];
    fill(page);
    return await get(n) + page[0];
}
