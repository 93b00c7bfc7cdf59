/* SPDX-License-Identifier: BSD-3-Clause */
/* The sync and scoped faces of the functions of <tamer/io.h>. */
#include <tamer/io.h>

#include "io_engine.h"
#include "wrappers.h"

TMR_WRAPPERS(int, tamer_ready, 2, int, fd, int, events);
TMR_WRAPPERS(ssize_t, tamer_read, 3, int, fd, void *, buffer, size_t, size);
TMR_WRAPPERS(ssize_t, tamer_write, 3, int, fd, const void *, buffer, size_t, size);
TMR_WRAPPERS(ssize_t, tamer_write_all, 3, int, fd, const void *, buffer, size_t, size);
TMR_WRAPPERS(ssize_t, tamer_recv, 4, int, fd, void *, buffer, size_t, size, int, flags);
TMR_WRAPPERS(ssize_t, tamer_send, 4, int, fd, const void *, buffer, size_t, size, int, flags);
TMR_WRAPPERS(int, tamer_accept, 3, int, fd, struct sockaddr *, address, socklen_t *, length);
TMR_WRAPPERS(int, tamer_connect, 3, int, fd, const struct sockaddr *, address, socklen_t, length);
TMR_WRAPPERS(int, tamer_close, 1, int, fd);
TMR_WRAPPERS(int, tamer_resolve, 4, const char *, host, const char *, service,
             const struct addrinfo *, hints, struct addrinfo **, ret_list);
TMR_WRAPPERS(int, tamer_tcp_connect, 2, const char *, host, const char *, service);
