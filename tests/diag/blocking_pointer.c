/* SPDX-License-Identifier: BSD-3-Clause */
/* Calls that block because the pointer has no mark. */
#include <tamer/tamer.h>

TAMED async int fetch(int size);
int plain(int size);

typedef int (*handler)(int);
static int (*hook)(int) = fetch;
static handler other = &fetch;
static int (*harmless)(int) = plain;
static TAMED async int (*marked)(int) = fetch;

TAMED async int run(int n, int (*given)(int))
{
    int (*local)(int) = &fetch;
    int (*chosen)(int) = plain;
    int (*unknown)(int) = given;
    int sum = hook(1) + other(2) + (*local)(3) + chosen(4);
    sum += harmless(5) + await marked(6) + given(7) + unknown(8);
    sum += tamer_blocking(hook(9));
    if (n > 2)
        chosen = fetch;
    return sum;
}
