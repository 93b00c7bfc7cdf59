/* SPDX-License-Identifier: BSD-3-Clause */
/* A million tasks that sleep stay under 200 MB, and their memory is given back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tamer/tamer.h>

enum { TASKS = 1000000, LIMIT_MB = 200 };

static int asleep, awake;

static TAMED async void inner(double seconds)
{
    asleep++;
    await tamer_sleep(seconds);
    awake++;
}

static TAMED async void sleeper(double seconds)
{
    await inner(seconds);
}

static long status_mb(const char *field)
{
    char line[128];
    long kb = -1;
    FILE *status = fopen("/proc/self/status", "r");

    while (status && fgets(line, sizeof line, status))
        if (strncmp(line, field, strlen(field)) == 0)
            kb = atol(line + strlen(field) + 1);
    if (status)
        fclose(status);
    return kb / 1024;
}

static void report(const char *field, long limit)
{
    long mb = status_mb(field);

    if (mb >= 0 && mb < limit)
        printf("%s under %ld MB\n", field, limit);
    else
        printf("%s is %ld MB: not under %ld\n", field, mb, limit);
}

int main(void)
{
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        for (int i = 0; i < TASKS; i++)
            sleeper_scoped(scope, 1000 + i % 777);
        while (asleep < TASKS)
            tamer_yield();
        report("VmHWM", LIMIT_MB);
    }
    TAMER_SCOPE(scope) {
        for (int i = 0; i < TASKS; i++)
            sleeper_scoped(scope, 0.001 * (i % 100));
    }
    printf("asleep %d, awake %d\n", asleep, awake);
    for (int i = 0; i < 5000; i++) /* an idle loop looks for memory to give back now and then */
        tamer_sleep(0.01);
    report("VmHWM", LIMIT_MB);
    report("VmRSS", 50);
    return 0;
}
