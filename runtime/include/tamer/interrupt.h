/* SPDX-License-Identifier: BSD-3-Clause */
/* Interrupt signals. */
#ifndef TAMER_INTERRUPT_H
#define TAMER_INTERRUPT_H

#include <tamer/abi.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * true: the first SIGINT from now on cancels everything of the calling thread, as tamer_cancel on a
 * scope around it would: its scopes and tasks unwind, shielded ones when the shield is left, and
 * tamed calls in its plain code return at once with a zero value. The signal is then at its default
 * action, so that a second one ends the process. It makes no difference which thread of the process
 * the signal reaches, and whether SIGINT was ignored before.
 *
 * true once more: nothing counts as cancelled from then on but the scopes that are still open, and
 * the next SIGINT is again the first. false: the same, and SIGINT does what it did before.
 *
 * 0; -EBUSY: another thread has asked for interrupts; -ENOMEM and other -errno.
 */
TAMER_API int tamer_interrupts(tamer_bool on);

/* Whether a SIGINT has cancelled everything of this thread. */
TAMER_API tamer_bool tamer_interrupted(void);

#ifdef __cplusplus
}
#endif

#endif
