/* SPDX-License-Identifier: BSD-3-Clause */
/* What a longjmp past calls that have blocked needs to know: which frames they hold. Only threads
 * that have set a mark keep it. */
#ifndef TMR_JUMP_H
#define TMR_JUMP_H

#include "loop.h"

/* A call that has blocked, and turns the loop; from tamer_frame_new. */
struct tmr_turns {
    struct tmr_turns *outer;
    tamer_frame *running;   /* tmr_loop.running beneath */
    const tamer_frame *end; /* where the chain of frames above it ends; not to be read */
};

/* Whether this thread has set a mark. From then on its loop notes the frame that it runs. */
extern __thread bool tmr_jump_marked
    __attribute__((visibility("hidden"), tls_model("initial-exec")));

/* Around the turns of a call that blocks. begin: NULL if nobody has set a mark. */
struct tmr_turns *tmr_jump_turns_begin(const struct tmr_blocked *blocked);
void tmr_jump_turns_end(struct tmr_turns *turns);

#endif
