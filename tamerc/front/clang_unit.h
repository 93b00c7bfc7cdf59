/* SPDX-License-Identifier: BSD-3-Clause */
/* The text as libclang parsed it. */
#ifndef TAMERC_CLANG_UNIT_H
#define TAMERC_CLANG_UNIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <clang-c/Index.h>

struct arena;
struct diag;
struct front_options;
struct source;

struct clang_unit {
    CXIndex index;
    CXTranslationUnit unit;      /* NULL: libclang gave up */
    CXDiagnosticSet diagnostics; /* of `unit`, who owns it; asked for anew, it may be made anew */
    CXFile file;                 /* the text */
    const struct source *source; /* borrowed */
};

/* Owner of what it fills in: the caller, clang_unit_close. False: libclang gave up altogether. */
bool clang_unit_open(struct clang_unit *unit, struct arena *arena, const struct source *source,
                     const struct front_options *options);

void clang_unit_close(struct clang_unit *unit);

/* Bytes of a pointer on the target. */
uint32_t clang_unit_pointer_size(const struct clang_unit *unit);

/* Extent in the text. False: it stands elsewhere, or nowhere. */
bool clang_unit_extent(const struct clang_unit *unit, CXCursor cursor, uint32_t *ret_start,
                       uint32_t *ret_end);

/* Where the cursor's name stands. */
bool clang_unit_place(const struct clang_unit *unit, CXCursor cursor, uint32_t *ret_offset);

/* Is the word that stands there a keyword of the dialect? */
bool clang_unit_is_keyword(const struct clang_unit *unit, uint32_t offset);

/* False: libclang gave up in the middle; the reason has been reported. */
bool clang_unit_complete(const struct clang_unit *unit, struct diag *diag);

/* Reports libclang's errors inside [start, end). How many. */
size_t clang_unit_report(const struct clang_unit *unit, struct diag *diag, uint32_t start,
                         uint32_t end);

/* Reports the jumps past the opening of a scope in [start, end), of which clang_unit_report says
 * nothing. */
void clang_unit_report_jumps(const struct clang_unit *unit, struct diag *diag, uint32_t start,
                             uint32_t end);

/* Warns where a function's end in [start, end) is reached without a return statement that it needs.
 */
void clang_unit_warn(const struct clang_unit *unit, struct diag *diag, uint32_t start,
                     uint32_t end);

#endif
