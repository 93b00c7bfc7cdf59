/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The only place that prints newlines and line markers. Keeps the user's lines: text copied from
 * the source comes out on the line it has in the user's file; generated text is put on the user's
 * line it stands for, and then a newline in it becomes a space, so that debuggers, warnings and
 * coverage name the user's lines. Without line markers (--no-line) generated text is laid out to be
 * read instead.
 */
#ifndef TAMERC_CWRITER_H
#define TAMERC_CWRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"

struct pieces;
struct source;
struct strbuf;

/* Text that stands in place of [start, end) of the source wherever that is copied; end == start: in
 * front of it. */
struct cwriter_edit {
    uint32_t start, end;
    const char *text;
};

struct cwriter {
    struct strbuf *out;
    const struct source *source;
    bool line_markers;
    /* the line and file the compiler would say the output stands at; file: index in source->files
     */
    uint32_t line;
    uint16_t file;
    bool silent;     /* the text counts as a system header's */
    bool known;      /* false: the next text must be preceded by a marker */
    bool line_start; /* nothing but blanks printed since the last newline */
    bool torn; /* a marker that was copied says that macros of a system header made what follows,
                  up to the next one; this is so as long as tokens from torn_next on follow */
    uint32_t torn_next;
    bool directive; /* the line in progress is a #pragma: whatever comes next begins a new one */
    bool bare;      /* no comments and lines: what stands between tokens is one blank */
    int indent;     /* of generated text, in steps */

    /* Only without line markers: text at the start of a line stands as far to the right as the
     * user's line that it comes from, or is for. */
    const char *step; /* how the user indents; borrowed */
    uint32_t step_size;
    const char *margin; /* in front of that line; borrowed */
    uint32_t margin_size;
    int margin_indent;                /* `indent`, there */
    const struct cwriter_edit *edits; /* borrowed; by start, none overlaps another */
    uint32_t edit_count;

    /* Only for a result that is spliced into the user's file; see cwriter_fold. */
    const struct pieces *pieces; /* borrowed; NULL: none of this */
    struct cwriter_fold_list *folds;
    struct cwriter_spot {
        size_t at; /* in out */
        uint32_t line;
        uint16_t file;
        bool known, line_start, directive;
    } fold_start;        /* where open_piece begins */
    uint32_t open_piece; /* an invocation whose tokens have been printed so far; or PIECE_NONE */
    uint32_t last_piece; /* has just been printed, with nothing behind it; or PIECE_NONE */
    uint32_t next_token; /* of open_piece */
    uint32_t gap_start, gap_end; /* text between tokens that was copied but not printed yet */
    uint32_t place;              /* of cwriter_at, not heeded yet; UINT32_MAX: none */
};

/* A part of the output that is the user's own text, macros and all. */
struct cwriter_fold {
    size_t start, end; /* in out */
    uint32_t piece;
};

struct cwriter_fold_list VEC(struct cwriter_fold);

void cwriter_init(struct cwriter *writer, struct strbuf *out, const struct source *source,
                  bool line_markers);

/*
 * From here on source text is printed as the user wrote it before it was preprocessed, so far as
 * nothing generated stands in it: blanks and comments between tokens, and invocations of macros
 * whose expansion was printed whole; those are added to *folds. Markers are #line directives.
 */
void cwriter_fold(struct cwriter *writer, const struct pieces *pieces,
                  struct cwriter_fold_list *folds);

/* Copies source text [start, end): tokens, comments and spacing; the marks of TAMED and async are
 * left out, the edits made. */
void cwriter_source(struct cwriter *writer, uint32_t start, uint32_t end);

/* What follows stands for the line of the token at `offset`. */
void cwriter_at(struct cwriter *writer, uint32_t offset);

/* Generated text that follows stands as far to the right as the line of the token at `offset`.
 * With line markers: nothing. */
void cwriter_margin(struct cwriter *writer, uint32_t offset);

/* Generated text. '\n' lays out (see above) and indents by writer->indent; no other directive about
 * lines. */
void cwriter_printf(struct cwriter *writer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void cwriter_text(struct cwriter *writer, const char *text, size_t size);

/* From here on (until NULL) text counts as a system header's: compilers have no warnings for it. On
 * a line of its own, of the same number. Without line markers: nothing. quiet: the macro that does
 * it in a file of the user's. */
void cwriter_silent(struct cwriter *writer, const char *quiet);

/*
 * From here on (until NULL) text counts as that of a header that is included, whose name ends so:
 * gcc takes a function to be of the system's header that declares it first, and so coverage does
 * not count its lines as the user's, nor those of a file that is none.
 */
void cwriter_aside(struct cwriter *writer, const char *header);

/* Whether an identifier printed next would join what stands there. */
bool cwriter_ends_word(const struct cwriter *writer);

/* A real newline, with or without markers: between generated functions and declarations. */
void cwriter_break(struct cwriter *writer);

#endif
