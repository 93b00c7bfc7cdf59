/* SPDX-License-Identifier: BSD-3-Clause */
/* Three ways to call one function: sync, in order; scoped, in plain and in tamed code, by delay;
 * awaited where results are wanted. */
#include <stdio.h>

#include <tamer/tamer.h>

static TAMED async void slow_echo(const char *way, double delay)
{
    await tamer_sleep(delay);
    printf("%s: delay %.1f\n", way, delay);
}

/* Awaiting suspends this function only; what it scheduled goes on. */
static TAMED async void awaited(void)
{
    TAMER_SCOPE(scope) {
        slow_echo_delayed *first = slow_echo_scoped(scope, "awaited", 0.3);
        slow_echo_delayed *third = slow_echo_scoped(scope, "awaited", 0.2);

        await slow_echo("awaited", 0.1);
        await slow_echo_get(first);
        await slow_echo_get(third);
    }
}

int main(void)
{
    slow_echo("sync", 0.3);
    slow_echo("sync", 0.1);
    slow_echo("sync", 0.2);

    TAMER_SCOPE(scope) {
        slow_echo_scoped(scope, "scoped", 0.3);
        slow_echo_scoped(scope, "scoped", 0.1);
        slow_echo_scoped(scope, "scoped", 0.2);
    }

    awaited();
    return 0;
}
