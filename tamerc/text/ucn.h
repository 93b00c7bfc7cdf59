/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TAMERC_UCN_H
#define TAMERC_UCN_H

#include <stddef.h>

/*
 * Universal character names in the identifiers of preprocessed text become UTF-8, in place: gcc
 * writes identifiers with them whichever way the user spelled them, libclang names what it found in
 * UTF-8. Returns the new size; the text stays NUL-terminated.
 */
size_t ucn_decode(char *text, size_t size);

#endif
