/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TESTS_INJECT_FAULTS_H
#define TESTS_INJECT_FAULTS_H

#include <stdbool.h>

enum fault_kind {
    FAULT_NONE,
    FAULT_CANCEL_TASK,   /* a task that has begun to wait is cancelled; plain code: its call */
    FAULT_CANCEL_SCOPE,  /* its innermost scope is */
    FAULT_ERROR,         /* its wait ends with the error EIO */
    FAULT_NO_MEMORY,     /* an allocation fails */
    FAULT_NO_MORE_MEMORY /* and all later ones */
};

/* The fault comes at the at-th place; 0: at none. */
void faults_begin(enum fault_kind kind, unsigned long at);

struct fault_outcome {
    unsigned long places;
    bool unreceived;  /* plain code did not take an error: as if it had, it went on */
    bool interrupted; /* the program went on and on, until everything was cancelled */
};

/* No more of them. */
void faults_end(struct fault_outcome *ret_outcome);

#endif
