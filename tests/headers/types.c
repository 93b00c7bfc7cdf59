/* SPDX-License-Identifier: BSD-3-Clause */
/* Types by names of our own are the same as those of the C library. */
#include <tamer/tamer.h>

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/types.h>

#define SAME(ours, theirs) _Static_assert(__builtin_types_compatible_p(ours, theirs), #ours)

SAME(tamer_u8, uint8_t);
SAME(tamer_u16, uint16_t);
SAME(tamer_u32, uint32_t);
SAME(tamer_u64, uint64_t);
SAME(tamer_i64, int64_t);
SAME(tamer_uptr, uintptr_t);
SAME(tamer_size, size_t);
SAME(tamer_ssize, ssize_t);
SAME(tamer_socklen, socklen_t);
SAME(struct _IO_FILE, FILE);
