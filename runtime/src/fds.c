/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Descriptors are registered once, edge-triggered, for everything. An edge that nobody waits for is
 * dropped: every operation tries first and waits only after EAGAIN, so what was ready before the
 * wait has been seen, and what becomes ready later is a new edge.
 */
#include "fds.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include "loop.h"
#include "poller_epoll.h"

#define TMR_FD_PAGE ((size_t)64)

static const uint32_t read_events = EPOLLIN | EPOLLPRI | EPOLLRDHUP | EPOLLHUP | EPOLLERR;
static const uint32_t write_events = EPOLLOUT | EPOLLHUP | EPOLLERR;

void tmr_fds_init(struct tmr_fds *fds, int epoll)
{
    *fds = (struct tmr_fds){.epoll = epoll};
}

void tmr_fds_done(struct tmr_fds *fds)
{
    for (size_t i = 0; i < fds->page_count; i++)
        free(fds->pages[i]);
    free(fds->pages);
    *fds = (struct tmr_fds){.epoll = -1};
}

struct tmr_fd *tmr_fds_find(const struct tmr_fds *fds, int fd)
{
    size_t page =
        (size_t)fd / TMR_FD_PAGE; /* a negative number becomes a page far behind the last */

    if (page >= fds->page_count || !fds->pages[page])
        return NULL;
    return &fds->pages[page][(size_t)fd % TMR_FD_PAGE];
}

static bool fds_reach(struct tmr_fds *fds, size_t page)
{
    size_t count = fds->page_count ? fds->page_count : 16;
    struct tmr_fd **pages;

    while (count <= page)
        count *= 2;
    if (count == fds->page_count)
        return true;
    pages = tmr_realloc(fds->pages, count * sizeof(*pages));
    if (!pages)
        return false;
    memset(pages + fds->page_count, 0, (count - fds->page_count) * sizeof(*pages));
    fds->pages = pages;
    fds->page_count = count;
    return true;
}

struct tmr_fd *tmr_fds_get(struct tmr_fds *fds, int fd)
{
    size_t page = (size_t)fd / TMR_FD_PAGE;
    struct tmr_fd *entries;

    if (fd < 0 || !fds_reach(fds, page))
        return NULL;
    if (!fds->pages[page]) {
        entries = tmr_alloc(TMR_FD_PAGE * sizeof(*entries));
        if (!entries)
            return NULL;
        memset(entries, 0, TMR_FD_PAGE * sizeof(*entries));
        for (size_t i = 0; i < TMR_FD_PAGE; i++)
            entries[i].fd = (int)(page * TMR_FD_PAGE + i);
        fds->pages[page] = entries;
    }
    return &fds->pages[page][(size_t)fd % TMR_FD_PAGE];
}

static bool fd_waited_for(const struct tmr_fd *entry)
{
    return entry->waiters[TMR_FD_READ] || entry->waiters[TMR_FD_WRITE] ||
           entry->waiters[TMR_FD_EITHER];
}

static void fd_wake(struct tmr_fd *entry, uint64_t value)
{
    for (int side = 0; side < TMR_FD_SIDES; side++)
        tmr_wake_all(&entry->waiters[side], value);
}

void tmr_fds_event(struct tmr_fd *entry, uint32_t events)
{
    if (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR))
        entry->flags |= TMR_FD_ENDED;
    if (events & read_events) {
        entry->flags &= (uint16_t)~TMR_FD_DRAINED;
        tmr_wake_all(&entry->waiters[TMR_FD_READ], 0);
    }
    if (events & write_events)
        tmr_wake_all(&entry->waiters[TMR_FD_WRITE], 0);
    tmr_wake_all(&entry->waiters[TMR_FD_EITHER], 0);
}

static int fd_control(const struct tmr_fds *fds, int operation, int fd)
{
    struct epoll_event event = {
        .events = EPOLLIN | EPOLLPRI | EPOLLOUT | EPOLLRDHUP | EPOLLET,
        .data.fd = fd,
    };

    return epoll_ctl(fds->epoll, operation, fd, &event) ? -errno : 0;
}

/* Makes sure that the descriptor is in the kernel's set, and that what is ready now will be
 * reported again. */
static int fd_register(const struct tmr_fds *fds, struct tmr_fd *entry)
{
    int error = -ENOENT;

    if (entry->flags & TMR_FD_REGISTERED)
        error = fd_control(fds, EPOLL_CTL_MOD, entry->fd);
    if (error == -ENOENT) {
        entry->flags &= TMR_FD_SUSPECT | TMR_FD_NOT_SOCKET;
        error = fd_control(fds, EPOLL_CTL_ADD, entry->fd);
        if (error == -EEXIST)
            error = fd_control(fds, EPOLL_CTL_MOD, entry->fd);
    }
    if (error)
        entry->flags &= TMR_FD_SUSPECT | TMR_FD_NOT_SOCKET;
    else
        entry->flags |= TMR_FD_REGISTERED;
    return error;
}

static void fd_suspect(struct tmr_fds *fds, struct tmr_fd *entry)
{
    entry->pass = fds->pass;
    if (entry->flags & TMR_FD_SUSPECT)
        return;
    entry->flags |= TMR_FD_SUSPECT;
    entry->next_suspect = fds->suspects;
    fds->suspects = entry;
}

void tmr_fds_check(struct tmr_fds *fds, bool all)
{
    struct tmr_fd *entry = fds->suspects, *next;

    fds->suspects = NULL;
    for (; entry; entry = next) {
        next = entry->next_suspect;
        if (fd_waited_for(entry) && !all && entry->pass == fds->pass) {
            entry->next_suspect = fds->suspects;
            fds->suspects = entry;
            continue;
        }
        entry->flags &= (uint16_t)~TMR_FD_SUSPECT;
        if (fd_waited_for(entry) && fd_register(fds, entry))
            fd_wake(entry, 0); /* their next try tells what is wrong */
    }
    fds->pass++;
}

static bool page_waiting(struct tmr_fds *fds, size_t page)
{
    const struct tmr_fd *entries = fds->pages[page];

    for (size_t i = 0; entries && i < TMR_FD_PAGE; i++) {
        if (fd_waited_for(&entries[i])) {
            fds->cursor = page * TMR_FD_PAGE + i;
            return true;
        }
    }
    return false;
}

bool tmr_fds_waiting(struct tmr_fds *fds)
{
    const struct tmr_fd *last = tmr_fds_find(fds, (int)fds->cursor);

    if (!fds->waiting || (last && fd_waited_for(last)))
        return fds->waiting;
    for (size_t page = 0; page < fds->page_count; page++)
        if (page_waiting(fds, page))
            return true;
    fds->waiting = false;
    return false;
}

/* This thread's table; NULL as long as nothing had to wait: tamer_tcp_listen may come before any
 * loop. */
static struct tmr_fds *fds_here(void)
{
    struct tmr_poller *poller = tmr_this_loop ? tmr_this_loop->poller : NULL;

    return poller ? &poller->fds : NULL;
}

static struct tmr_fd *fd_here(int fd)
{
    struct tmr_fds *fds = fds_here();

    return fds ? tmr_fds_find(fds, fd) : NULL;
}

int tmr_fd_wait(int fd, enum tmr_fd_side side, tamer_frame *frame)
{
    int error = -ENOMEM;
    struct tmr_poller *poller = tmr_loop_poller(tmr_this_loop, &error);
    struct tmr_fd *entry;

    if (!poller)
        return error;
    entry = tmr_fds_get(&poller->fds, fd);
    if (!entry)
        return fd < 0 ? -EBADF : -ENOMEM;
    if (!(entry->flags & TMR_FD_REGISTERED)) {
        error = fd_register(&poller->fds, entry);
        if (error)
            return error;
    } else if (!fd_waited_for(
                   entry)) { /* else it cannot have been closed since the others began to wait */
        fd_suspect(&poller->fds, entry);
    }
    poller->fds.waiting = true;
    tmr_wait(&entry->waiters[side], TMR_WAIT_READY_FD)->parent = frame;
    return 0;
}

void tmr_fd_fresh(int fd)
{
    struct tmr_fd *entry = fd_here(fd);

    if (entry)
        entry->flags &= TMR_FD_SUSPECT;
}

void tmr_fd_closing(int fd)
{
    struct tmr_fd *entry = fd_here(fd);

    if (!entry)
        return;
    fd_wake(entry, (uint64_t)-ECANCELED);
    entry->flags &= TMR_FD_SUSPECT;
}

unsigned tmr_fd_flags(int fd)
{
    const struct tmr_fd *entry = fd_here(fd);

    return entry ? entry->flags : 0;
}

void tmr_fd_not_socket(int fd)
{
    struct tmr_fds *fds = fds_here();
    struct tmr_fd *entry = fds ? tmr_fds_get(fds, fd) : NULL;

    if (entry)
        entry->flags |= TMR_FD_NOT_SOCKET;
}

/* Only TCP's input is one run of bytes in which a short read means "dry", and only while the end
 * has not been reported: an end that comes later is an edge of its own. */
void tmr_fd_read_short(int fd)
{
    struct tmr_fd *entry = fd_here(fd);
    int protocol = 0;
    socklen_t length = sizeof(protocol);

    if (!entry || (entry->flags & (TMR_FD_REGISTERED | TMR_FD_ENDED)) != TMR_FD_REGISTERED)
        return;
    if (!(entry->flags & TMR_FD_PROBED)) {
        entry->flags |= TMR_FD_PROBED;
        if (!getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, &protocol, &length) && protocol == IPPROTO_TCP)
            entry->flags |= TMR_FD_TCP;
    }
    if (entry->flags & TMR_FD_TCP)
        entry->flags |= TMR_FD_DRAINED;
}
