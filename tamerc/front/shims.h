/* SPDX-License-Identifier: BSD-3-Clause */
/* What gcc's headers use and clang does not know, as declarations and macros for parsing alone. */
#ifndef TAMERC_SHIMS_H
#define TAMERC_SHIMS_H

/* The name is made up: the text is handed to libclang from memory. */
#define SHIMS_FILE "/tamer-shims.h"

extern const char shims_text[];

/* Besides, for texts that mention SHIMS_TGMATH_WORD: there is a lot of it. */
#define SHIMS_TGMATH_FILE "/tamer-shims-tgmath.h"
#define SHIMS_TGMATH_WORD "__builtin_tgmath"

#define SHIMS_TGMATH_MORE_FILE "/tamer-shims-tgmath-more.h"

extern const char shims_tgmath_text[], shims_tgmath_more_text[];

#endif
