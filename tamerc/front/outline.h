/* SPDX-License-Identifier: BSD-3-Clause */
/* One file of the user's, as it is written, with its headers: into the outline of the program. */
#ifndef TAMERC_FRONT_OUTLINE_H
#define TAMERC_FRONT_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct outline;
struct strbuf;

struct front_outline_options {
    const char *const
        *flags; /* for libclang: the user's, and where the headers of the system are */
    size_t flag_count;
    const char *macros; /* what the compiler predefines, as #define lines */
    size_t macros_size;
    uint32_t unit;   /* index given to what is found */
    bool statements; /* collect them, too */
};

/* false: the file could not be read or parsed; *error says why. true: *error is empty, or the first
 * place that the parser does not understand. */
bool front_outline(struct outline *outline, const char *path,
                   const struct front_outline_options *options, struct strbuf *error);

#endif
