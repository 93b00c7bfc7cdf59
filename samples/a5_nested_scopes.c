/* SPDX-License-Identifier: BSD-3-Clause */
/* Scopes nest. The inner one waits for its own tasks only; those of the outer one go on meanwhile.
 * The same text serves in a plain function, where leaving a scope blocks, and in a tamed one, where
 * it suspends. */
#include <stdio.h>

#include <tamer/tamer.h>

static TAMED async void slow_echo(const char *message, double delay)
{
    await tamer_sleep(delay);
    printf("  %s\n", message);
}

static void plain(void)
{
    TAMER_SCOPE(outer) {
        slow_echo_scoped(outer, "outer 1.5", 0.15);
        slow_echo_scoped(outer, "outer 1", 0.10);
        TAMER_SCOPE(inner) {
            slow_echo_scoped(inner, "inner 2", 0.20);
            slow_echo_scoped(inner, "inner 1", 0.10);
        }
        slow_echo_scoped(outer, "outer .5", 0.05); /* once the inner scope is done */
    }
}

static TAMED async void tamed(void)
{
    TAMER_SCOPE(outer) {
        slow_echo_scoped(outer, "outer 1.5", 0.15);
        slow_echo_scoped(outer, "outer 1", 0.10);
        TAMER_SCOPE(inner) {
            slow_echo_scoped(inner, "inner 2", 0.20);
            slow_echo_scoped(inner, "inner 1", 0.10);
        }
        slow_echo_scoped(outer, "outer .5", 0.05);
    }
}

int main(void)
{
    puts("plain:");
    plain();
    puts("tamed:");
    tamed();
    return 0;
}
