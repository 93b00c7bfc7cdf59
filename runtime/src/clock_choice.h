/* SPDX-License-Identifier: BSD-3-Clause */
/* The clock that the process has chosen, as loops see it. */
#ifndef TMR_CLOCK_CHOICE_H
#define TMR_CLOCK_CHOICE_H

#include <stdatomic.h>

struct tmr_loop;

/* How often a clock has been chosen. */
extern atomic_uint tmr_clock_choices __attribute__((visibility("hidden")));

/* Gives the loop the clock that was chosen last. What waits keeps what was left of its time. */
void tmr_clock_adopt(struct tmr_loop *loop);

/* Reads TAMER_CLOCK; once, before the first loop. */
void tmr_clock_init(void);

#endif
