/* SPDX-License-Identifier: BSD-3-Clause */
/* What tamerc declares behind each function of <tamer/io.h> and <tamer/time.h>, for tests in plain
 * C; and what the tests of descriptors share. Included by one file of a program. */
#ifndef TEST_FACES_H
#define TEST_FACES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <tamer/tamer.h>

#define FACES(T, name, ...)                                                                        \
    typedef struct name##_delayed {                                                                \
        tamer_delayed base;                                                                        \
        T value;                                                                                   \
    } name##_delayed;                                                                              \
    name##_delayed *name##_scoped(tamer_scope *scope, __VA_ARGS__);                                \
    name##_delayed *name##_scoped_into(tamer_scope *scope, name##_delayed *slot, __VA_ARGS__)

FACES(int, tamer_ready, int fd, int events);
FACES(ssize_t, tamer_read, int fd, void *buffer, size_t size);
FACES(ssize_t, tamer_write, int fd, const void *buffer, size_t size);
FACES(ssize_t, tamer_write_all, int fd, const void *buffer, size_t size);
FACES(ssize_t, tamer_recv, int fd, void *buffer, size_t size, int flags);
FACES(ssize_t, tamer_send, int fd, const void *buffer, size_t size, int flags);
FACES(int, tamer_accept, int fd, struct sockaddr *address, socklen_t *length);
FACES(int, tamer_connect, int fd, const struct sockaddr *address, socklen_t length);
FACES(int, tamer_close, int fd);
FACES(int, tamer_resolve, const char *host, const char *service, const struct addrinfo *hints,
      struct addrinfo **ret_list);
FACES(int, tamer_tcp_connect, const char *host, const char *service);

/* Real time: how long something took. */
static inline double seconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Lets the loop run until the condition holds; for 10 s at most. */
#define UNTIL(condition)                                                                           \
    for (double end_ = seconds_now() + 10; !(condition) && seconds_now() < end_;)                  \
    tamer_sleep(0.001)

/* A listening socket on the loopback; its port as text. */
static inline int listen_loopback(char port[8])
{
    struct sockaddr_in address = {0};
    socklen_t length = sizeof(address);
    int fd = tamer_tcp_listen("127.0.0.1", NULL, 16);

    assert_true(fd >= 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &length), 0);
    snprintf(port, 8, "%d", ntohs(address.sin_port));
    return fd;
}

/* Two ends of a TCP connection. */
static inline void tcp_pair(int ends[2])
{
    char port[8];
    int listener = listen_loopback(port);

    ends[0] = tamer_tcp_connect("127.0.0.1", port);
    assert_true(ends[0] >= 0);
    ends[1] = tamer_accept(listener, NULL, NULL);
    assert_true(ends[1] >= 0);
    close(listener);
}

static inline void local_pair(int ends[2], int flags)
{
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | flags, 0, ends), 0);
}

static inline void close_both(const int ends[2])
{
    close(ends[0]);
    close(ends[1]);
}

#endif
