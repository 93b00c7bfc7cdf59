/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Work on other threads. A job is made by a task's leaf, run by a worker, and comes back to the
 * loop through an eventfd in the poller; tmr_poller_wait drains it.
 *
 * A job belongs to the leaf's frame from tmr_job_start until tmr_job_finish, except that a worker
 * has `run`'s use of it while it runs. When its task is cancelled or its thread ends meanwhile, it
 * is orphaned: the worker discards it.
 */
#ifndef TMR_OFFLOAD_H
#define TMR_OFFLOAD_H

#include "wait.h"

struct tmr_offload; /* what one loop's thread shares with the workers */
struct tmr_workers;

enum tmr_job_state {
    TMR_JOB_QUEUED,   /* in its workers' queue */
    TMR_JOB_RUNNING,  /* a worker runs it; in no list but its home's */
    TMR_JOB_FINISHED, /* in its home's list of finished ones */
    TMR_JOB_DELIVERED /* its task has been woken */
};

struct tmr_job {
    /* On a worker's thread: does the work. */
    void (*run)(struct tmr_job *job);
    /* On any thread: nobody waits for it any more; frees it and what it holds. */
    void (*discard)(struct tmr_job *job);
    struct tmr_node *waiter;  /* the task that waits for it; loop's thread only */
    struct tmr_offload *home; /* under the lock: NULL once orphaned */
    struct tmr_workers *workers;
    struct tmr_job *next;      /* in the queue, or in the finished ones: oldest first */
    struct tmr_job *home_next; /* in home's list of all its jobs */
    struct tmr_job **home_pprev;
    enum tmr_job_state state; /* under the lock */
};

/* Workers for look-ups of names: apart from all others, since a dead name server can keep each of
 * them for a minute. */
struct tmr_workers *tmr_workers_for_names(void);

/* Queues the job, whose `run` and `discard` are set, and parks the current task until it is done;
 * the task then resumes `frame`. 0; -errno: nothing has happened, the job is still the caller's
 * alone. */
int tmr_job_start(struct tmr_workers *workers, struct tmr_job *job, tamer_frame *frame);

/* The task has been woken by the job: takes it out of all lists; it is the caller's alone again. */
void tmr_job_finish(struct tmr_job *job);

/* The task no longer waits for it. Discards the job now or when it is done. */
void tmr_job_abandon(struct tmr_job *job);

/* Wakes the tasks whose jobs are done. */
void tmr_offload_drain(struct tmr_offload *offload);

/* Whether a task waits for a job of this loop. */
bool tmr_offload_waiting(const struct tmr_offload *offload);

/* Forgets the loop's work in flight: workers discard what they are running. NULL is fine. */
void tmr_offload_free(struct tmr_offload *offload);

#endif
