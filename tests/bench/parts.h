/* SPDX-License-Identifier: BSD-3-Clause */
/* The measurements that are no rows of bench.h. */
#ifndef TESTS_BENCH_PARTS_H
#define TESTS_BENCH_PARTS_H

/* CPU time of this thread, in ns. */
double bench_cpu_ns(void);

/* Prints "memory tamed BYTES": per task, of a million that sleep behind two awaits. */
void bench_memory(void);

/* Prints "timers-insert runtime NS", "… hand NS", and so on for fire and rearm: a million timers; a
 * hundred thousand. */
void bench_timers(int rounds);

#endif
