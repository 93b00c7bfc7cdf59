/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The descriptors of one loop: who waits for which, and what is known of them.
 *
 * Programs close descriptors with close(), and the system hands the numbers out again; so
 * everything remembered of a number may be about an earlier descriptor. Hints (TMR_FD_NOT_SOCKET,
 * ...) may therefore cost a system call when they are wrong, never a wrong result. A registration
 * that is only assumed is checked soon after the wait has begun (tmr_fds_check).
 */
#ifndef TMR_FDS_H
#define TMR_FDS_H

#include "wait.h"

struct tmr_poller;

enum tmr_fd_side { TMR_FD_READ, TMR_FD_WRITE, TMR_FD_EITHER, TMR_FD_SIDES };

/* Bits of tmr_fd.flags. */
enum {
    TMR_FD_REGISTERED = 1, /* was put into the kernel's set; assumed to be there still */
    TMR_FD_SUSPECT = 2,    /* in tmr_fds.suspects */
    TMR_FD_NOT_SOCKET = 4, /* hint */
    TMR_FD_TCP = 8,        /* hint; set with TMR_FD_PROBED only */
    TMR_FD_PROBED = 16,    /* TMR_FD_TCP has been looked up since it was registered */
    TMR_FD_ENDED =
        32, /* the kernel reported the peer's end or an error: no more edges are to be expected */
    TMR_FD_DRAINED = 64 /* a TCP socket whose input was read dry; nothing reported since */
};

struct tmr_fd {
    struct tmr_node *waiters[TMR_FD_SIDES]; /* tasks; heads */
    struct tmr_fd *next_suspect;            /* in tmr_fds.suspects */
    int fd;
    uint16_t flags;
    uint16_t pass; /* tmr_fds.pass when the present wait began */
};

struct tmr_fds {
    struct tmr_fd *
        *pages; /* owned; by fd / TMR_FD_PAGE; NULL where none was needed. Entries never move */
    size_t page_count;
    struct tmr_fd
        *suspects; /* waited for, or were lately, with a registration that is only assumed */
    size_t cursor; /* a descriptor found waited for lately, to look at first */
    bool waiting;  /* a wait has begun since none was found */
    uint16_t pass; /* counts the calls of tmr_fds_check */
    int epoll;     /* the poller's; not owned */
};

void tmr_fds_init(struct tmr_fds *fds, int epoll);
void tmr_fds_done(struct tmr_fds *fds);

/* What is known of fd; NULL: nothing, or no such number. */
struct tmr_fd *tmr_fds_find(const struct tmr_fds *fds, int fd);

/* The same, made if need be. NULL: no memory, or fd < 0. */
struct tmr_fd *tmr_fds_get(struct tmr_fds *fds, int fd);

/* The kernel's events for entry: wakes the waiters of the sides that are ready. */
void tmr_fds_event(struct tmr_fd *entry, uint32_t events);

/* Checks the registrations assumed for waits that have begun before the last call; `all`: for every
 * wait. */
void tmr_fds_check(struct tmr_fds *fds, bool all);

/* Whether any task waits for any descriptor. */
bool tmr_fds_waiting(struct tmr_fds *fds);

/* ---- for the functions of <tamer/io.h>, in this thread's loop ---- */

/* Parks the current task until `side` of fd may be ready, or its wait has ended otherwise; it then
 * resumes `frame` with 0 (look again) or with -errno (the result). 0: it is parked; -errno: it is
 * not. */
int tmr_fd_wait(int fd, enum tmr_fd_side side, tamer_frame *frame);

/* fd was just made: nothing known of its number holds any more. */
void tmr_fd_fresh(int fd);

/* fd is about to be closed: ends all waits for it with -ECANCELED. */
void tmr_fd_closing(int fd);

/* The TMR_FD_ flags known of fd. */
unsigned tmr_fd_flags(int fd);

/* Remembers that fd is no socket. */
void tmr_fd_not_socket(int fd);

/* A read took less than it asked for. Where that shows that the input is dry, the next read may
 * wait without looking. */
void tmr_fd_read_short(int fd);

#endif
