/* SPDX-License-Identifier: BSD-3-Clause */
/* One input: preprocessed, then translated, in memory. */
#ifndef TAMERC_TRANSLATOR_H
#define TAMERC_TRANSLATOR_H

#include <stdbool.h>

#include "translate.h"

struct arena;
struct command;
struct preprocess;
struct strbuf;
struct translate_splice;

struct translator {
    const struct command *command;
    const char *dump; /* as in struct translate_options … */
    bool line_markers, header;
    bool knows_level; /* the result is compiled with the command's own -O, or says itself what
                         depends on it */
    enum translate_report report;
    const char *report_only;
    const struct translate_splice *splice;
};

struct translated {
    enum translate_result result;
    int status; /* TRANSLATE_FAILED: the exit status to give; it has been said why */
    bool gnu;   /* gcc preprocessed it, not clang */
};

/*
 * An input that is C is preprocessed as `request` says; one that was preprocessed is read. On
 * TRANSLATE_DONE *out holds the translated text.
 */
struct translated translator_run(struct arena *arena, const struct translator *translator,
                                 const struct preprocess *request, struct strbuf *out);

#endif
