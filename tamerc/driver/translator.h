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

struct translator {
    const struct command *command;
    const char *dump; /* as in struct translate_options … */
    bool line_markers, header;
};

/*
 * An input that is C is preprocessed as `request` says; one that was preprocessed is read. On
 * TRANSLATE_DONE *out holds the result. On TRANSLATE_FAILED it has been said why, and *ret_status
 * is the exit status to give.
 */
enum translate_result translator_run(struct arena *arena, const struct translator *translator,
                                     const struct preprocess *request, struct strbuf *out,
                                     int *ret_status);

#endif
