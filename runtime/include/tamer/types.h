/* SPDX-License-Identifier: BSD-3-Clause */
/* Integer types by names of our own. No header of <tamer/tamer.h> includes one of the C library's:
 * a program may have other things by the names of those. Each is the same type as its namesake of
 * the library's. */
#ifndef TAMER_TYPES_H
#define TAMER_TYPES_H

typedef __UINT8_TYPE__ tamer_u8;
typedef __UINT16_TYPE__ tamer_u16;
typedef __UINT32_TYPE__ tamer_u32;
typedef __UINT64_TYPE__ tamer_u64;
typedef __INT64_TYPE__ tamer_i64;
typedef __UINTPTR_TYPE__ tamer_uptr;
typedef __SIZE_TYPE__ tamer_size;
typedef __PTRDIFF_TYPE__ tamer_ssize; /* as ssize_t: long, or int where pointers have 4 bytes */
typedef unsigned tamer_socklen;

#ifdef __cplusplus
typedef bool tamer_bool;
#else
typedef _Bool tamer_bool;
#endif

#endif
