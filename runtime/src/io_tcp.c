/* SPDX-License-Identifier: BSD-3-Clause */
/* TCP by name: resolving and connecting in one, and listening. */
#include <tamer/io.h>

#include <errno.h>
#include <netdb.h>
#include <unistd.h>

#include "io_engine.h"
#include "resolve.h"

struct tcp_frame {
    tamer_frame frame;
    struct addrinfo *list;       /* owned; NULL until resolved */
    const struct addrinfo *next; /* in `list`: to be tried next */
    int fd;                      /* owned; being connected; -1: none */
    int error;                   /* why the last address failed */
};

static tamer_step tcp_resolved(tamer_frame *frame, uint64_t value);
static tamer_step tcp_connected(tamer_frame *frame, uint64_t value);
static tamer_step tcp_unwind(tamer_frame *frame, uint64_t error);

static const tamer_point resolving =
    TMR_IO_POINT("tamer_tcp_connect", tcp_resolved, tcp_unwind, sizeof(struct tcp_frame));
static const tamer_point connecting =
    TMR_IO_POINT("tamer_tcp_connect", tcp_connected, tcp_unwind, sizeof(struct tcp_frame));

static int tcp_socket(const struct addrinfo *address)
{
    int fd = socket(address->ai_family, address->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC,
                    address->ai_protocol);

    if (fd < 0)
        return -errno;
    tmr_fd_fresh(fd);
    return fd;
}

static void tcp_drop(struct tcp_frame *self)
{
    if (self->fd >= 0)
        close(self->fd);
    self->fd = -1;
}

/* Waits in `frame` for a call that returned `step`, or hands its value on. */
static tamer_step tcp_await(struct tcp_frame *self, tamer_step step, const tamer_point *at)
{
    if (step.frame == NULL || step.frame == TAMER_UNWIND)
        return step;
    step.frame->parent = &self->frame;
    self->frame.point = at;
    return (tamer_step){&self->frame, 0};
}

/* Tries the addresses not yet tried; like every step. Done: a descriptor or -errno. */
static tamer_step tcp_try(struct tcp_frame *self)
{
    const struct addrinfo *address;
    tamer_step step;

    while ((address = self->next)) {
        self->next = address->ai_next;
        self->fd = tcp_socket(address);
        if (self->fd < 0) {
            self->error = self->fd;
            continue;
        }
        step =
            tcp_await(self, tamer_connect__async(self->fd, address->ai_addr, address->ai_addrlen),
                      &connecting);
        if (step.frame)
            return step;
        if (!step.value)
            return (tamer_step){NULL, (uint64_t)self->fd};
        self->error = (int)step.value;
        tcp_drop(self);
    }
    return (tamer_step){NULL, (uint64_t)self->error};
}

static tamer_step tcp_start(struct tcp_frame *self, int error)
{
    if (error)
        return (tamer_step){NULL, (uint64_t)error};
    self->next = self->list;
    return tcp_try(self);
}

/* What the trampoline runs after `step`. */
static tamer_step tcp_next(struct tcp_frame *self, tamer_step step)
{
    if (step.frame == TAMER_UNWIND)
        return tcp_unwind(&self->frame, step.value);
    if (step.frame == NULL && self->list)
        freeaddrinfo(self->list);
    return tamer_frame_next(&self->frame, sizeof(*self), step);
}

static tamer_step tcp_resolved(tamer_frame *frame, uint64_t value)
{
    struct tcp_frame *self = (struct tcp_frame *)frame;

    return tcp_next(self, tcp_start(self, (int)value));
}

static tamer_step tcp_connected(tamer_frame *frame, uint64_t value)
{
    struct tcp_frame *self = (struct tcp_frame *)frame;

    if (value == 0)
        return tcp_next(self, (tamer_step){NULL, (uint64_t)self->fd});
    self->error = (int)value;
    tcp_drop(self);
    return tcp_next(self, tcp_try(self));
}

static void tcp_clean(struct tcp_frame *self)
{
    tcp_drop(self);
    if (self->list)
        freeaddrinfo(self->list);
}

static tamer_step tcp_unwind(tamer_frame *frame, uint64_t error)
{
    tcp_clean((struct tcp_frame *)frame);
    return tamer_frame_unwind(frame, error);
}

tamer_step tamer_tcp_connect__async(const char *host, const char *service)
{
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
    struct tcp_frame *self = tamer_frame_new(sizeof(*self));
    tamer_step step;

    self->list = NULL;
    self->next = NULL;
    self->fd = -1;
    self->error = -ENOENT;
    step = tcp_await(self, tamer_resolve__async(host, service, &hints, &self->list), &resolving);
    if (!step.frame)
        step = tcp_start(self, (int)step.value);
    if (step.frame == &self->frame)
        return step;
    if (!step.frame)
        self->fd = -1; /* the caller's now, or already closed */
    tcp_clean(self);
    tamer_frame_free(self, sizeof(*self));
    return step;
}

/* A listening descriptor on that address, or -errno. */
static int listen_on(const struct addrinfo *address, int backlog)
{
    const int on = 1, off = 0;
    int fd = tcp_socket(address), error;

    if (fd < 0)
        return fd;
    if (!setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) &&
        (address->ai_family != AF_INET6 ||
         !setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off))) &&
        !bind(fd, address->ai_addr, address->ai_addrlen) && !listen(fd, backlog))
        return fd;
    error = -errno;
    close(fd);
    return error;
}

/* IPv6 first: its "any" address takes IPv4 as well. */
int tamer_tcp_listen(const char *host, const char *service, int backlog)
{
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                                   .ai_flags = AI_PASSIVE | AI_NUMERICHOST};
    struct addrinfo *list = NULL, *address;
    int result = tmr_resolve_error(getaddrinfo(host, service ? service : "0", &hints, &list));

    if (result)
        return result;
    result = -EADDRNOTAVAIL;
    for (address = list; address && result < 0; address = address->ai_next)
        if (address->ai_family == AF_INET6)
            result = listen_on(address, backlog);
    for (address = list; address && result < 0; address = address->ai_next)
        if (address->ai_family != AF_INET6)
            result = listen_on(address, backlog);
    freeaddrinfo(list);
    return result;
}
