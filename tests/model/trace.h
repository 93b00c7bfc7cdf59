/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What is seen of a program while it runs: the same of the model and of the runtime. A record is
 * one number: kind, whom it is about, something more, and the causes of an error.
 */
#ifndef TESTS_MODEL_TRACE_H
#define TESTS_MODEL_TRACE_H

#include "program.h"

enum { RECORDS = 96, CAUSES = 5, KIND_BITS = 5 /* the scopes take the other 3 of a byte */ };

enum seen {
    SEEN_NOTHING,
    SEEN_START,    /* the task begins */
    SEEN_RETURN,   /* it comes to its end */
    SEEN_GONE,     /* its last block has been left, whatever the way */
    SEEN_PASSED,   /* gate `more` has let it pass */
    SEEN_CAUGHT,   /* gate `more` has failed */
    SEEN_GOT,      /* it has the value of task `more` */
    SEEN_REFUSED,  /* it has caught the error of task `more` */
    SEEN_SETTLED,  /* it has waited for the end of task `more` */
    SEEN_SWITCHED, /* others have run */
    SEEN_SPAWNED,  /* it has scheduled task `more` */
    SEEN_CLEANING, /* a clean-up of kind `more` begins */
    SEEN_CLEANED,  /* and has ended without an error */
    SEEN_LEFT,     /* scope `who` has been left, whatever the way; the causes are those of .error */
    SEEN_WENT_ON,  /* the task goes on behind scope `more` */
    SEEN_TIMED_OUT, /* scope `who`: .timed_out says so */
    SEEN_SHUT,      /* it has waited for the end of group `more` */
    SEEN_HANDLED    /* scope `who`: what its handler was shown */
};

/* The causes of an error: small numbers, below 256. */
enum cause {
    CAUSE_GATE = 1,      /* + gate */
    CAUSE_RAISE = 16,    /* + task */
    CAUSE_CLEANUP = 32,  /* + task */
    CAUSE_TIMEOUT = 48,  /* + scope */
    CAUSE_UNWAITED = 64, /* + how many tasks */
    CAUSE_CANCELLED = 80,
    CAUSE_OTHER = 255
};

struct causes {
    uint8_t count;
    uint8_t at[CAUSES]; /* what is more than that is not kept */
};

/* What may be offended: rules of the language have their numbers. */
enum { RULE_CLEANUP = 10, RULE_OPTIONS };

typedef uint64_t tracerecord;

struct trace {
    unsigned count;
    tracerecord records[RECORDS];
};

static inline void causes_add(struct causes *causes, unsigned cause)
{
    if (causes->count < CAUSES)
        causes->at[causes->count++] = (uint8_t)cause;
}

static inline void causes_join(struct causes *causes, const struct causes *more)
{
    for (unsigned i = 0; i < more->count; i++)
        causes_add(causes, more->at[i]);
}

/* cancelled: bits, of the scopes that are open and cancelled. */
static inline void trace_add(struct trace *trace, enum seen kind, unsigned cancelled, unsigned who,
                             unsigned more, const struct causes *causes)
{
    tracerecord record = (uint64_t)(cancelled << KIND_BITS | kind) << 56 | (uint64_t)who << 48 |
                         (uint64_t)more << 40;

    for (unsigned i = 0; causes && i < causes->count; i++)
        record |= (uint64_t)causes->at[i] << (8 * i);
    if (trace->count < RECORDS)
        trace->records[trace->count++] = record;
}

static inline enum seen record_kind(tracerecord record)
{
    return (enum seen)(record >> 56 & ((1 << KIND_BITS) - 1));
}

static inline unsigned record_cancelled(tracerecord record)
{
    return record >> (56 + KIND_BITS);
}

static inline unsigned record_who(tracerecord record)
{
    return record >> 48 & 0xff;
}

/* What can be asked between two moments. */
struct state {
    uint8_t result[TASKS];      /* 0: never scheduled; 1 + enum tamer_state */
    uint8_t scope[SCOPES];      /* 0: not open; 1: open; 2: open and cancelled */
    uint8_t pending[SCOPES];    /* tasks that have not finished; 0 where it is not open */
    struct causes error[TASKS]; /* of a failed result */
};

void record_print(tracerecord record, FILE *stream);
void causes_print(const struct causes *causes, FILE *stream);

#endif
