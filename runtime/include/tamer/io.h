/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Descriptors. Every function blocks in plain code and suspends under `await`; it returns what its POSIX namesake returns,
 * or -errno, and leaves errno alone. Blocking and non-blocking descriptors serve alike, and no flag of theirs is changed.
 * Cancellation: the wait ends at once, nothing has been transferred. Two tasks may wait for one descriptor, in any directions; each
 * readiness wakes all. A descriptor may be closed with close() when nobody waits for it; tamer_close() also ends the waits,
 * with -ECANCELED. Buffers are the caller's and must live until the call is done.
 */
#ifndef TAMER_IO_H
#define TAMER_IO_H

#include <sys/socket.h>
#include <sys/types.h>

#include <tamer/syntax.h>

#ifdef __cplusplus
extern "C" {
#endif

struct addrinfo;

/* Waits until one of `events` (POLLIN, POLLOUT) or an error is there; returns the ready ones as poll() does. */
TAMED tamer_async TAMER_API int tamer_ready(int fd, int events);

/* One read of at most `size` bytes, as soon as there are any; 0 at the end. */
TAMED tamer_async TAMER_API ssize_t tamer_read(int fd, void *buffer, size_t size);

/* One write of at most `size` bytes; may write fewer. */
TAMED tamer_async TAMER_API ssize_t tamer_write(int fd, const void *buffer, size_t size);

/* Writes all `size` bytes; returns size, or -errno after a part may have been written. A cancellation may leave a part written. */
TAMED tamer_async TAMER_API ssize_t tamer_write_all(int fd, const void *buffer, size_t size);

TAMED tamer_async TAMER_API ssize_t tamer_recv(int fd, void *buffer, size_t size, int flags);
TAMED tamer_async TAMER_API ssize_t tamer_send(int fd, const void *buffer, size_t size, int flags);

/* The new descriptor is close-on-exec and non-blocking, and the caller's. address, length: as accept(2), may be NULL. */
TAMED tamer_async TAMER_API int tamer_accept(int fd, struct sockaddr *address, socklen_t *length);

/* 0 once connected. After a cancellation or an error the socket is good for close only. */
TAMED tamer_async TAMER_API int tamer_connect(int fd, const struct sockaddr *address, socklen_t length);

/* Closes; never waits and is not cancelled. The descriptor is gone even when an error is returned. */
TAMED tamer_async TAMER_API int tamer_close(int fd);

/* getaddrinfo on a thread of its own pool; numeric hosts are answered at once. On success *ret_list is the caller's
 * (freeaddrinfo). Errors: -ENOENT no such name or service, -EAGAIN try later, -ENOMEM, -EINVAL, or -errno. A cancelled look-up goes
 * on in its thread and is thrown away. */
TAMED tamer_async TAMER_API int tamer_resolve(const char *host, const char *service, const struct addrinfo *hints,
                                              struct addrinfo **ret_list);

/* Resolves and connects by TCP, trying each address in turn; a close-on-exec, non-blocking descriptor of the caller's, or -errno. */
TAMED tamer_async TAMER_API int tamer_tcp_connect(const char *host, const char *service);

/* A listening TCP socket on a numeric address (NULL: any), close-on-exec, non-blocking, SO_REUSEADDR; or -errno. Never waits. */
TAMER_API int tamer_tcp_listen(const char *host, const char *service, int backlog);

#ifdef __cplusplus
}
#endif

#endif
