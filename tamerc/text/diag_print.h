/* SPDX-License-Identifier: BSD-3-Clause */
/* How one diagnostic looks on the stream. Only diag.c uses this. */
#ifndef TAMERC_DIAG_PRINT_H
#define TAMERC_DIAG_PRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/vec.h"
#include "text/diag.h"
#include "text/source.h"

struct diag_fixit {
    struct place start, end; /* equal: an insertion */
    const char *text;
};

struct diag_fixit_list VEC(struct diag_fixit);

struct diag_item {
    enum diag_severity severity;
    bool promoted; /* a warning that counts as an error */
    bool exact;    /* start and end are the user's own tokens, not a macro's */
    const char *name, *message;
    struct place start, end; /* [start, end) on one line; start.line 0: no place */
    struct diag_fixit_list fixits;
    uint32_t order;        /* offset in the preprocessed text */
    size_t leader;         /* index of the diagnostic that a note belongs to; its own otherwise */
    size_t index;          /* set when they are sorted … */
    uint32_t leader_order; /* … and so is this: the order of `leader` */
};

/* The line is read from the user's file; columns are shown with tabs expanded to 8. */
void diag_print_item(FILE *stream, const struct source *source, bool colour,
                     const struct diag_item *item);

#endif
