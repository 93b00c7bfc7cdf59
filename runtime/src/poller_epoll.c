/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The poller by epoll. Waiting for a registered descriptor takes no system call. The price: a
 * registration may have vanished with its descriptor. So a loop that has nothing to do sleeps 10 ms
 * at most before it checks what it assumes and then sleeps on; a busy one checks ten times a
 * second.
 */
#include "poller_epoll.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#include "loop.h"
#include "offload.h"

#define TMR_POLLER_BATCH 128
#define TMR_POLLER_OFFLOAD (-1) /* in place of a descriptor's number */
#define TMR_POLLER_WAKE (-2)

static const int64_t doubt_ns = 10000000; /* how long an idle loop trusts an assumed registration */
static const uint64_t busy_check_ns = 100000000; /* and a busy one, up to twice this */

int tmr_poller_new(struct tmr_poller **ret_poller)
{
    struct tmr_poller *poller = tmr_alloc(sizeof(*poller));
    int epoll;

    if (!poller)
        return -ENOMEM;
    epoll = epoll_create1(EPOLL_CLOEXEC);
    if (epoll < 0) {
        free(poller);
        return -errno;
    }
    *poller = (struct tmr_poller){.epoll = epoll, .looked_at = UINT64_MAX};
    tmr_fds_init(&poller->fds, epoll);
    *ret_poller = poller;
    return 0;
}

void tmr_poller_free(struct tmr_poller *poller)
{
    if (!poller)
        return;
    tmr_fds_done(&poller->fds);
    close(poller->epoll);
    free(poller);
}

int tmr_poller_add_offload(struct tmr_poller *poller, int event_fd)
{
    struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.fd = TMR_POLLER_OFFLOAD};

    return epoll_ctl(poller->epoll, EPOLL_CTL_ADD, event_fd, &event) ? -errno : 0;
}

int tmr_poller_add_wake(struct tmr_poller *poller, int event_fd)
{
    struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.fd = TMR_POLLER_WAKE};

    return epoll_ctl(poller->epoll, EPOLL_CTL_ADD, event_fd, &event) ? -errno : 0;
}

/* Rounded up: a timer must not be early. */
static int timeout_ms(int64_t timeout_ns)
{
    int64_t ms;

    if (timeout_ns < 0)
        return -1;
    ms = timeout_ns / 1000000 + (timeout_ns % 1000000 != 0);
    return ms < INT_MAX ? (int)ms : INT_MAX;
}

/* Number of events; 0 after a signal too; -errno. */
static int poller_collect(struct tmr_poller *poller, int64_t timeout_ns)
{
    struct epoll_event events[TMR_POLLER_BATCH];
    int count = epoll_wait(poller->epoll, events, TMR_POLLER_BATCH, timeout_ms(timeout_ns));
    struct tmr_fd *entry;

    if (count < 0 && errno == EBADF)
        tmr_fatal("the program has closed the descriptor by which its loop waits");
    if (count < 0)
        return errno == EINTR ? 0 : -errno;
    for (int i = 0; i < count; i++) {
        if (events[i].data.fd == TMR_POLLER_OFFLOAD) {
            tmr_offload_drain(tmr_this_loop->offload);
            continue;
        }
        entry = tmr_fds_find(&poller->fds, events[i].data.fd);
        if (entry)
            tmr_fds_event(entry, events[i].events);
    }
    return count;
}

static uint64_t coarse_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static void poller_check_if_due(struct tmr_poller *poller)
{
    uint64_t now = coarse_ns();

    if (now < poller->check_after)
        return;
    poller->check_after = now + busy_check_ns;
    tmr_fds_check(&poller->fds, false);
}

int tmr_poller_wait(struct tmr_poller *poller, int64_t timeout_ns)
{
    int count;

    if (poller->fds.suspects) {
        poller_check_if_due(poller);
        if (timeout_ns < 0 || timeout_ns > doubt_ns) {
            count = poller_collect(poller, doubt_ns);
            if (count)
                return count < 0 ? count : 0;
            tmr_fds_check(&poller->fds, true);
            return 0;
        }
    }
    count = poller_collect(poller, timeout_ns);
    return count < 0 ? count : 0;
}

int tmr_poller_look(struct tmr_poller *poller, uint64_t now)
{
    int count = poller_collect(poller, 0);

    /* Checking wakes even those who then wait on: once for each moment, or it would never pass. */
    if (count == 0 && poller->fds.suspects && poller->looked_at != now) {
        poller->looked_at = now;
        tmr_fds_check(&poller->fds, true);
        count = poller_collect(poller, 0);
    }
    return count < 0 ? count : 0;
}

size_t tmr_poller_waiters(struct tmr_poller *poller)
{
    return tmr_fds_waiting(&poller->fds) + tmr_offload_waiting(tmr_this_loop->offload);
}
