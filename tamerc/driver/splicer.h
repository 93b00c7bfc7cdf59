/* SPDX-License-Identifier: BSD-3-Clause */
/* What translate() asks of the user's compiler and file, for a result that is the user's file. */
#ifndef TAMERC_SPLICER_H
#define TAMERC_SPLICER_H

#include <stdbool.h>

#include "base/strbuf.h"
#include "driver/workdir.h"
#include "translate.h"

struct arena;
struct command;

struct splicer {
    struct translate_splice splice; /* for translate_options */
    struct arena *arena;
    const struct command *command;
    const char *path; /* of the user's file */
    const char *include_dir;
    struct strbuf text; /* of the user's file */
    struct workdir workdir;
};

/* output: where the result will stand; NULL or "-": nowhere yet. false: the file cannot be read.
 * End with splicer_end. */
bool splicer_begin(struct splicer *splicer, struct arena *arena, const struct command *command,
                   const char *path, const char *output, const char *include_dir);
void splicer_end(struct splicer *splicer);

/* The file as it is, under its own name for messages. */
void splicer_copy(const struct splicer *splicer, bool line_markers, struct strbuf *out);

#endif
