/* SPDX-License-Identifier: BSD-3-Clause */
/* Raw strings, R"delimiter( anything )delimiter", which GNU C has from C++: for those who step over
 * literals byte by byte. */
#ifndef TAMERC_RAW_STRING_H
#define TAMERC_RAW_STRING_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the text of so many bytes ends with the prefix of one: R, LR, uR, UR or u8R. */
bool raw_string_begins(const char *text, size_t size);

/*
 * Bytes from the quote behind the prefix up to and with the last one. 0: it is no raw string. In
 * standard C, where the prefix may be the name of a macro, what follows it hardly ever looks like
 * one.
 */
size_t raw_string_size(const char *quote, size_t size);

#endif
