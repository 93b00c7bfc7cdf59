/* SPDX-License-Identifier: BSD-3-Clause */
/* SIGINT, for the loop that asks for it. */
#ifndef TMR_INTERRUPT_H
#define TMR_INTERRUPT_H

#include <stdatomic.h>
#include <stdbool.h>

struct tmr_loop;

/* A signal has come that no loop has seen yet. */
extern atomic_bool tmr_interrupt_noted __attribute__((visibility("hidden")));

/* Cancels everything of the loop, if it is the one that the signal is for. */
void tmr_interrupt_take(struct tmr_loop *loop);

/* The loop takes no interrupts any more. Nothing, if it did not. */
void tmr_interrupt_end(struct tmr_loop *loop);

#endif
