/* SPDX-License-Identifier: BSD-3-Clause */
/* What gcc's headers use and clang does not know, as declarations and macros for parsing alone. */
#ifndef TAMERC_SHIMS_H
#define TAMERC_SHIMS_H

/* Texts in the order in which they are included. The names are made up: they are handed to libclang
 * from memory. */
struct shim {
    const char *file;
    const char *text;
    const char *word; /* included where the input mentions it; NULL: always */
};

enum { SHIM_COUNT = 4 };

extern const struct shim shims[SHIM_COUNT];

extern const char shims_tgmath_text[], shims_tgmath_more_text[];

#endif
