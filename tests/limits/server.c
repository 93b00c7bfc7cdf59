/* SPDX-License-Identifier: BSD-3-Clause */
/* A scope that runs for ever keeps nothing of the tasks that have finished, where nobody keeps
 * their results. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tamer/tamer.h>

enum { REQUESTS = 300000 };

static long served;

static TAMED async long request(long n)
{
    await tamer_yield();
    served++;
    return n;
}

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

static TAMED async void serve(tamer_scope *scope, long count)
{
    for (long i = 0; i < count; i++) {
        request_scoped(scope, i);
        request_scoped_into(scope, NULL, i);
        await tamer_yield();
    }
}

int main(void)
{
    TAMER_SCOPE(scope) {
        long before;

        serve(scope, REQUESTS / 10);
        before = resident_kb();
        serve(scope, REQUESTS);
        printf("grew %s, pending %s\n", resident_kb() - before < 1024 ? "little" : "much",
               tamer_scope_pending(scope) < 10 ? "few" : "many");
    }
    printf("served %ld\n", served);
    return 0;
}
