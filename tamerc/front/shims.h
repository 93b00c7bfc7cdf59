/* SPDX-License-Identifier: BSD-3-Clause */
/* What gcc's headers use and clang does not know, as declarations and macros for parsing alone. */
#ifndef TAMERC_SHIMS_H
#define TAMERC_SHIMS_H

/* The name is made up: the text is handed to libclang from memory. */
#define SHIMS_FILE "/tamer-shims.h"

extern const char shims_text[];

#endif
