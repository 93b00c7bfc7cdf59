/* SPDX-License-Identifier: BSD-3-Clause */
#include "parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tamer/tamer.h>

enum { TASKS = 1000000 };

static long resident_kb(void)
{
    char line[128];
    long kb = 0;
    FILE *status = fopen("/proc/self/status", "r");

    while (status && fgets(line, sizeof line, status))
        if (strncmp(line, "VmRSS:", 6) == 0)
            kb = atol(line + 6);
    if (status)
        fclose(status);
    return kb;
}

static TAMED async void inner(double seconds)
{
    await tamer_sleep(seconds);
    await tamer_yield();
}

static TAMED async void sleeper(double seconds)
{
    await inner(seconds);
    await tamer_yield();
}

static TAMED async void wait_a_turn(void)
{
    await tamer_yield();
    await tamer_yield();
}

void bench_memory(void)
{
    long before, after;

    wait_a_turn();
    before = resident_kb();
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        for (int i = 0; i < TASKS; i++)
            sleeper_scoped(scope, 1000 + i % 1000);
        wait_a_turn(); /* all have started, all sleep */
        after = resident_kb();
        printf("memory tamed %.0f\n", (double)(after - before) * 1024 / TASKS);
    }
}
