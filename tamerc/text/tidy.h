/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TAMERC_TIDY_H
#define TAMERC_TIDY_H

#include <stddef.h>

/*
 * Universal character names in the identifiers of preprocessed text become UTF-8, in place: gcc
 * writes identifiers with them whichever way the user spelled them, libclang names what it found in
 * UTF-8. Returns the new size; the text stays NUL-terminated.
 * In strings, awaits that were made text behind the expansion of their macro are left out, as the
 * compiler alone has it.
 */
size_t tidy_text(char *text, size_t size);

#endif
