/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Reading and writing. The flags of a descriptor are its owner's business, so a blocking one must
 * not block here either: a socket is told by a flag of the call; anything else by RWF_NOWAIT, or is
 * asked with poll() first.
 */
#include "io_transfer.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static int64_t result_of(ssize_t result)
{
    return result < 0 ? -errno : result;
}

int tmr_io_poll(int fd, int events)
{
    struct pollfd pollfd = {.fd = fd, .events = (short)events};
    int count;

    do
        count = poll(&pollfd, 1, 0);
    while (count < 0 && errno == EINTR);
    if (count < 0)
        return -errno;
    if (fd < 0 || (pollfd.revents & POLLNVAL))
        return -EBADF;
    return pollfd.revents;
}

/* poll() says no: -EAGAIN, or what is wrong. Ready: 0. */
static int64_t io_ask(int fd, int events)
{
    int ready = tmr_io_poll(fd, events);

    if (ready < 0)
        return ready;
    return ready ? 0 : -EAGAIN;
}

int64_t tmr_io_recv(int fd, void *buffer, size_t size, int flags)
{
    ssize_t got;

    do
        got = recv(fd, buffer, size, flags | MSG_DONTWAIT);
    while (got < 0 && errno == EINTR);
    if (got > 0 && (size_t)got < size && !(flags & ~(MSG_DONTWAIT | MSG_NOSIGNAL | MSG_WAITALL)))
        tmr_fd_read_short(fd);
    return result_of(got);
}

int64_t tmr_io_send(int fd, const void *data, size_t size, int flags)
{
    ssize_t put;

    do
        put = send(fd, data, size, flags | MSG_DONTWAIT | MSG_NOSIGNAL);
    while (put < 0 && errno == EINTR);
    return result_of(put);
}

/* Some files cannot be read without waiting: those that poll() calls ready are read all the same.
 * Of a blocking pipe or terminal that another process reads too, the other may take between the two
 * calls what was there; there is no way to prevent that. */
static int64_t file_read(int fd, void *buffer, size_t size)
{
    struct iovec part = {.iov_base = buffer, .iov_len = size};
    int64_t result;

    do
        result = result_of(preadv2(fd, &part, 1, -1, RWF_NOWAIT));
    while (result == -EINTR);
    if (result != -EAGAIN && result != -EOPNOTSUPP && result != -ENOSYS)
        return result;
    result = io_ask(fd, POLLIN);
    if (result)
        return result;
    do
        result = result_of(read(fd, buffer, size));
    while (result == -EINTR);
    return result;
}

/* How much may be written at once after poll() has said yes: a blocking pipe promises room for
 * PIPE_BUF bytes only. */
static size_t file_room(int fd, size_t size)
{
    struct stat status;
    int flags;

    if (size <= PIPE_BUF)
        return size;
    flags = fcntl(fd, F_GETFL);
    if (flags >= 0 && (flags & O_NONBLOCK))
        return size;
    if (!fstat(fd, &status) && (S_ISREG(status.st_mode) || S_ISBLK(status.st_mode)))
        return size;
    return PIPE_BUF;
}

static int64_t file_write(int fd, const void *data, size_t size)
{
    struct iovec part = {.iov_base = (void *)data, .iov_len = size};
    int64_t result;

    do
        result = result_of(pwritev2(fd, &part, 1, -1, RWF_NOWAIT));
    while (result == -EINTR);
    if (result != -EAGAIN && result != -EOPNOTSUPP && result != -ENOSYS)
        return result;
    result = io_ask(fd, POLLOUT);
    if (result)
        return result;
    size = file_room(fd, size);
    do
        result = result_of(write(fd, data, size));
    while (result == -EINTR);
    return result;
}

/* A pipe without readers raises SIGPIPE in the thread that writes; it is held back and taken away
 * again, unless the program itself had it blocked. */
static int64_t file_write_quietly(int fd, const void *data, size_t size)
{
    const struct timespec at_once = {0};
    sigset_t pipe_signal, before;
    int64_t result;

    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
    result = file_write(fd, data, size);
    if (sigismember(&before, SIGPIPE) == 1)
        return result;
    if (result == -EPIPE)
        sigtimedwait(&pipe_signal, NULL, &at_once);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return result;
}

static int64_t read_attempt(struct tmr_io *io)
{
    int64_t result;

    /* recv() of no bytes would wait for some to come; read() does not. */
    if (io->size == 0 || (tmr_fd_flags(io->fd) & TMR_FD_NOT_SOCKET))
        return file_read(io->fd, io->buffer, io->size);
    result = tmr_io_recv(io->fd, io->buffer, io->size, 0);
    if (result != -ENOTSOCK)
        return result;
    tmr_fd_not_socket(io->fd);
    return file_read(io->fd, io->buffer, io->size);
}

static int64_t write_attempt(struct tmr_io *io)
{
    int64_t result;

    if (tmr_fd_flags(io->fd) & TMR_FD_NOT_SOCKET)
        return file_write_quietly(io->fd, io->data, io->size);
    result = tmr_io_send(io->fd, io->data, io->size, 0);
    if (result != -ENOTSOCK)
        return result;
    tmr_fd_not_socket(io->fd);
    return file_write_quietly(io->fd, io->data, io->size);
}

static int64_t write_all_attempt(struct tmr_io *io)
{
    size_t whole = io->size + io->done;
    int64_t result;

    while (io->size > 0 ||
           io->done == 0) { /* one try even for no bytes: it tells whether the descriptor is good */
        result = write_attempt(io);
        if (result < 0)
            return result;
        if (result == 0 && io->size > 0)
            return -EIO;
        io->data = (const char *)io->data + result;
        io->done += (size_t)result;
        io->size -= (size_t)result;
        if (whole == 0)
            break;
    }
    return (int64_t)whole;
}

static const struct tmr_io_type read_type = TMR_IO_TYPE("tamer_read", read_attempt);
static const struct tmr_io_type write_type = TMR_IO_TYPE("tamer_write", write_attempt);
static const struct tmr_io_type write_all_type = TMR_IO_TYPE("tamer_write_all", write_all_attempt);

tamer_step tamer_read__async(int fd, void *buffer, size_t size)
{
    return tmr_io_start(
        &read_type, (struct tmr_io){.fd = fd, .side = TMR_FD_READ, .buffer = buffer, .size = size});
}

tamer_step tamer_write__async(int fd, const void *buffer, size_t size)
{
    return tmr_io_start(
        &write_type, (struct tmr_io){.fd = fd, .side = TMR_FD_WRITE, .data = buffer, .size = size});
}

tamer_step tamer_write_all__async(int fd, const void *buffer, size_t size)
{
    return tmr_io_start(
        &write_all_type,
        (struct tmr_io){.fd = fd, .side = TMR_FD_WRITE, .data = buffer, .size = size});
}
