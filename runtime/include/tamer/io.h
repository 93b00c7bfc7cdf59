/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Descriptors. Every function blocks in plain code and suspends under `await`; it returns what its
 * POSIX namesake returns, or -errno, and leaves errno undefined. EINTR is never returned. Blocking
 * and non-blocking descriptors serve alike, and no flag of theirs is changed, save that
 * tamer_connect makes a blocking one non-blocking for the moment of its connect(2).
 *
 * Thread: any; each has its own waits. Buffers, addresses and strings are the caller's and must
 * live until the call is done. A call that need not wait returns at once, except that after 64 such
 * calls in a row the thread's other tasks have a turn. Cancellation: seen before anything is done,
 * and ends a wait at once, nothing having been transferred (where a call transfers in several
 * parts, it says so). Several tasks may wait for one descriptor, in any directions; each readiness
 * wakes all, and who finds nothing left waits on. No call raises SIGPIPE. Reads and writes of
 * regular files may block the thread for the disk's time.
 *
 * A descriptor may be closed with close() when nobody waits for it, and its number be used again at
 * once; tamer_close() also ends the waits of its own thread, with -ECANCELED. A blocking descriptor
 * that is no socket, or that is listening, and that another process uses too, should be made
 * non-blocking: between asking whether it is ready and using it the other may be faster.
 *
 * Besides those of the namesake, a call that has to wait may return -ENOMEM, -EMFILE, -ENFILE or
 * -ENOSPC from epoll(7).
 */
#ifndef TAMER_IO_H
#define TAMER_IO_H

#include <tamer/syntax.h>

#ifdef __cplusplus
extern "C" {
#endif

struct addrinfo;
struct sockaddr;

/* Waits until one of `events` (POLLIN, POLLOUT, POLLPRI, POLLRDHUP) is there; returns the ready
 * ones as poll() does, POLLERR and POLLHUP unasked; -EBADF where poll() says POLLNVAL. */
TAMED tamer_async TAMER_API int tamer_ready(int fd, int events);

/* One read of at most `size` bytes, as soon as there are any; 0 at the end. */
TAMED tamer_async TAMER_API tamer_ssize tamer_read(int fd, void *buffer, tamer_size size);

/* One write of at most `size` bytes, as soon as there is room for some; may write fewer. */
TAMED tamer_async TAMER_API tamer_ssize tamer_write(int fd, const void *buffer, tamer_size size);

/* Writes all `size` bytes; returns size, or -errno after a part may have been written. A
 * cancellation may leave a part written. */
TAMED tamer_async TAMER_API tamer_ssize tamer_write_all(int fd, const void *buffer,
                                                        tamer_size size);

/* As recv(2) and send(2), but for MSG_DONTWAIT, with which they never wait and may return -EAGAIN.
 * A send may take fewer than `size` bytes of a stream. MSG_WAITALL on a stream waits for all `size`
 * bytes, and a cancellation may then lose a part. */
TAMED tamer_async TAMER_API tamer_ssize tamer_recv(int fd, void *buffer, tamer_size size,
                                                   int flags);
TAMED tamer_async TAMER_API tamer_ssize tamer_send(int fd, const void *buffer, tamer_size size,
                                                   int flags);

/* The new descriptor is close-on-exec and non-blocking, and the caller's. address, length: as
 * accept(2), may be NULL. -EMFILE and the like leave the connection in the queue. */
TAMED tamer_async TAMER_API int tamer_accept(int fd, struct sockaddr *address,
                                             tamer_socklen *length);

/* 0 once connected. After a cancellation or an error the socket is good for close only. */
TAMED tamer_async TAMER_API int tamer_connect(int fd, const struct sockaddr *address,
                                              tamer_socklen length);

/* Closes; never waits and is not cancelled. The descriptor is gone even when an error is returned,
 * -EBADF excepted. */
TAMED tamer_async TAMER_API int tamer_close(int fd);

/* getaddrinfo on a thread of its own pool; numeric hosts are answered at once. hints may be NULL.
 * On success *ret_list is the caller's (freeaddrinfo), else it is untouched. Errors: -ENOENT no
 * such name or service, -EAGAIN try later, -EINVAL bad hints, -EIO the name server failed, -ENOMEM,
 * or -errno. A cancelled look-up goes on in its thread and is thrown away. */
TAMED tamer_async TAMER_API int tamer_resolve(const char *host, const char *service,
                                              const struct addrinfo *hints,
                                              struct addrinfo **ret_list);

/* Resolves and connects by TCP, trying each address in turn; a close-on-exec, non-blocking
 * descriptor of the caller's, or -errno: tamer_resolve's, or why the last address failed. */
TAMED tamer_async TAMER_API int tamer_tcp_connect(const char *host, const char *service);

/* A listening TCP socket on a numeric address (NULL: any, IPv4 and IPv6) and service (NULL: a free
 * port), close-on-exec, non-blocking, SO_REUSEADDR, the caller's; or -errno. Never waits. */
TAMER_API int tamer_tcp_listen(const char *host, const char *service, int backlog);

#ifdef __cplusplus
}
#endif

#endif
