/* SPDX-License-Identifier: BSD-3-Clause */
/* Single tries of system calls that never block: the result or -errno; EINTR has been retried. */
#ifndef TMR_IO_TRANSFER_H
#define TMR_IO_TRANSFER_H

#include "io_engine.h"

/* poll() without waiting: the ready ones of `events` and what it reports unasked; -EBADF for a
 * number that is not open. */
int tmr_io_poll(int fd, int events);

int64_t tmr_io_recv(int fd, void *buffer, size_t size, int flags);
int64_t tmr_io_send(int fd, const void *data, size_t size, int flags);

#endif
