/* SPDX-License-Identifier: BSD-3-Clause */
/* flags: -Wframe-size=100 */
#include <tamer/tamer.h>

struct message {
    char text[100];
};

TAMED async int get(const struct message *message);
TAMED async struct message made(int n);

TAMED async int literal(int n)
{
    return await get(&(struct message){"text"}) + n;
}

/* What an expression keeps has no name either. */
TAMED async int value(int n)
{
    return (await made(n)).text[0] + await get(0);
}
