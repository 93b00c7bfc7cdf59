/* SPDX-License-Identifier: BSD-3-Clause */
/* Inside of the poller, for the descriptor table and the offload part. */
#ifndef TMR_POLLER_EPOLL_H
#define TMR_POLLER_EPOLL_H

#include "fds.h"
#include "poller.h"

struct tmr_poller {
    int epoll; /* owned */
    struct tmr_fds fds;
    uint64_t
        check_after; /* ns: when assumed registrations are checked next although the loop is busy */
    uint64_t looked_at; /* the loop's time of the last check by tmr_poller_look */
};

/* Reports from now on, as long as `event_fd` is open, that it is readable by draining this thread's
 * offloaded work. 0 or -errno. */
int tmr_poller_add_offload(struct tmr_poller *poller, int event_fd);

#endif
