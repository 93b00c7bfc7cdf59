/* SPDX-License-Identifier: BSD-3-Clause */
/* What a debugger is tried on: run.sh looks for the marks. */
#include <stdio.h>

#include <tamer/tamer.h>

/* Keeps a line's code where it stands. */
static volatile int steps;

TAMED async static int twice(int n)
{
    int result = 2 * n;

    steps += result; /* mark: before */
    await tamer_sleep(0.001);
    steps += result; /* mark: after */
    return result + steps;
}

int main(int argc, char **argv)
{
    (void)argv;
    printf("%d\n", twice(20 * argc));
    return 0;
}
