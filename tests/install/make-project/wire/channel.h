/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef CHANNEL_H
#define CHANNEL_H

#include <stddef.h>
#include <tamer/tamer.h>

/* Receives a message, which takes 50 ms, into the buffer. Returns its length. */
TAMED async int channel_receive(int number, char *buffer, size_t size);

#endif
