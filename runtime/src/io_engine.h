/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * One way to do every operation on a descriptor: try; after EAGAIN wait until the descriptor may be
 * ready, and try again.
 */
#ifndef TMR_IO_ENGINE_H
#define TMR_IO_ENGINE_H

#include <sys/socket.h>

#include "fds.h"

/* What a try returns besides results and -errno: not yet, and no readiness will tell when; try
 * again a little later. */
#define TMR_IO_LATER INT64_MIN

struct tmr_io;

struct tmr_io_type {
    tamer_point point; /* first member: a frame's point leads to its type */
    /* Tries without ever blocking. Its result, -EAGAIN to wait for io->side of io->fd, or
     * TMR_IO_LATER. */
    int64_t (*attempt)(struct tmr_io *io);
};

/* An operation and its arguments; what is pointed to is the caller's. */
struct tmr_io {
    int fd;
    int flags; /* recv, send: flags; ready: events; connect: whether it has been started */
    enum tmr_fd_side side; /* what to wait for */
    socklen_t length;      /* connect: of the address */
    union {
        void *buffer;                   /* read, recv */
        const void *data;               /* write, send */
        struct sockaddr *name;          /* accept; may be NULL */
        const struct sockaddr *address; /* connect */
    };
    size_t size; /* of the buffer or data */
    union {
        size_t done;            /* bytes already transferred */
        socklen_t *name_length; /* accept; may be NULL */
    };
};

struct tmr_io_frame {
    tamer_frame frame;
    struct tmr_io io;
};

/* Does the operation: done with its result, pending, or to unwind because the task is cancelled. */
tamer_step tmr_io_start(const struct tmr_io_type *type, struct tmr_io io);

/* Of every type's point. */
tamer_step tmr_io_resume(tamer_frame *frame, uint64_t value);

/* The asynchronous entries of <tamer/io.h>, as generated code declares them. */
TAMER_API tamer_step tamer_ready__async(int fd, int events);
TAMER_API tamer_step tamer_read__async(int fd, void *buffer, size_t size);
TAMER_API tamer_step tamer_write__async(int fd, const void *buffer, size_t size);
TAMER_API tamer_step tamer_write_all__async(int fd, const void *buffer, size_t size);
TAMER_API tamer_step tamer_recv__async(int fd, void *buffer, size_t size, int flags);
TAMER_API tamer_step tamer_send__async(int fd, const void *buffer, size_t size, int flags);
TAMER_API tamer_step tamer_accept__async(int fd, struct sockaddr *address, socklen_t *length);
TAMER_API tamer_step tamer_connect__async(int fd, const struct sockaddr *address, socklen_t length);
TAMER_API tamer_step tamer_close__async(int fd);

struct addrinfo;
TAMER_API tamer_step tamer_resolve__async(const char *host, const char *service,
                                          const struct addrinfo *hints, struct addrinfo **ret_list);
TAMER_API tamer_step tamer_tcp_connect__async(const char *host, const char *service);

/* A point of the runtime's own: no line of the user's, so traces leave it out. */
#define TMR_IO_POINT(name, resume_, unwind_, size)                                                 \
    {.resume = (resume_),                                                                          \
     .unwind = (unwind_),                                                                          \
     .function = (name),                                                                           \
     .file = "libtamer",                                                                           \
     .index = 1,                                                                                   \
     .frame_size = (size)}

#define TMR_IO_TYPE(name, attempt_)                                                                \
    {.point = TMR_IO_POINT(name, tmr_io_resume, tamer_frame_unwind, sizeof(struct tmr_io_frame)),  \
     .attempt = (attempt_)}

#endif
