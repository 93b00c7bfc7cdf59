/* SPDX-License-Identifier: BSD-3-Clause */
/* Who holds the loop? Steps that take longer than 20 ms are told of on standard error, with the
 * await that each came from and the one that it went to. */
#include <stdio.h>
#include <time.h>

#include <tamer/tamer.h>

static double seconds_of_work(double seconds)
{
    clock_t end = clock() + (clock_t)(seconds * CLOCKS_PER_SEC);
    double sum = 0;

    while (clock() < end)
        sum += 1.0 / (sum + 1);
    return sum;
}

static TAMED async void polite(void)
{
    for (int i = 0; i < 10; i++) {
        seconds_of_work(0.003);
        await tamer_yield();
    }
}

static TAMED async void greedy(void)
{
    await tamer_yield();
    seconds_of_work(0.03); /* nobody else runs meanwhile */
    await tamer_sleep(0.001);
}

int main(void)
{
    tamer_slow_step(0.02);
    TAMER_SCOPE(scope) {
        polite_scoped(scope);
        greedy_scoped(scope);
    }
    puts("done");
    return 0;
}
