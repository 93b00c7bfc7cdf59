/* SPDX-License-Identifier: BSD-3-Clause */
/* Sockets, readiness, and closing. */
#include "io_transfer.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <unistd.h>

static int64_t ready_attempt(struct tmr_io *io)
{
    int ready = tmr_io_poll(io->fd, io->flags);

    return ready ? ready : -EAGAIN;
}

/* MSG_WAITALL is the caller's loop over tries here, not the kernel's. An error after a part shows
 * at the next call. */
static int64_t recv_attempt(struct tmr_io *io)
{
    int64_t got;

    if (!(io->flags & MSG_WAITALL))
        return tmr_io_recv(io->fd, io->buffer, io->size, io->flags);
    do {
        got = tmr_io_recv(io->fd, io->buffer, io->size, io->flags);
        if (got <= 0)
            break;
        io->buffer = (char *)io->buffer + got;
        io->size -= (size_t)got;
        io->done += (size_t)got;
    } while (io->size > 0);
    return got == -EAGAIN || io->done == 0 ? got : (int64_t)io->done;
}

static int64_t send_attempt(struct tmr_io *io)
{
    return tmr_io_send(io->fd, io->data, io->size, io->flags);
}

/* A listening socket takes no flag that says "do not wait" for one call. A blocking one is asked
 * first; where several processes accept from it, another may be faster in between: share
 * non-blocking ones only. */
static int64_t accept_attempt(struct tmr_io *io)
{
    int flags = fcntl(io->fd, F_GETFL), ready, fd;

    if (flags < 0)
        return -errno;
    if (!(flags & O_NONBLOCK)) {
        ready = tmr_io_poll(io->fd, POLLIN);
        if (ready <= 0)
            return ready ? ready : -EAGAIN;
    }
    do
        fd = accept4(io->fd, io->name, io->name_length, SOCK_NONBLOCK | SOCK_CLOEXEC);
    while (fd < 0 && (errno == EINTR || errno == ECONNABORTED));
    if (fd < 0)
        return -errno;
    tmr_fd_fresh(fd);
    return fd;
}

/* connect() that does not wait: it has no flag for one call, so the descriptor's is set for its
 * duration. */
static int connect_try(const struct tmr_io *io)
{
    int flags = fcntl(io->fd, F_GETFL), error;

    if (flags < 0)
        return -errno;
    if (!(flags & O_NONBLOCK) && fcntl(io->fd, F_SETFL, flags | O_NONBLOCK))
        return -errno;
    error = connect(io->fd, io->address, io->length) ? -errno : 0;
    if (!(flags & O_NONBLOCK))
        fcntl(io->fd, F_SETFL, flags);
    return error;
}

static int64_t connect_begin(struct tmr_io *io)
{
    int error = connect_try(io);

    switch (error) {
    case -EINPROGRESS:
    case -EALREADY:
    case -EINTR: /* it goes on by itself */
        tmr_fd_fresh(io->fd);
        io->flags = 1;
        return -EAGAIN;
    case -EAGAIN: /* a local socket's queue is full, and nothing tells when there is room; else: no
                     port is free */
        return io->address->sa_family == AF_UNIX ? TMR_IO_LATER : -EADDRNOTAVAIL;
    default:
        return error;
    }
}

static int64_t connect_attempt(struct tmr_io *io)
{
    int ready, error = 0;
    socklen_t length = sizeof(error);

    if (!io->flags)
        return connect_begin(io);
    ready = tmr_io_poll(io->fd, POLLOUT);
    if (ready <= 0)
        return ready ? ready : -EAGAIN;
    if (getsockopt(io->fd, SOL_SOCKET, SO_ERROR, &error, &length))
        return -errno;
    return -error;
}

static const struct tmr_io_type ready_type = TMR_IO_TYPE("tamer_ready", ready_attempt);
static const struct tmr_io_type recv_type = TMR_IO_TYPE("tamer_recv", recv_attempt);
static const struct tmr_io_type send_type = TMR_IO_TYPE("tamer_send", send_attempt);
static const struct tmr_io_type accept_type = TMR_IO_TYPE("tamer_accept", accept_attempt);
static const struct tmr_io_type connect_type = TMR_IO_TYPE("tamer_connect", connect_attempt);

/* Which edges may bring one of `events`; errors come with all. */
static enum tmr_fd_side side_of(int events)
{
    const int reading = POLLIN | POLLRDNORM | POLLRDBAND | POLLPRI | POLLRDHUP;
    const int writing = POLLOUT | POLLWRNORM | POLLWRBAND;

    if (events && !(events & ~reading))
        return TMR_FD_READ;
    if (events && !(events & ~writing))
        return TMR_FD_WRITE;
    return TMR_FD_EITHER;
}

tamer_step tamer_ready__async(int fd, int events)
{
    return tmr_io_start(&ready_type,
                        (struct tmr_io){.fd = fd, .side = side_of(events), .flags = events});
}

/* Of a call that must not wait even for its own task, by MSG_DONTWAIT. */
static tamer_step transfer_now(const struct tmr_io_type *type, struct tmr_io io)
{
    if (tmr_cancelled())
        return (tamer_step){TAMER_UNWIND, tmr_cancel_error()};
    return (tamer_step){NULL, (uint64_t)type->attempt(&io)};
}

static bool is_stream(int fd)
{
    int type = 0;
    socklen_t length = sizeof(type);

    return !getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length) && type == SOCK_STREAM;
}

tamer_step tamer_recv__async(int fd, void *buffer, size_t size, int flags)
{
    struct tmr_io io = {
        .fd = fd, .side = TMR_FD_READ, .flags = flags, .buffer = buffer, .size = size};

    /* What is only looked at stays, so the parts of several tries would not add up; and what came
     * with one try would be lost with the next, if that must not wait. */
    if ((flags & MSG_WAITALL) && ((flags & (MSG_PEEK | MSG_DONTWAIT)) || !is_stream(fd)))
        io.flags &= ~MSG_WAITALL;
    return flags & MSG_DONTWAIT ? transfer_now(&recv_type, io) : tmr_io_start(&recv_type, io);
}

tamer_step tamer_send__async(int fd, const void *buffer, size_t size, int flags)
{
    struct tmr_io io = {
        .fd = fd, .side = TMR_FD_WRITE, .flags = flags, .data = buffer, .size = size};

    return flags & MSG_DONTWAIT ? transfer_now(&send_type, io) : tmr_io_start(&send_type, io);
}

tamer_step tamer_accept__async(int fd, struct sockaddr *address, socklen_t *length)
{
    return tmr_io_start(
        &accept_type,
        (struct tmr_io){.fd = fd, .side = TMR_FD_READ, .name = address, .name_length = length});
}

tamer_step tamer_connect__async(int fd, const struct sockaddr *address, socklen_t length)
{
    return tmr_io_start(
        &connect_type,
        (struct tmr_io){.fd = fd, .side = TMR_FD_WRITE, .address = address, .length = length});
}

tamer_step tamer_close__async(int fd)
{
    int error;

    tmr_fd_closing(fd);
    error = close(fd) ? -errno : 0;
    if (error == -EINTR) /* it is closed nevertheless */
        error = 0;
    return (tamer_step){NULL, (uint64_t)error};
}
