/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * TAMER_COUNT=1: when a thread's loop ends, what it still holds is counted, named and, if there is
 * any, ends the process with TMR_COUNT_STATUS. Blocks are found through the pools and need no
 * counting while the program runs; errors are the C library's blocks, of any thread, and are
 * counted.
 */
#ifndef TMR_COUNT_H
#define TMR_COUNT_H

#include <stdbool.h>

struct tmr_loop;

enum { TMR_COUNT_STATUS = 70 };

/* Set before the first loop is made; never changed. */
extern bool tmr_counting __attribute__((visibility("hidden")));

/* Reads the environment. */
void tmr_count_init(void);

/* An error was made (1) or freed (-1), while tmr_counting. Any thread. */
void tmr_count_error(int change);

/* The loop ends, everything that it keeps for itself has been freed. With it the process: errors
 * are looked at too. Returns if nothing is left. */
void tmr_count_report(struct tmr_loop *loop, bool with_process);

#endif
