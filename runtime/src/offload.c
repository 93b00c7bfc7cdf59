/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * One lock guards all queues, states and lists: jobs take at least a system call each, so it is
 * never hot. A worker that has been idle for some seconds ends; those idle when the process ends
 * are joined, so that nothing of theirs remains.
 */
#include "offload.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "loop.h"
#include "poller_epoll.h"

#define TMR_WORKERS_MAX 4

static const time_t idle_seconds = 5;

enum worker_state { WORKER_NONE, WORKER_IDLE, WORKER_BUSY };

struct worker {
    pthread_t thread;
    enum worker_state state;
    struct tmr_workers *workers; /* whom it belongs to */
};

/* All members under the lock. */
struct tmr_workers {
    pthread_cond_t wake; /* a job was queued, or `stopping` was set */
    struct worker slots[TMR_WORKERS_MAX];
    struct tmr_job *queue; /* oldest first */
    struct tmr_job **queue_end;
    int count;  /* workers there are */
    int idle;   /* those of them that wait for a job */
    int queued; /* jobs in the queue */
    bool stopping;
};

struct tmr_offload {
    int event_fd;         /* owned; readable: there are finished jobs */
    struct tmr_job *jobs; /* all, by home_next; changed by the loop's thread only, under the lock */
    struct tmr_job *finished; /* oldest first; under the lock */
    struct tmr_job **finished_end;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct tmr_workers names = {.wake = PTHREAD_COND_INITIALIZER, .queue_end = &names.queue};

struct tmr_workers *tmr_workers_for_names(void)
{
    return &names;
}

static struct tmr_job *queue_take(struct tmr_workers *workers)
{
    struct tmr_job *job = workers->queue;

    if (!job)
        return NULL;
    workers->queue = job->next;
    if (!workers->queue)
        workers->queue_end = &workers->queue;
    workers->queued--;
    return job;
}

/* Takes the job out of a list that holds it. */
static void list_remove(struct tmr_job **list, struct tmr_job ***end, const struct tmr_job *job)
{
    struct tmr_job **place = list;

    while (*place != job)
        place = &(*place)->next;
    *place = job->next;
    if (*end == &job->next)
        *end = place;
}

static void list_append(struct tmr_job ***end, struct tmr_job *job)
{
    job->next = NULL;
    **end = job;
    *end = &job->next;
}

/* The worker has run it. Under the lock; whether the job is orphaned. */
static bool job_done(struct tmr_job *job)
{
    struct tmr_offload *home = job->home;
    const uint64_t one = 1;
    ssize_t written;

    if (!home)
        return true;
    job->state = TMR_JOB_FINISHED;
    list_append(&home->finished_end, job);
    /* Fails only where the counter is full, and then the loop is awake anyway. */
    written = write(home->event_fd, &one, sizeof(one));
    (void)written;
    return false;
}

static void worker_run(struct worker *self, struct tmr_job *job)
{
    bool orphan;

    self->state = WORKER_BUSY;
    self->workers->idle--;
    job->state = TMR_JOB_RUNNING;
    pthread_mutex_unlock(&lock);
    job->run(job);
    pthread_mutex_lock(&lock);
    self->state = WORKER_IDLE;
    self->workers->idle++;
    orphan = job_done(job);
    if (orphan) {
        pthread_mutex_unlock(&lock);
        job->discard(job);
        pthread_mutex_lock(&lock);
    }
}

static void *worker_main(void *argument)
{
    struct worker *self = argument;
    struct tmr_workers *workers = self->workers;
    struct timespec until;
    struct tmr_job *job;
    int error;

    pthread_mutex_lock(&lock);
    for (;;) {
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += idle_seconds;
        for (error = 0; !workers->queue && !workers->stopping && !error;)
            error = pthread_cond_timedwait(&workers->wake, &lock, &until);
        job = queue_take(workers);
        if (!job)
            break;
        worker_run(self, job);
    }
    workers->idle--;
    workers->count--;
    if (!workers->stopping) { /* else whoever stops them joins it */
        pthread_detach(self->thread);
        self->state = WORKER_NONE;
    }
    pthread_mutex_unlock(&lock);
    return NULL;
}

/* Signals are for the program's own threads. */
static int thread_start(struct worker *worker)
{
    sigset_t all, before;
    int error;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    error = pthread_create(&worker->thread, NULL, worker_main, worker);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return -error;
}

/* Under the lock: one more worker, if there is room. 0 or -errno. */
static int worker_add(struct tmr_workers *workers)
{
    struct worker *slot = workers->slots;
    int error;

    while (slot < workers->slots + TMR_WORKERS_MAX && slot->state != WORKER_NONE)
        slot++;
    if (slot == workers->slots + TMR_WORKERS_MAX)
        return 0;
    slot->workers = workers;
    slot->state = WORKER_IDLE;
    error = thread_start(slot);
    if (error) {
        slot->state = WORKER_NONE;
        return error;
    }
    workers->count++;
    workers->idle++;
    return 0;
}

/* At the end of the process, or when the library is unloaded. Those in the midst of a job cannot be
 * waited for: they may take a minute. */
static __attribute__((destructor)) void workers_stop(void)
{
    struct worker *slot;

    pthread_mutex_lock(&lock);
    names.stopping = true;
    pthread_cond_broadcast(&names.wake);
    for (slot = names.slots; slot < names.slots + TMR_WORKERS_MAX; slot++) {
        if (slot->state == WORKER_BUSY)
            pthread_detach(slot->thread);
        if (slot->state != WORKER_IDLE)
            continue;
        pthread_mutex_unlock(&lock);
        pthread_join(slot->thread, NULL);
        pthread_mutex_lock(&lock);
        slot->state = WORKER_NONE;
    }
    pthread_mutex_unlock(&lock);
}

static void event_fd_clear(const struct tmr_offload *offload)
{
    uint64_t count;
    ssize_t got = read(offload->event_fd, &count, sizeof(count));

    (void)got; /* an empty one is fine */
}

/* This thread's share; made at the first job. */
static int offload_here(struct tmr_offload **ret_offload)
{
    struct tmr_loop *loop = tmr_this_loop;
    int error = -ENOMEM;
    struct tmr_poller *poller = tmr_loop_poller(loop, &error);
    struct tmr_offload *offload = loop->offload;

    if (!poller)
        return error;
    if (!offload) {
        offload = tmr_alloc(sizeof(*offload));
        if (!offload)
            return -ENOMEM;
        *offload = (struct tmr_offload){.event_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
        error = offload->event_fd < 0 ? -errno : tmr_poller_add_offload(poller, offload->event_fd);
        if (error) {
            if (offload->event_fd >= 0)
                close(offload->event_fd);
            free(offload);
            return error;
        }
        offload->finished_end = &offload->finished;
        loop->offload = offload;
    }
    *ret_offload = offload;
    return 0;
}

static void home_link(struct tmr_offload *home, struct tmr_job *job)
{
    job->home = home;
    job->home_next = home->jobs;
    job->home_pprev = &home->jobs;
    if (home->jobs)
        home->jobs->home_pprev = &job->home_next;
    home->jobs = job;
}

static void home_unlink(struct tmr_job *job)
{
    *job->home_pprev = job->home_next;
    if (job->home_next)
        job->home_next->home_pprev = job->home_pprev;
    job->home = NULL;
}

static int job_queue(struct tmr_workers *workers, struct tmr_offload *home, struct tmr_job *job)
{
    int error = 0;

    pthread_mutex_lock(&lock);
    if (workers->idle <= workers->queued)
        error = worker_add(workers);
    if (workers->count == 0) {
        pthread_mutex_unlock(&lock);
        return error;
    }
    job->workers = workers;
    job->state = TMR_JOB_QUEUED;
    home_link(home, job);
    list_append(&workers->queue_end, job);
    workers->queued++;
    pthread_cond_signal(&workers->wake);
    pthread_mutex_unlock(&lock);
    return 0;
}

int tmr_job_start(struct tmr_workers *workers, struct tmr_job *job, tamer_frame *frame)
{
    struct tmr_offload *offload = NULL;
    int error = offload_here(&offload);

    if (!error)
        error = job_queue(workers, offload, job);
    if (error)
        return error;
    job->waiter = NULL;
    tmr_wait(&job->waiter, TMR_WAIT_OFFLOAD)->parent = frame;
    return 0;
}

void tmr_job_finish(struct tmr_job *job)
{
    pthread_mutex_lock(&lock);
    home_unlink(job);
    pthread_mutex_unlock(&lock);
}

/* Under the lock: takes the job out of every list. Whether it is then the caller's to discard; else
 * the worker's. */
static bool job_orphan(struct tmr_job *job)
{
    struct tmr_offload *home = job->home;

    if (job->state == TMR_JOB_QUEUED) {
        list_remove(&job->workers->queue, &job->workers->queue_end, job);
        job->workers->queued--;
    } else if (job->state == TMR_JOB_FINISHED) {
        list_remove(&home->finished, &home->finished_end, job);
    }
    home_unlink(job);
    return job->state != TMR_JOB_RUNNING;
}

void tmr_job_abandon(struct tmr_job *job)
{
    bool ours;

    pthread_mutex_lock(&lock);
    ours = job_orphan(job);
    pthread_mutex_unlock(&lock);
    if (ours)
        job->discard(job);
}

void tmr_offload_drain(struct tmr_offload *offload)
{
    struct tmr_job *job, *next;

    event_fd_clear(offload);
    pthread_mutex_lock(&lock);
    job = offload->finished;
    offload->finished = NULL;
    offload->finished_end = &offload->finished;
    for (struct tmr_job *each = job; each; each = each->next)
        each->state = TMR_JOB_DELIVERED;
    pthread_mutex_unlock(&lock);
    for (; job; job = next) {
        next = job->next;
        tmr_wake_all(&job->waiter, 0);
    }
}

bool tmr_offload_waiting(const struct tmr_offload *offload)
{
    const struct tmr_job *job = offload ? offload->jobs : NULL;

    while (job && !job->waiter)
        job = job->home_next;
    return job != NULL;
}

void tmr_offload_free(struct tmr_offload *offload)
{
    if (!offload)
        return;
    while (offload->jobs)
        tmr_job_abandon(offload->jobs);
    close(offload->event_fd);
    free(offload);
}
