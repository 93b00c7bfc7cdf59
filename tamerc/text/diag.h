/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Diagnostics in clang's form: file:line:col: error: message [-Wname], the user's line, caret and
 * range, fix-it. They are collected, and printed in the order of the source by diag_flush; notes
 * and fix-its belong to the diagnostic before them. Messages are formatted at once. Offsets are
 * those of the preprocessed text, [start, end); end <= start means the token at start.
 */
#ifndef TAMERC_DIAG_H
#define TAMERC_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "text/source.h"

struct arena;
struct diag;

enum diag_severity { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

/* `source`, `stream` and the arena are borrowed for the diag's life. Colour is off until
 * diag_set_colour. */
struct diag *diag_new(struct arena *arena, const struct source *source, FILE *stream);

void diag_set_colour(struct diag *diag, bool colour);

/* Before the options: warnings that gcc gives when it is asked, and clang always. */
void diag_for_gcc(struct diag *diag);

/*
 * A flag of the compiler's command line: true if it is about diagnostics of ours alone, and so not
 * for a compiler: those named tamer-… (-W[no-]tamer-NAME, -W[no-]error=tamer-NAME), and frame-size,
 * which may have a number (-Wframe-size=N, -Werror=frame-size=N). -w, -Werror, -Wno-error,
 * -Wall and what is said of return-type are heeded too but give false. Later flags win.
 */
bool diag_option(struct diag *diag, const char *flag);

/* The number that was given with the name; `otherwise` where none was. */
unsigned long diag_number(const struct diag *diag, const char *name, unsigned long otherwise);

/* name: without "-W", as in "tamer-slot"; NULL: none is printed. Errors are always printed,
 * warnings as the options say. */
void diag_error(struct diag *diag, uint32_t start, uint32_t end, const char *name,
                const char *format, ...) __attribute__((format(printf, 5, 6)));
void diag_warning(struct diag *diag, uint32_t start, uint32_t end, const char *name,
                  const char *format, ...) __attribute__((format(printf, 5, 6)));
void diag_note(struct diag *diag, uint32_t start, uint32_t end, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* For the last diagnostic or note. `text` is copied. Not printed where a macro made the place. */
void diag_fixit_insert(struct diag *diag, uint32_t offset, const char *text);
void diag_fixit_replace(struct diag *diag, uint32_t start, uint32_t end, const char *text);

/* For what another parser found, at a place of the user's. line 0: no place is printed, only the
 * file where not NULL. */
void diag_at_place(struct diag *diag, enum diag_severity severity, struct place place,
                   const char *name, const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Errors so far, warnings that count as errors included. */
size_t diag_errors(const struct diag *diag);
size_t diag_warnings(const struct diag *diag);

/* Prints what was collected since the last flush. */
void diag_flush(struct diag *diag);

/* "2 errors generated." and the like; nothing where there was neither error nor warning. */
void diag_summary(struct diag *diag);

#endif
