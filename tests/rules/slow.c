/* SPDX-License-Identifier: BSD-3-Clause */
/* Steps that hold the loop too long. How long they take is real, whatever the clock; a machine that
 * is busy may hold up others too, so only those of functions named busy count. */
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "turns.h"

static double real_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void spin(void)
{
    double end = real_now() + 0.01;

    while (real_now() < end)
        continue;
}

static TAMED async void busy_waiting(void)
{
    await tamer_yield();
    spin();
    await tamer_sleep(100);
}

static TAMED async void busy_callee(void)
{
    spin();
    await turns(1);
}

static TAMED async void busy_start(void)
{
    await busy_callee();
}

static TAMED async int busy_end(int n)
{
    await tamer_yield();
    spin();
    return n;
}

static TAMED async void busy_failing(void)
{
    await tamer_yield();
    spin();
    tamer_raise(EPROTO, "failed");
}

static int plain(void)
{
    return busy_end(1);
}

/* Both steps are slow: that of the call that blocks, and the one beneath which it runs. */
static TAMED async void busy_blocking(void)
{
    await tamer_yield();
    plain();
    await tamer_yield();
}

static void run(void)
{
    OWNED tamer_error *error = NULL;

    TAMER_SCOPE(scope, .on_error = TAMER_CONTINUE, .error = &error) {
        busy_waiting_scoped(scope);
        busy_start_scoped(scope);
        busy_end_scoped(scope, 1);
        busy_failing_scoped(scope);
        busy_blocking_scoped(scope);
    }
    report(&error);
    printf("  plain: %d\n", plain());
}

/* What was said of busy functions since, without the times. */
static void show(FILE *said)
{
    char line[1024];

    rewind(said);
    while (fgets(line, sizeof line, said)) {
        char *places = strstr(line, " s, from ");

        if (!places || !strstr(places, "from busy"))
            continue;
        printf("  %s", places + 4);
    }
    rewind(said);
    if (ftruncate(fileno(said), 0) < 0)
        puts("cannot truncate");
}

int main(void)
{
    FILE *said = tmpfile();

    if (!said || dup2(fileno(said), STDERR_FILENO) < 0 || setenv("TAMER_SLOW_STEP", "0.005", 1) < 0)
        return 1;
    tamer_clock_virtual(0);
    puts("asked for by the environment");
    run();
    show(said);
    puts("with more patience");
    tamer_slow_step(1000);
    run();
    show(said);
    puts("asked for by the program");
    tamer_slow_step(0.005);
    plain();
    show(said);
    puts("not any more");
    tamer_slow_step(0);
    run();
    show(said);
    fclose(said);
    return 0;
}
