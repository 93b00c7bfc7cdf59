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
#include <stdint.h>

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
    bool directive;  /* the line in progress is a #pragma: whatever comes next begins a new one */
    int indent;      /* of generated text, in steps */
    const struct cwriter_edit *edits; /* borrowed; by start, none overlaps another */
    uint32_t edit_count;
};

void cwriter_init(struct cwriter *writer, struct strbuf *out, const struct source *source,
                  bool line_markers);

/* Copies source text [start, end): tokens, comments and spacing; the marks of TAMED and async are
 * left out, the edits made. */
void cwriter_source(struct cwriter *writer, uint32_t start, uint32_t end);

/* What follows stands for the line of the token at `offset`. */
void cwriter_at(struct cwriter *writer, uint32_t offset);

/* Generated text. '\n' lays out (see above) and indents by writer->indent; no other directive about
 * lines. */
void cwriter_printf(struct cwriter *writer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* From here on (until off) text counts as a system header's: compilers have no warnings for it. On
 * a line of its own, of the same number. Without line markers: nothing. */
void cwriter_silent(struct cwriter *writer, bool on);

/* Whether an identifier printed next would join what stands there. */
bool cwriter_ends_word(const struct cwriter *writer);

/* A real newline, with or without markers: between generated functions and declarations. */
void cwriter_break(struct cwriter *writer);

#endif
