/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TAMERC_FILE_H
#define TAMERC_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "emit/cwriter.h"

struct ir_func;
struct ir_signature;
struct ir_task_site;
struct ir_unit;
struct strbuf;

/* The text in the making. A copy of it goes on from the same place. */
struct file {
    struct cwriter writer;
    const struct ir_unit *unit;
    const struct ir_signature
        *signature;                  /* the next one whose asynchronous entry is to be declared */
    const struct ir_task_site *site; /* the next one whose constant is to be printed */
    const struct ir_func *func;      /* the next one to be replaced */
    uint32_t position;               /* everything before it has been printed */
};

/* The whole text: what is not Tamer's as it was, tamed functions translated. Requires IR_FRAMED of
 * every function. */
void file_emit(struct strbuf *out, const struct ir_unit *unit, bool line_markers);

/* The same in parts: bytes [start, end) of the source, in their order; start == end: the constants
 * of tasks that stand in front of that place. Parts that are left out hold nothing of Tamer's. */
void file_begin(struct file *file, struct strbuf *out, const struct ir_unit *unit,
                bool line_markers);
void file_range(struct file *file, uint32_t start, uint32_t end);
void file_register(struct file *file);

#endif
