/* SPDX-License-Identifier: BSD-3-Clause */
/*
 *     bench ROW WAY N         does it n times: to be counted
 *     bench time ROUNDS       prints "ROW WAY NANOSECONDS" for each: CPU time of one operation, the
 * minimum of so many interleaved rounds bench memory            prints "memory tamed BYTES" of a
 * task that sleeps behind two awaits bench timers ROUNDS     prints the times of the timer wheel
 * and of one of the same kind
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench.h"
#include "hand.h"
#include "parts.h"

static const struct way {
    const char *name;
    const struct bench_row *rows;
} ways[] = {{"plain", plain_rows}, {"hand", hand_rows}, {"tamed", tamed_rows}};

enum { WAYS = 3, MAX_ROWS = 24 };

static volatile long sink;

static const struct bench_row *find(const struct bench_row *rows, const char *name)
{
    while (rows->name && strcmp(rows->name, name) != 0)
        rows++;
    return rows->name ? rows : NULL;
}

static int count(const char *row_name, const char *way_name, long n)
{
    for (int w = 0; w < WAYS; w++) {
        const struct bench_row *row = find(ways[w].rows, row_name);

        if (strcmp(ways[w].name, way_name) == 0 && row) {
            sink = row->run(n);
            return 0;
        }
    }
    return 2;
}

double bench_cpu_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

/* fib is called with its argument, and counted by calls. */
static long argument(const char *name, long n)
{
    return strncmp(name, "fib", 3) == 0 ? 22 : n;
}

static double operations(const char *name, long n)
{
    if (strncmp(name, "fib", 3) == 0)
        return 57313; /* calls of fib(22) */
    return (double)(n / BENCH_CROWD * BENCH_CROWD);
}

static long length_of(const char *name)
{
    return strstr(name, "through-100") ? 4000 : strstr(name, "through-10") ? 20000 : 100000;
}

static double measure(const struct bench_row *row)
{
    long n = length_of(row->name);
    double start = bench_cpu_ns();

    sink = row->run(argument(row->name, n));
    return (bench_cpu_ns() - start) / operations(row->name, n);
}

static void times(int rounds)
{
    double best[WAYS][MAX_ROWS];

    for (int round = 0; round <= rounds; round++) /* the first one warms up */
        for (int r = 0; r < MAX_ROWS; r++)
            for (int w = 0; w < WAYS; w++) {
                double ns;

                for (int i = 0; i <= r; i++)
                    if (!ways[w].rows[i].name)
                        goto next;
                ns = measure(&ways[w].rows[r]);
                if (round <= 1 || ns < best[w][r])
                    best[w][r] = ns;
            next:;
            }
    for (int w = 0; w < WAYS; w++)
        for (int r = 0; r < MAX_ROWS && ways[w].rows[r].name; r++)
            printf("%s %s %.2f\n", ways[w].rows[r].name, ways[w].name, best[w][r]);
}

int main(int argc, char **argv)
{
    tm_loop.ring = malloc(TM_RING * sizeof *tm_loop.ring);
    if (!tm_loop.ring)
        return 1;
    if (argc == 3 && strcmp(argv[1], "time") == 0)
        times(atoi(argv[2]));
    else if (argc == 3 && strcmp(argv[1], "timers") == 0)
        bench_timers(atoi(argv[2]));
    else if (argc == 2 && strcmp(argv[1], "memory") == 0)
        bench_memory();
    else if (argc == 4)
        return count(argv[1], argv[2], atol(argv[3]));
    else
        return fprintf(stderr, "usage: bench ROW WAY N | time ROUNDS | timers ROUNDS | memory\n"),
               2;
    return 0;
}
