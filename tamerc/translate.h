/* SPDX-License-Identifier: BSD-3-Clause */
/* Preprocessed C in, translated C out: all that the driver knows of the compiler proper. */
#ifndef TAMERC_TRANSLATE_H
#define TAMERC_TRANSLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct names;
struct strbuf;

/* What the user's compiler is asked to preprocess for a spliced result. All of it counts as the
 * user's file. */
enum translate_pass {
    TRANSLATE_DEFINITIONS, /* to say which macros there are (-dD) */
    TRANSLATE_MARKED,      /* as the text that is translated */
    TRANSLATE_RESULT       /* as what has become of it will be */
};

/* For a result that is the user's file with only what had to change replaced. All borrowed. */
struct translate_splice {
    const char *text; /* the user's file */
    size_t size;
    /* Put in front of the name in #include "…", where is_beside says that the file stands beside
     * the user's; "": nothing. */
    const char *include_prefix;
    bool (*is_beside)(void *context, const char *name, size_t size);
    /* Appends the preprocessed text; false: the compiler would not have it. */
    bool (*preprocess)(void *context, enum translate_pass pass, const char *text, size_t size,
                       struct strbuf *out);
    void *context;
};

/* What the frames hold, as a table, or as elements of a JSON array. */
enum translate_report { TRANSLATE_NO_REPORT, TRANSLATE_REPORT_TEXT, TRANSLATE_REPORT_JSON };

struct translate_options {
    const char *dump;  /* name of a phase to print instead of the result; NULL: none */
    bool line_markers; /* keep the user's lines by # markers */
    bool header;    /* print the declarations of a header's tamed functions instead of the text */
    bool gnu;       /* the text comes from gcc's preprocessor, not clang's */
    bool optimised; /* the compiler is asked to optimise; true where nobody knows */
    const char *const
        *flags; /* for libclang: language and target; and what diag_option knows. Borrowed */
    size_t flag_count;
    bool colour;                           /* of messages */
    enum translate_report report;          /* to print instead of the result */
    const char *report_only;               /* the function it is about; NULL: all */
    const struct translate_splice *splice; /* NULL: the result is preprocessed text */
    struct names *tamed; /* gets the names of tamed functions, in its own arena; NULL: not asked */
};

enum translate_result {
    TRANSLATE_NOTHING, /* no tamed function and no tamed call: the original serves; `out` is empty
                        */
    TRANSLATE_DONE,
    TRANSLATE_FAILED /* it has been said why; `out` is empty */
};

/*
 * name: of the user's file, for messages. text: preprocessed with comments kept, borrowed for the
 * call. What is printed is appended to *out, whose owner is the caller; diagnostics go to
 * `messages`, including the closing "N errors generated.".
 */
enum translate_result translate(const struct translate_options *options, const char *name,
                                const char *text, size_t size, struct strbuf *out, FILE *messages);

#endif
