/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int get(int n);

/* golden */
void fill(char *, int);

TAMED async int pinned(int size)
{
    char text[16];
    int count = size, *address = &count, local;

    fill(text, size);
    await get(*address);
    local = text[0];
    return local + count;
}
