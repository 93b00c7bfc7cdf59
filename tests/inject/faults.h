/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TESTS_INJECT_FAULTS_H
#define TESTS_INJECT_FAULTS_H

#include "places.h"

enum fault_kind {
    FAULT_NONE,
    FAULT_CANCEL_TASK,   /* a task that has begun to wait is cancelled; plain code: its call */
    FAULT_CANCEL_SCOPE,  /* its innermost scope is */
    FAULT_ERROR,         /* its wait ends with the error EIO */
    FAULT_NO_MEMORY,     /* an allocation fails */
    FAULT_NO_MORE_MEMORY /* and all later ones */
};

/* What is told of a run, at once: it may end in any way. */
struct fault_outcome {
    uint64_t key;     /* of the point at which the fault came; 0: at none */
    bool unreceived;  /* plain code did not take an error: as if it had, it went on */
    bool interrupted; /* the program went on and on, until everything was cancelled */
};

/* The fault comes at the at-th place. 0: at none, and all places are noted in `points`. */
void faults_begin(enum fault_kind kind, unsigned long at, struct points *points,
                  struct fault_outcome *outcome);

/* No more of them. */
void faults_end(void);

#endif
