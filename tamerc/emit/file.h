/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TAMERC_FILE_H
#define TAMERC_FILE_H

#include <stdbool.h>

struct ir_unit;
struct strbuf;

/* The whole text: what is not Tamer's as it was, tamed functions translated. Requires IR_FRAMED of
 * every function. */
void file_emit(struct strbuf *out, const struct ir_unit *unit, bool line_markers);

#endif
