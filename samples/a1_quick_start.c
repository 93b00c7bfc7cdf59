/* SPDX-License-Identifier: BSD-3-Clause */
/* One function: called, it blocks; in a scope, it runs beside the others. */
#include <stdio.h>

#include <tamer/tamer.h>

static TAMED async void slow_echo(const char *message, double delay)
{
    await tamer_sleep(delay);
    puts(message);
}

int main(void)
{
    slow_echo("sync, delay .3", 0.3);

    TAMER_SCOPE(scope) {
        slow_echo_scoped(scope, "scoped, delay .2", 0.2);
        slow_echo_scoped(scope, "scoped, delay .1", 0.1);
    } /* leaves when both have finished */
    return 0;
}
