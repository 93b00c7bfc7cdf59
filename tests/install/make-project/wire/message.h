/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef MESSAGE_H
#define MESSAGE_H

/* Adds up the bytes of a message. */
unsigned checksum(const char *text);

#endif
