/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TMR_RESOLVE_H
#define TMR_RESOLVE_H

/* A result of getaddrinfo as 0 or -errno; errno is still what the call left. */
int tmr_resolve_error(int result);

#endif
