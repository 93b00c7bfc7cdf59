/* SPDX-License-Identifier: BSD-3-Clause */
/* The same small programs, run by the runtime: the scripts' interpreter is itself tamed. */
#ifndef TESTS_MODEL_REAL_H
#define TESTS_MODEL_REAL_H

#include "model.h"

/* What the interpreter itself has found to be wrong. */
struct complaint {
    unsigned rule;
    const char *what;
};

/* Is shown what has been seen, whenever nothing can run: before the first happening and behind each
 * that nothing follows at once; or a complaint, without a state, which it does not return from. */
typedef void real_look(void *data, unsigned happened, const struct trace *trace,
                       const struct state *state, const struct complaint *complaint);

/* Runs the program up to its end, or for ever. */
void real_run(const struct program *program, const struct happening *happenings, unsigned count,
              real_look *look, void *data);

#endif
