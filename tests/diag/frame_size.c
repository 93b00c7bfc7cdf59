/* SPDX-License-Identifier: BSD-3-Clause */
/* flags: -Wframe-size=1000 */
#include <tamer/tamer.h>

TAMED async int get(int n);
void fill(char *buffer);

TAMED async int small(int n)
{
    char buffer[900];
    fill(buffer);
    return await get(n) + buffer[0];
}

TAMED async int large(int n)
{
    char first[1024], second[600];
    int count = n;
    fill(first);
    fill(second);
    count += await get(n);
    return count + first[0] + second[1];
}

/* In turn, not at once. */
TAMED async int shared(int n)
{
    {
        char first[700];
        fill(first);
        n += await get(first[0]);
        n += first[1];
    }
    {
        char second[700];
        fill(second);
        n += await get(second[0]);
        n += second[1];
    }
    return n;
}

struct message {
    char text[2000];
};

TAMED async int by_value(struct message message)
{
    return await get(1) + message.text[0];
}

/* Nothing is kept: there is no await behind the buffer. */
TAMED async int before(int n)
{
    int r = await get(n);
    char buffer[2000];
    fill(buffer);
    return r + buffer[0];
}
