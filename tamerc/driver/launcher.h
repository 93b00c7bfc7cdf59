/* SPDX-License-Identifier: BSD-3-Clause */
/* Programs that run the compiler which is named behind them. */
#ifndef TAMERC_LAUNCHER_H
#define TAMERC_LAUNCHER_H

#include <stddef.h>

/* How many of the words are such a program, its options and its own arguments; 0: the first one is
 * none. */
size_t launcher_words(const char *const *words, size_t count);

#endif
